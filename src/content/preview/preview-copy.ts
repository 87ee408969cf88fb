/**
 * Copy of one product while a person watches: the text as it is written, what the gate says of each sentence as it is
 * complete, and at the end the text and verdict a job would have stored. Nothing is stored but what it cost.
 */
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import type { ChatModels } from '../../inference/chat-model-source.ts'
import type { Finding } from '../check/finding.ts'
import { checkCopy } from '../check/gate.ts'
import { gateContext, type GateContext } from '../check/gate-context.ts'
import { copyFieldSchema, type CopyField, type DraftFields, type Segment } from '../drafts/segment.ts'
import { loadSubjects, subjectKey } from '../drafts/subject-queries.ts'
import { loadShopEvidence, sheetOf } from '../facts/evidence/shop-evidence.ts'
import { requireConfiguredWriter } from '../jobs/configured-writer.ts'
import { copyRequestSchema, writerChoiceSchema, type WriterChoice } from '../jobs/copy-job.ts'
import { selectProductIds } from '../jobs/copy-job-queries.ts'
import { judgeDraft } from '../jobs/judge-draft.ts'
import { writeWithModel, type ModelOutcome } from '../model/write-with-model.ts'
import type { CopyPrompts } from '../prompts/prompt.ts'
import type { LedgerDeps } from '../spend/ledger.ts'
import { getVoice, resolveVoice, voiceOf } from '../voice/voices.ts'
import { composeCopy } from '../writer/compose-copy.ts'
import { createSegmentReader } from './segment-reader.ts'

export interface PreviewDeps extends LedgerDeps {
  readonly chatModels: ChatModels
  readonly prompts: CopyPrompts
  /** The writer behind "auto". */
  readonly defaultWriter: Exclude<WriterChoice, 'auto'>
}

export const previewRequestSchema = z.strictObject({
  product: z.string().min(1).max(200),
  fields: z
    .array(copyFieldSchema)
    .min(1)
    .max(10)
    .transform((fields): CopyField[] => [...new Set(fields)]),
  locale: copyRequestSchema.shape.locale,
  writer: writerChoiceSchema.default('auto'),
  voice: copyRequestSchema.shape.voice,
  seed: z.int().min(0).max(2_147_483_647).default(0),
  /** Cap of this preview, micro-dollars; null: the daily cap alone holds. */
  maxCostMicros: z.int().min(0).nullable().default(null),
})
export type PreviewRequest = z.output<typeof previewRequestSchema>

export type PreviewEvent =
  | {
      readonly event: 'begin'
      readonly data: { readonly purpose: 'write' | 'repair'; readonly writer: string }
    }
  | {
      readonly event: 'delta'
      readonly data: { readonly field: string; readonly segment: number; readonly text: string }
    }
  | {
      readonly event: 'segment'
      readonly data: Segment & {
        readonly field: string
        readonly segment: number
        readonly findings: readonly Finding[]
      }
    }
  | {
      readonly event: 'done'
      readonly data: {
        readonly state: 'ready' | 'needs-review'
        readonly writer: string
        readonly fallback: ModelOutcome['fallback']
        readonly fields: DraftFields
        readonly findings: readonly Finding[]
        readonly costMicros: number
      }
    }

/**
 * Tells `onEvent` everything in order; resolves after "done".
 *
 * @throws AppError catalog.product-not-found | content.writer-unconfigured before the first event, inference.* later;
 *   whatever `signal` was aborted with, after the call it stopped has been booked
 */
export async function previewCopy(
  deps: PreviewDeps,
  request: PreviewRequest & { readonly shopId: string },
  signal: AbortSignal,
  onEvent: (event: PreviewEvent) => void,
): Promise<void> {
  const gate = await gateOf(deps, request)
  const writer = request.writer === 'auto' ? deps.defaultWriter : request.writer
  requireConfiguredWriter(writer, deps.chatModels)
  const ladder = writer === 'embedded' ? [] : ((await deps.chatModels[writer]?.()) ?? [])
  const outcome =
    ladder.length === 0
      ? showEmbedded(request, gate, onEvent)
      : await writeWithModel(
          { ...deps, ladder },
          {
            ...paidWork(request),
            gate,
            fields: request.fields,
            locale: request.locale,
            seed: request.seed,
            signal,
            isResumed: false,
            isLastAttempt: true,
            watcher: watch(request, gate, onEvent),
          },
        )
  const verdict = judgeDraft(outcome.fields, gate.sheet, request.locale, gate, outcome.findings)
  onEvent({
    event: 'done',
    data: {
      state: verdict.isBlocked ? 'needs-review' : 'ready',
      writer: outcome.chat?.model ?? 'embedded',
      fallback: outcome.fallback,
      fields: outcome.fields,
      findings: verdict.findings,
      costMicros: outcome.costMicros,
    },
  })
}

/** A preview is its own copy job in the ledger. */
function paidWork({
  shopId,
  maxCostMicros,
}: {
  readonly shopId: string
  readonly maxCostMicros: number | null
}) {
  const id = newId('preview')
  return { shopId, jobId: id, copyJobId: id, maxCostMicros }
}

async function gateOf(
  { db, clock }: PreviewDeps,
  { shopId, product, locale, voice }: PreviewRequest & { readonly shopId: string },
): Promise<GateContext> {
  const [row] = await selectProductIds(db, shopId, [product])
  const subject =
    row === undefined
      ? undefined
      : (await loadSubjects(db, shopId, [{ productId: row.id, locale }])).get(subjectKey(row.id, locale))
  if (subject === undefined)
    throw new AppError('catalog.product-not-found', `The shop has no product "${product}".`)
  const now = clock.now()
  const evidence = await loadShopEvidence(db, [shopId], now)
  const sheet = sheetOf(subject.product, subject.priceLines, evidence.get(shopId), now)
  const record = await resolveVoice(db, shopId, voice)
  const { jurisdictions, waivers } = subject
  return gateContext(sheet, {
    now: now.toISOString(),
    jurisdictions,
    waivers,
    ...(record !== null && {
      voice: voiceOf(record.id, (await getVoice(db, shopId, record.id, record.version)).voice),
    }),
  })
}

/** The embedded writer has its text at once; it is shown sentence by sentence all the same. */
function showEmbedded(
  request: PreviewRequest,
  gate: GateContext,
  onEvent: (event: PreviewEvent) => void,
): Pick<ModelOutcome, 'fields' | 'findings' | 'chat' | 'fallback' | 'costMicros'> {
  const fields = composeCopy(gate.sheet, { ...request, voice: gate.voice })
  const tell = teller(request.locale, gate, onEvent)
  onEvent({ event: 'begin', data: { purpose: 'write', writer: 'embedded' } })
  for (const [field, copy] of Object.entries(fields)) {
    for (const [index, segment] of copy.segments.entries()) {
      onEvent({ event: 'delta', data: { field, segment: index, text: segment.text } })
      tell(field, index, segment, [])
    }
  }
  return { fields, findings: [], chat: null, fallback: null, costMicros: 0 }
}

function watch(request: PreviewRequest, gate: GateContext, onEvent: (event: PreviewEvent) => void) {
  let reader = createSegmentReader()
  let tell = teller(request.locale, gate, onEvent)
  let marks: readonly string[] = []
  return {
    begins(purpose: 'write' | 'repair', writer: string, canaries: readonly string[]) {
      reader = createSegmentReader()
      tell = teller(request.locale, gate, onEvent)
      marks = canaries
      onEvent({ event: 'begin', data: { purpose, writer } })
    },
    text(delta: string) {
      for (const piece of reader.push(delta)) {
        const { field, index } = piece
        if (piece.kind === 'text')
          onEvent({ event: 'delta', data: { field, segment: index, text: piece.text } })
        else tell(field, index, piece.segment, marks)
      }
    },
  }
}

/** Says a sentence with what the gate finds in it, given those before it in its field. */
function teller(locale: string, gate: GateContext, onEvent: (event: PreviewEvent) => void) {
  const said = new Map<string, Segment[]>()
  return (field: string, index: number, segment: Segment, canaries: readonly string[]) => {
    const segments = [...(said.get(field) ?? []), segment]
    said.set(field, segments)
    const { findings } = checkCopy({ locale, fields: { [field]: segments } }, { ...gate, canaries })
    const own = findings.filter((finding) => finding.segment === index)
    onEvent({ event: 'segment', data: { ...segment, field, segment: index, findings: own } })
  }
}

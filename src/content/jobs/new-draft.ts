/** From a written text to a draft: put beside locked texts, judged among its neighbours, with all it is stored with. */
import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { DraftFinding } from '../check/finding.ts'
import type { Neighbour } from '../check/gate-context.ts'
import { citedFacts } from '../drafts/cited-facts.ts'
import { measureDraft } from '../drafts/draft-metrics.ts'
import type { NewDraft } from '../drafts/draft-queries.ts'
import { segmentsText, type DraftFields } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import { judgedState } from '../review/draft-state.ts'
import { placeTexts } from '../review/locks/lock.ts'
import { composeCopy, embeddedWriterVersion } from '../writer/compose-copy.ts'
import type { CopyTask } from './copy-task-queries.ts'
import { judgeDraft, openCodes, type JudgedBy } from './judge-draft.ts'

export interface Writing {
  readonly clock: Clock
  readonly job: {
    readonly id: string
    readonly shopId: string
    readonly payload: { readonly copyJobId: string; readonly productId: number }
  }
  readonly task: CopyTask
  readonly sheet: FactSheet
  readonly cacheKey: string
  readonly neighbours: Neighbourhood
}

/** Seeds tried before a text that repeats its neighbours is left to a person. */
const SEEDS_MAX = 4
/** A prime: seeds that people count up by one do not meet those tried here. */
const SEED_STEP = 7_919

/** The embedded writer's draft; where it would say what a neighbour says, it draws again. */
export function composeUnlike(writing: Writing): NewDraft {
  const { sheet, task, neighbours } = writing
  let draft = newDraft(writing, { fields: composeCopy(sheet, task), findings: [] })
  for (let tries = 1; tries < SEEDS_MAX && draft.openCodes.includes('D01'); tries += 1) {
    const seed = (task.seed + tries * SEED_STEP) % 2_147_483_647
    const other = newDraft(writing, { fields: composeCopy(sheet, { ...task, seed }), findings: [] })
    if (!other.openCodes.includes('D01')) draft = other
  }
  neighbours.add(task, draft.fields)
  return draft
}

export const embeddedOrigin = {
  writer: 'embedded',
  model: embeddedWriterVersion,
  promptId: null,
  promptVersion: null,
  promptHash: null,
} as const

/** What was written, put beside locked texts and judged; as the embedded writer's until told otherwise. */
export function newDraft(
  { clock, job, task, sheet, cacheKey, neighbours }: Writing,
  text: {
    readonly fields: DraftFields
    readonly findings: readonly DraftFinding[]
    readonly canaries?: readonly string[]
  },
): NewDraft {
  const { fields, proposals } = placeTexts({}, text.fields, task.locks)
  const verdict = judgeDraft(
    fields,
    sheet,
    task.locale,
    { ...judgedBy(clock, task, neighbours), canaries: text.canaries ?? [] },
    text.findings,
  )
  return {
    id: newId('draft'),
    shopId: job.shopId,
    productId: job.payload.productId,
    rowHash: task.rowHash,
    copyJobId: job.payload.copyJobId,
    jobId: job.id,
    locale: task.locale,
    state: judgedState('queued', 'write', verdict.isBlocked),
    ...embeddedOrigin,
    factsHash: sheet.hash,
    cacheKey,
    fields,
    proposals,
    facts: citedFacts(
      fields,
      sheet,
      task.locks.flatMap((lock) => lock.facts),
    ),
    findings: verdict.findings,
    openCodes: openCodes(verdict.findings),
    metrics: measureDraft(fields),
    costMicros: 0,
    usage: null,
  }
}

/** By what a text is judged while it is written and when it is done. */
export function judgedBy(clock: Clock, task: CopyTask, neighbours: Neighbourhood): JudgedBy {
  return {
    now: clock.now().toISOString(),
    jurisdictions: task.jurisdictions,
    waivers: task.waivers,
    neighbours: neighbours.of(task),
    voice: task.voice,
  }
}

/** The texts of a batch so far, by shop and language: the next ones must not repeat them. */
export class Neighbourhood {
  readonly #texts = new Map<string, Neighbour[]>()

  /** Those of other products of the same shop in the same language. */
  of(task: CopyTask): Neighbour[] {
    return (this.#texts.get(keyOf(task)) ?? []).filter(({ product }) => product !== task.product.id)
  }

  add(task: CopyTask, fields: DraftFields): void {
    const texts = Object.fromEntries(
      Object.entries(fields).map(([field, copy]) => [field, segmentsText(copy.segments)]),
    )
    const beside = this.#texts.get(keyOf(task)) ?? []
    this.#texts.set(keyOf(task), [
      ...beside,
      { product: task.product.id, isOwnVariant: false, fields: texts },
    ])
  }
}

function keyOf({ shopId, locale }: CopyTask): string {
  return `${shopId} ${locale}`
}

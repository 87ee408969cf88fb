/**
 * Writes the copy of one product per job; many small jobs share their statements. `prepare` loads products, requests
 * and reusable drafts of all claimed jobs in one statement and what their shops know beyond them in another, `run`
 * composes or asks a model, `commit` inserts all drafts in one statement: three per batch are the whole database cost
 * of the embedded writer.
 */
import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { ChatModel } from '../../inference/chat-model.ts'
import type { ChatModels } from '../../inference/chat-model-source.ts'
import { done, snooze, type LeasedJob, type Processor } from '../../queue/job.ts'
import { joinBatch } from '../batch/join-batch.ts'
import type { LedgerDeps } from '../spend/ledger.ts'
import { insertDrafts, type NewDraft } from '../drafts/draft-queries.ts'
import { loadShopEvidence, sheetOf, type ShopEvidence } from '../facts/evidence/shop-evidence.ts'
import type { FactSheet } from '../facts/fact.ts'
import { writeWithModel } from '../model/write-with-model.ts'
import type { CopyPrompts } from '../prompts/prompt.ts'
import { embeddedWriterVersion } from '../writer/compose-copy.ts'
import { loadRules, speakingBy } from '../rules/shop-voice.ts'
import { requireConfiguredWriter } from './configured-writer.ts'
import type { WriteResult, WriterChoice } from './copy-job.ts'
import { loadCopyTasks, type CopyTask } from './copy-task-queries.ts'
import { modelTask } from './model-task.ts'
import { composeUnlike, embeddedOrigin, Neighbourhood, newDraft } from './new-draft.ts'

export interface WriteCopyDeps {
  readonly db: Db
  readonly clock: Clock
  /** The writer behind "auto". */
  readonly defaultWriter: Exclude<WriterChoice, 'auto'>
  /** Model writers that are configured, by name: each a ladder of models, best first. */
  readonly chatModels: ChatModels
  readonly prompts: CopyPrompts
  /** Hard cap per shop and UTC day, micro-dollars, unless the shop has set its own. */
  readonly dailyLimitMicros: number
  readonly onWarning?: LedgerDeps['onWarning']
  /** Parameters that change what a model writes; part of the cache key. */
  readonly temperature: number | null
}

interface WritePayload {
  readonly copyJobId: string
  readonly productId: number
}

interface Context {
  readonly tasks: ReadonlyMap<string, CopyTask>
  readonly neighbours: Neighbourhood
  readonly evidence: ReadonlyMap<string, ShopEvidence>
  readonly now: Date
}

export function writeCopyProcessor(deps: WriteCopyDeps): Processor<WritePayload, WriteResult, Context> {
  // Drafts wait here between run and commit; a run that is never committed takes its draft with it.
  const written = new WeakMap<LeasedJob<WritePayload>, NewDraft>()
  return {
    async prepare(leased) {
      const tasks = await loadCopyTasks(
        deps.db,
        leased.map((job) => ({ jobId: job.id, shopId: job.shopId, ...job.payload })),
      )
      const now = deps.clock.now()
      const shopIds = [...new Set(tasks.map((task) => task.shopId))]
      const evidence = await loadShopEvidence(deps.db, shopIds, now)
      const rules = await loadRules(deps.db, shopIds)
      const spoken = tasks.map((task): [string, CopyTask] => [
        task.jobId,
        { ...task, voice: speakingBy(rules, task.shopId, task.locale, task.voice) },
      ])
      return { tasks: new Map(spoken), neighbours: new Neighbourhood(), evidence, now }
    },
    async run(job, context) {
      const task = context.tasks.get(job.id)
      if (task === undefined)
        throw new AppError(
          'catalog.product-not-found',
          'The product was removed before its copy was written.',
        )
      const sheet = sheetOf(task.product, task.priceLines, context.evidence.get(task.shopId), context.now)
      const plan = await planWriting(deps, task, sheet)
      const reusable = task.drafts.find((draft) => draft.cacheKey === plan.cacheKey)
      if (reusable !== undefined) {
        return done({
          draftId: reusable.id,
          state: reusable.state,
          writer: plan.writer,
          reused: true,
          fallback: null,
          costMicros: 0,
        })
      }
      const model = modelTask(deps, job, task, sheet, context.neighbours)
      // The batch wakes the job when it has ended; the hour is for a wake that got lost.
      if (task.delivery === 'batch' && (await joinBatch(deps, plan.ladder[0], model)) === 'waiting')
        return snooze(60 * 60_000)
      const draft = await write(deps, job, task, sheet, plan, context.neighbours)
      written.set(job, draft.row)
      return done({
        draftId: draft.row.id,
        state: draft.row.state,
        writer: draft.row.writer,
        reused: false,
        fallback: draft.fallback,
        costMicros: draft.row.costMicros,
      })
    },
    async commit(trx, finished) {
      const drafts = finished.flatMap(({ job, result }) => {
        if (result.reused) return []
        const draft = written.get(job)
        if (draft === undefined) throw new Error(`The draft of job ${job.id} was not kept for its commit.`)
        return [draft]
      })
      if (drafts.length === 0) return
      const inserted = await insertDrafts(trx, drafts)
      if (inserted.size < drafts.length)
        throw new AppError(
          'content.facts-changed',
          'The product was imported anew, or a field locked, while its copy was written; it is written again.',
        )
    },
  }
}

interface WritingPlan {
  readonly writer: Exclude<WriterChoice, 'auto'>
  /** Empty: the embedded writer. */
  readonly ladder: readonly ChatModel[]
  readonly cacheKey: string
}

/** @throws AppError content.writer-unconfigured when the request names a writer this installation lacks */
async function planWriting(deps: WriteCopyDeps, task: CopyTask, sheet: FactSheet): Promise<WritingPlan> {
  const writer = task.writer === 'auto' ? deps.defaultWriter : task.writer
  requireConfiguredWriter(writer, deps.chatModels)
  const ladder = writer === 'embedded' ? [] : ((await deps.chatModels[writer]?.()) ?? [])
  return { writer, ladder, cacheKey: cacheKeyOf(deps, task, sheet, ladder) }
}

/** Equal keys mean an equal draft: facts, wording, model parameters, fields, locale, seed and voice. */
function cacheKeyOf(
  deps: WriteCopyDeps,
  task: CopyTask,
  sheet: FactSheet,
  ladder: readonly ChatModel[],
): string {
  const models = ladder.map((chat) => [chat.provider, chat.model])
  const source =
    models.length === 0
      ? [embeddedWriterVersion]
      : [models, deps.prompts.write.hash, deps.prompts.repair.hash, deps.temperature]
  const key = [sheet.hash, ...source, task.fields, task.locale, task.seed, task.voice]
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url')
}

interface Written {
  readonly row: NewDraft
  readonly fallback: WriteResult['fallback']
}

async function write(
  deps: WriteCopyDeps,
  job: LeasedJob<WritePayload>,
  task: CopyTask,
  sheet: FactSheet,
  plan: WritingPlan,
  neighbours: Neighbourhood,
): Promise<Written> {
  if (plan.ladder.length === 0) {
    return {
      row: composeUnlike({ ...plan, clock: deps.clock, job, task, sheet, neighbours }),
      fallback: null,
    }
  }
  const outcome = await writeWithModel(
    { ...deps, ladder: plan.ladder },
    modelTask(deps, job, task, sheet, neighbours),
  )
  const { chat } = outcome
  const isModels = Object.values(outcome.fields).some((field) => field.provenance !== 'embedded')
  const { write: prompt } = deps.prompts
  const origin =
    isModels && chat !== null
      ? {
          writer: chat.provider,
          model: chat.model,
          promptId: prompt.id,
          promptVersion: prompt.version,
          promptHash: prompt.hash,
        }
      : embeddedOrigin
  // A draft that owes its text to a shortage must not be taken for the model's when the shortage is over.
  const cacheKey = outcome.fallback === null ? plan.cacheKey : `${plan.cacheKey}!${outcome.fallback}`
  const written = newDraft({ ...plan, clock: deps.clock, job, task, sheet, neighbours }, outcome)
  neighbours.add(task, written.fields)
  const row = {
    ...written,
    ...origin,
    cacheKey,
    costMicros: outcome.costMicros,
    usage: outcome.usage,
  }
  return { row, fallback: outcome.fallback }
}

/**
 * The work of a re-index job, top-down. Which phase comes next is derived from what the database holds, so a run that
 * was killed anywhere is continued by the next one. Between plan and gate the job sleeps while its children embed.
 */
import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { done, snooze, type LeasedJob, type Processor, type RunOutcome } from '../../../queue/job.ts'
import { embeddingText } from '../../product.ts'
import {
  defaultSpec,
  isPrepared,
  wantsIndex,
  type EmbeddingVersion,
  type GateReport,
} from '../embedding-version.ts'
import type { OpenEmbedders } from '../open-embedders.ts'
import { enqueueBatches, productsPerJob } from '../plan-embedding.ts'
import { createIndex, hasIndex, listMissing, listTexts, measureCoverage } from '../vector-queries.ts'
import {
  findPointed,
  findVersion,
  isImporting,
  lockVersions,
  pointAt,
  prepareVersion,
  storeGate,
} from '../version-queries.ts'
import { measureGate, recallMin } from './gate.ts'
import { countChildren, currentBarrier, isPast, storedBarrier, type ChildCounts } from './reindex-queries.ts'
import type { ReindexPhase, ReindexProgress } from './reindex.ts'

export interface ReindexDeps {
  readonly db: Db
  readonly dialect: 'postgres' | 'pglite'
  readonly clock: Clock
  readonly embedders: OpenEmbedders
}

export interface ReindexPayload {
  readonly versionId: string
}

export type ReindexOutcome = {
  readonly versionId: string
  readonly changed: boolean
  readonly embedded: number
  readonly gate: (GateReport & { readonly [key: string]: number | boolean }) | null
}

const waitMs = 500
/** Batches planned in one transaction. */
const batchesPerPage = 8
/** Bounds the memory of a fit; what more texts would teach the model was not measured. */
const fitTextsMax = 50_000

export function reindexProcessor(deps: ReindexDeps): Processor<ReindexPayload, ReindexOutcome> {
  return {
    async run(job) {
      const version = await findVersion(deps.db, job.shopId, job.payload.versionId)
      if (version === undefined || version.state === 'failed') {
        throw new AppError(
          'catalog.reindex-not-found',
          'The embedding version was dropped before its re-index ended.',
        )
      }
      return runReindex(deps, job, version)
    },
    /** The switch shares the transaction that marks the job done: both happen, once, or neither. */
    async commit(trx, finished) {
      for (const { job, result } of finished) {
        await lockVersions(trx, job.shopId)
        await pointAt(trx, job.shopId, result.versionId, deps.clock.now())
      }
    },
  }
}

async function runReindex(
  deps: ReindexDeps,
  job: LeasedJob<ReindexPayload>,
  registered: EmbeddingVersion,
): Promise<RunOutcome<ReindexOutcome>> {
  const { db } = deps
  // A model fitted to half a catalogue would serve the other half badly.
  if (!isPrepared(registered) && (await isImporting(db, job.shopId))) {
    await job.report({ phase: 'waiting', done: 0, total: 0, rate: null })
    return snooze(waitMs)
  }
  const version = isPrepared(registered) ? registered : await prepare(deps, registered, job)
  const barrier = (await storedBarrier(db, job.shopId, job.id)) ?? (await currentBarrier(db))
  const state = await readState(db, version, job)
  const report = (phase: ReindexPhase) => job.report({ phase, ...state.progress, barrier })

  if (state.children.open > 0) {
    await report('embed')
    return snooze(waitMs)
  }
  requireChildren(state)
  const isIndexed = wantsIndex(deps.dialect, version.dimensions, state.progress.total)
  await report('plan')
  // On PGlite building an index blocks every query; filling an indexed table does the same work a little at a time.
  if (isIndexed && deps.dialect === 'pglite') await createIndex(db, version)
  if (!(await everyWriterIsSeen(db, barrier, job.signal))) return snooze(waitMs)
  if ((await planMissing(deps, version, job, barrier)) > 0) return snooze(waitMs)

  const { live } = await findPointed(db, job.shopId)
  const isIndexMissing = isIndexed && !(await hasIndex(db, version))
  if (live?.id === version.id && state.children.embedded === 0 && !isIndexMissing && version.gate !== null) {
    return done({ versionId: version.id, changed: false, embedded: 0, gate: { ...version.gate } })
  }
  if (isIndexMissing) {
    await report('index')
    await createIndex(db, version)
  }
  await report('gate')
  const gate = await passGate(deps, version, barrier, job.signal)
  await report('switch')
  return done({ versionId: version.id, changed: true, embedded: state.children.embedded, gate: { ...gate } })
}

/** Looks up the spec, fits what is to be fitted, and makes the table. */
async function prepare(
  { db, dialect, embedders: { source } }: ReindexDeps,
  registered: EmbeddingVersion,
  { report, signal }: LeasedJob<ReindexPayload>,
): Promise<EmbeddingVersion> {
  await report({ phase: 'fit', done: 0, total: 0, rate: null })
  const spec = registered.spec === defaultSpec ? source.defaultSpec : registered.spec
  const fitted = source.needsFit(spec)
    ? await source.fit(spec, await fitTexts(db, registered.shopId), signal)
    : null
  const embedder = await source.open(spec, fitted)
  const { model, dimensions } = embedder
  await embedder[Symbol.asyncDispose]()
  await db
    .transaction()
    .execute((trx) => prepareVersion(trx, registered, { spec, model, dimensions, fitted }, dialect))
  const version = await findVersion(db, registered.shopId, registered.id)
  if (version === undefined)
    throw new AppError('catalog.reindex-not-found', 'The embedding version was dropped.')
  return version
}

async function fitTexts(db: Db, shopId: string): Promise<string[]> {
  const rows = await listTexts(db, shopId, fitTextsMax)
  return rows.map((row) =>
    embeddingText({ ...row, category: [...row.category], shortDescription: row.short_description }),
  )
}

interface ReindexState {
  readonly children: ChildCounts
  readonly progress: Omit<ReindexProgress, 'phase'>
}

async function readState(
  db: Db,
  version: EmbeddingVersion,
  job: LeasedJob<ReindexPayload>,
): Promise<ReindexState> {
  const children = await countChildren(db, job.shopId, job.id)
  const { current, total } = await measureCoverage(db, version)
  const { embedded, seconds } = children
  const rate = seconds !== null && seconds > 0 ? Math.round(embedded / seconds) : null
  return { children, progress: { done: current, total, rate } }
}

/** @throws AppError catalog.reindex-gate-failed when a batch ended without vectors */
function requireChildren({ children, progress }: ReindexState): void {
  if (children.lost === 0) return
  const vectors = `${String(progress.done)} of ${String(progress.total)} products have a vector`
  throw new AppError(
    'catalog.reindex-gate-failed',
    `${String(children.lost)} batches could not be embedded; ${vectors}. Repair the cause, then ask for the same re-index again.`,
  )
}

/**
 * Waits, a moment at most, until every transaction below the barrier has ended. Such a one may have looked for versions
 * before this one was prepared; its products are now visible to the plan. All later ones embed for the version
 * themselves.
 */
async function everyWriterIsSeen(db: Db, barrier: string, signal: AbortSignal): Promise<boolean> {
  for (let round = 0; round < 20; round++) {
    if (await isPast(db, barrier)) return true
    signal.throwIfAborted()
    await setTimeout(25)
  }
  return false
}

/** Enqueues a batch for every product without a current vector; returns how many products there were. */
async function planMissing(
  { db }: ReindexDeps,
  version: EmbeddingVersion,
  job: LeasedJob<ReindexPayload>,
  below: string,
): Promise<number> {
  let planned = 0
  let afterId = 0
  for (;;) {
    job.signal.throwIfAborted()
    const ids = await db.transaction().execute(async (trx) => {
      const page = await listMissing(trx, version, { below, afterId, limit: productsPerJob * batchesPerPage })
      await enqueueBatches(trx, version, page, job.id)
      return page
    })
    const last = ids.at(-1)
    if (last === undefined) return planned
    planned += ids.length
    afterId = last
  }
}

/** Measures and stores; a version that does not pass is never pointed at. */
async function passGate(
  deps: ReindexDeps,
  version: EmbeddingVersion,
  barrier: string,
  signal: AbortSignal,
): Promise<GateReport> {
  const gate = await measureGate(deps, version, barrier, signal)
  await storeGate(deps.db, version, gate)
  if (gate.coverage === 1 && gate.recallAt10 >= recallMin) return gate
  throw new AppError(
    'catalog.reindex-gate-failed',
    `Coverage is ${percent(gate.coverage)} and recall@10 ${percent(gate.recallAt10)}; 100 % and ${percent(recallMin)} are needed.`,
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

/**
 * The work of a build, top-down: neighbours by content are brought up to date, the shop's history is read in pages into a
 * thread, what the thread learns is stored, and a short transaction makes it the shop's. A run that is killed leaves
 * rows of an epoch that nobody reads; the next build removes them.
 */
import { findLiveVersion, readVectors } from '../../../catalog/embedding/bulk/read-vectors.ts'
import { readOutline } from '../../../catalog/outline/read-outline.ts'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { readBaskets, readLogEnd, readUnitsSold, readVisits } from '../../../events/reading/read-history.ts'
import { done, type LeasedJob, type Processor } from '../../../queue/job.ts'
import { readNeighbours, refreshNeighbours } from '../../content-neighbours/refresh-neighbours.ts'
import { findPromoted } from '../../evaluation/runs/find-promoted.ts'
import { countedDays } from '../../rankings/rank-products.ts'
import { chunkBytes } from '../file/load-image-file.ts'
import {
  deleteOldImages,
  hasErasureSince,
  insertChunk,
  insertRelations,
  lockModelState,
  publishImage,
  takeEpoch,
  type StoredImage,
} from '../image-queries.ts'
import type { LearntSummary } from './learner-messages.ts'
import { startLearner, type Learner } from './learner.ts'

export interface BuildDeps {
  readonly db: Db
  readonly clock: Clock
  /** Tells processes that hold images of the shop. */
  announce(trx: Db, change: { readonly topic: 'model'; readonly shopId: string }): Promise<void>
}

export type BuildResult = {
  readonly epoch: number
  readonly seq: number
  readonly countedUntil: string
  readonly builtAt: string
  readonly checksum: string
  readonly bytes: number
  readonly buildMs: number
  readonly modelHash: string
  readonly promoted: boolean
  readonly counts: { readonly [key: string]: number }
}

/** Images kept: the one that answers, and the one before it for processes that are still on it. */
const imagesKept = 2

/** An event counts from when its transaction began, and is seen when it ends: a little later than this never. */
const settleMs = 5_000

type Job = LeasedJob<Record<string, never>>

export function buildImageProcessor(deps: BuildDeps): Processor<Record<string, never>, BuildResult> {
  return {
    run: async (job) => done(await build(deps, job)),
    /** Whoever erases a visitor holds the same lock: a build from before it is never published after it. */
    async commit(trx, finished) {
      for (const { job, result } of finished) {
        const state = await lockModelState(trx, job.shopId)
        const isOutdated =
          state.epoch >= result.epoch ||
          state.erasedAt.toISOString() >= result.builtAt ||
          (await hasErasureSince(trx, job.shopId, result.seq))
        if (isOutdated)
          throw new AppError(
            'recommendations.image-outdated',
            'A newer image was published, or a visitor erased, while this one was built.',
          )
        await publishImage(trx, job.shopId, toStored(result), {
          viewers: result.counts['viewers'] ?? 0,
          buyers: result.counts['buyers'] ?? 0,
        })
        await deleteOldImages(trx, job.shopId, { keep: imagesKept, epoch: result.epoch })
        await deps.announce(trx, { topic: 'model', shopId: job.shopId })
      }
    },
  }
}

async function build({ db, clock }: BuildDeps, job: Job): Promise<BuildResult> {
  const { shopId, signal } = job
  const startedMs = clock.monotonicMs()
  const builtAt = clock.now()
  const until = new Date(builtAt.getTime() - settleMs)
  await using learner = startLearner(signal)
  const epoch = await takeEpoch(db, shopId)
  const { seq } = await readLogEnd(db, shopId)
  await feedContent(db, job, learner)
  let visits = 0
  for await (const { text, rows } of readVisits(db, shopId, seq)) {
    await learner.add('visits', text)
    visits += rows
    await job.report({ phase: 'visits', done: visits, total: seq })
  }
  for await (const { text } of readBaskets(db, shopId, until)) await learner.add('baskets', text)
  const sold = await readUnitsSold(db, shopId, { until, days: countedDays.bestsellers })
  await learner.add('sold', JSON.stringify(sold))
  await job.report({ phase: 'learn', done: 0, total: 1 })
  const header = { shopId, epoch, seq, untilMs: until.getTime(), builtAtMs: builtAt.getTime() }
  const summary = await learner.learn(header)
  await store(db, job, learner, epoch, summary)
  return {
    epoch,
    seq,
    countedUntil: until.toISOString(),
    builtAt: builtAt.toISOString(),
    checksum: summary.checksum,
    bytes: summary.byteLength,
    buildMs: Math.round(clock.monotonicMs() - startedMs),
    modelHash: summary.modelHash,
    promoted: (await findPromoted(db, shopId)) !== undefined,
    counts: { ...summary.counts },
  }
}

/** The catalogue first: products get their numbers in its order. */
async function feedContent(db: Db, job: Job, learner: Learner): Promise<void> {
  const version = await findLiveVersion(db, job.shopId)
  if (version !== undefined)
    await refreshNeighbours(db, version, job.signal, (lookedUp) =>
      job.report({ phase: 'neighbours', done: lookedUp, total: lookedUp }),
    )
  for await (const text of readOutline(db, job.shopId)) await learner.add('outline', text)
  if (version === undefined) return
  for await (const text of readNeighbours(db, version)) await learner.add('neighbours', text)
  for await (const text of readVectors(db, version)) await learner.add('vectors', text)
}

async function store(
  db: Db,
  job: Job,
  learner: Learner,
  epoch: number,
  { byteLength }: LearntSummary,
): Promise<void> {
  for (let rows = await learner.nextRelations(); rows !== undefined; rows = await learner.nextRelations()) {
    job.signal.throwIfAborted()
    await insertRelations(db, job.shopId, epoch, rows)
  }
  for (let from = 0, part = 0; from < byteLength; from += chunkBytes, part += 1) {
    job.signal.throwIfAborted()
    const bytes = Buffer.from(await learner.copy(from, Math.min(byteLength, from + chunkBytes)))
    await insertChunk(db, job.shopId, { epoch, part, bytes })
    if (part % 16 === 0) await job.report({ phase: 'store', done: from, total: byteLength })
  }
}

function toStored(result: BuildResult): StoredImage {
  return { ...result, countedUntil: new Date(result.countedUntil), builtAt: new Date(result.builtAt) }
}

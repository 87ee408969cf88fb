/** Expands a copy job over many products into one job each, page by page, so that a kill plans nothing twice. */
import { createHash } from 'node:crypto'
import type { ProductFilter } from '../../catalog/filter.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { done, snooze, type LeasedJob, type Processor } from '../../queue/job.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue, enqueueMany } from '../../queue/outbox.ts'
import { copySelectionSchema, type CopySelection } from './copy-job.ts'
import {
  countFiltered,
  findCopyJobRow,
  lockPlanner,
  selectExistingJobs,
  selectFilteredIds,
  selectProductIds,
  setDelivery,
} from './copy-job-queries.ts'

/** Products planned per transaction: short enough to never hold the embedded database for long. */
const PAGE = 500

type PlanPayload = Readonly<Record<string, never>>

export function planCopyProcessor({
  db,
  batchMinProducts = 0,
}: {
  readonly db: Db
  /** Jobs that leave the choice go by batch from this many products on; 0: never. */
  readonly batchMinProducts?: number
}): Processor<PlanPayload, { readonly planned: number }> {
  return {
    async run(job) {
      const row = await findCopyJobRow(db, job.shopId, job.id)
      if (row === undefined)
        throw new AppError('content.copy-job-not-found', 'The copy job of this plan is gone.')
      const selection = copySelectionSchema.parse(row.selection)
      await settleDelivery(db, job, row.delivery, selection, batchMinProducts)
      const pages =
        'products' in selection
          ? listedPages(db, job.shopId, selection.products)
          : filteredPages(db, job.shopId, selection.filter)
      let planned = 0
      for await (const productIds of pages) {
        job.signal.throwIfAborted()
        // Paused: put off, which sets it aside; resumed, it goes through the pages again and adds what is missing.
        if (!(await planPage(db, job, productIds))) return snooze(0)
        planned += productIds.length
        await job.report({ planned })
      }
      return done({ planned })
    },
  }
}

/** The id of the job that writes one product of a copy job: the same however often planning runs. */
export function childJobId(copyJobId: string, productId: number): string {
  return `job_${createHash('sha256')
    .update(`${copyJobId} ${String(productId)}`)
    .digest('hex')
    .slice(0, 26)
    .toUpperCase()}`
}

/** Decides between batch and now before the first product is planned; a batch gets the job that carries it. */
async function settleDelivery(
  db: Db,
  job: LeasedJob<PlanPayload>,
  asked: string,
  selection: CopySelection,
  batchMinProducts: number,
): Promise<void> {
  if (asked === 'now') return
  const isLarge = async () =>
    batchMinProducts > 0 && (await countSelected(db, job.shopId, selection)) >= batchMinProducts
  const delivery = asked === 'batch' || (await isLarge()) ? 'batch' : 'now'
  const id = childJobId(job.id, 0)
  await db.transaction().execute(async (trx) => {
    if ((await lockPlanner(trx, job.shopId, job.id, job.token)) === 'lost')
      throw new AppError('jobs.timed-out', 'Planning was taken over or cancelled.')
    await setDelivery(trx, job.shopId, job.id, delivery)
    if (delivery === 'now' || (await selectExistingJobs(trx, job.shopId, [id])).has(id)) return
    // No child of the copy job: a cancelled job's batches must still be cancelled and collected.
    await enqueue(trx, jobs.runBatches, { id, shopId: job.shopId, payload: { copyJobId: job.id } })
  })
}

async function countSelected(db: Db, shopId: string, selection: CopySelection): Promise<number> {
  return 'products' in selection
    ? new Set(selection.products).size
    : await countFiltered(db, shopId, selection.filter)
}

/** False when the copy job is paused. */
async function planPage(
  db: Db,
  job: LeasedJob<PlanPayload>,
  productIds: readonly number[],
): Promise<boolean> {
  const wanted = productIds.map((productId) => ({ id: childJobId(job.id, productId), productId }))
  return await db.transaction().execute(async (trx) => {
    const planner = await lockPlanner(trx, job.shopId, job.id, job.token)
    if (planner === 'paused') return false
    if (planner === 'lost') throw new AppError('jobs.timed-out', 'Planning was taken over or cancelled.')
    const existing = await selectExistingJobs(
      trx,
      job.shopId,
      wanted.map((child) => child.id),
    )
    const requests = wanted.flatMap(({ id, productId }) =>
      existing.has(id)
        ? []
        : [{ id, shopId: job.shopId, parentId: job.id, payload: { copyJobId: job.id, productId } }],
    )
    await enqueueMany(trx, jobs.writeCopy, requests)
    return true
  })
}

/** Products of the list that still exist; the request has refused unknown ones. */
async function* listedPages(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
): AsyncGenerator<number[]> {
  const unique = [...new Set(externalIds)]
  for (let start = 0; start < unique.length; start += PAGE) {
    const rows = await selectProductIds(db, shopId, unique.slice(start, start + PAGE))
    yield rows.map((row) => row.id)
  }
}

async function* filteredPages(db: Db, shopId: string, filter: ProductFilter): AsyncGenerator<number[]> {
  let after = 0
  for (;;) {
    const page = await selectFilteredIds(db, shopId, filter, after, PAGE)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last
  }
}

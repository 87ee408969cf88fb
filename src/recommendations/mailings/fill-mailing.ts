/**
 * The work of a mailing: a slate for each recipient, a page of them at a time. After a kill the next attempt goes on with
 * those who have none.
 */
import type { Db } from '../../database/schema.ts'
import { done, type LeasedJob, type Processor } from '../../queue/job.ts'
import { writeHeld } from '../../queue/write-held.ts'
import { recommend, type RecommendDeps } from '../recommend.ts'
import type { RecommendationRequest } from '../recommendation.ts'
import { mailingAskedSchema, type MailingAsked } from './mailing.ts'
import { countAnswered, findMailing, selectWaiting, storeMailingSlates } from './mailing-queries.ts'
import { mailingNotFound } from './read-mailings.ts'
import { withoutShortcuts } from './without-shortcuts.ts'

/** What slates are made with, for as long as `use` runs: a worker holds no catalogue and no image otherwise. */
export type LendRecommender = <T>(use: (deps: RecommendDeps) => Promise<T>) => Promise<T>

export interface FillMailingDeps {
  readonly db: Db
  readonly lend: LendRecommender
}

type MailingPayload = Readonly<Record<string, never>>

/** Slates between two commits: short transactions, and a cancellation that is soon obeyed. */
const pageSize = 50

export function fillMailingProcessor({
  db,
  lend,
}: FillMailingDeps): Processor<MailingPayload, { readonly answered: number }> {
  return {
    async run(job) {
      const row = await findMailing(db, job.shopId, job.id)
      if (row === undefined) throw mailingNotFound()
      const asked = mailingAskedSchema.parse(row.asked)
      return done({ answered: await lend((deps) => fill(db, deps, job, asked)) })
    },
  }
}

/** @returns recipients who have been given a slate */
async function fill(
  db: Db,
  deps: RecommendDeps,
  job: LeasedJob<MailingPayload>,
  asked: MailingAsked,
): Promise<number> {
  const { shopId, id } = job
  // What a page would not wait for, a mailing does.
  await Promise.all([deps.images.of(shopId), deps.signingKeys.of(shopId)])
  const make = withoutShortcuts(deps, (own, request) => recommend(own, shopId, request))
  let answered = await countAnswered(db, shopId, id)
  for (;;) {
    const waiting = await selectWaiting(db, shopId, id, pageSize)
    const made: { number: number; slate: string }[] = []
    for (const { number, visitor } of waiting) {
      job.signal.throwIfAborted()
      // It may have left memory, and then a page would get the newest products.
      await deps.mirrors.of(shopId)
      made.push({ number, slate: await make(requestFor(visitor, asked)) })
    }
    // Receipts first: what a recipient is shown can be recounted, replayed and attributed.
    await deps.slates.flush()
    answered += await writeHeld(db, job, (trx) => storeMailingSlates(trx, shopId, id, made))
    await job.report({ answered })
    if (waiting.length < pageSize) return answered
  }
}

function requestFor(visitor: string, { n, filter, exclude, diversity }: MailingAsked): RecommendationRequest {
  return {
    placement: 'email',
    consent: 'known',
    visitor,
    context: { items: [], cart: [] },
    n,
    ...(filter === null ? {} : { filter }),
    exclude: { ...exclude, seen: false },
    diversity,
    explain: false,
  }
}

/** The receipt of a slate: every count a reason claimed, beside what Postgres counts for the same product and moment. */
import type { Db } from '../../database/schema.ts'
import { countRecentVoters, type CountedUpTo } from '../../events/reading/count-voters.ts'
import type { RankingKind } from '../image/shop-image.ts'
import { countedDays } from '../rankings/rank-products.ts'
import { liftOf } from '../relations/pair-statistics.ts'
import type { RelationKind } from '../relations/rank-relations.ts'
import { recountPairs } from '../relations/recount-pairs.ts'
import { short } from '../reason.ts'
import type { Reason } from '../recommendation.ts'
import { getSlate } from '../slates/keep-slates.ts'
import type { SlateRecord } from '../slates/slate-record.ts'
import type { SlateRing } from '../slates/slate-ring.ts'

/** The numbers of a reason. */
type Counted = Pick<Reason, 'k' | 'n' | 'lift' | 'ci' | 'days'>

export interface EvidenceItem {
  readonly id: string
  readonly reason: Reason
  /** Absent for reasons without counts. */
  readonly claimed?: Counted
  readonly recounted?: Counted
  /** False after an erasure of somebody who was counted. */
  readonly match?: boolean
}

/** Which statistic of a pair a reason is about. */
const pairKinds: Readonly<Partial<Record<Reason['code'], RelationKind>>> = {
  'viewed-after': 'viewed-after',
  'viewed-together': 'substitute',
  'bought-together': 'complement',
}

/** Which ranking a reason is about. */
const rankingKinds: Readonly<Partial<Record<Reason['code'], RankingKind>>> = {
  popular: 'popular',
  trending: 'trending',
  bestseller: 'bestsellers',
}

/** @throws AppError recommendations.slate-not-found */
export async function recountEvidence(
  deps: { readonly db: Db; readonly slates: SlateRing },
  shopId: string,
  slate: string,
): Promise<readonly EvidenceItem[]> {
  const { items, countedSeq, countedUntil } = await getSlate(deps, shopId, slate)
  const counted = new Map<string, Counted>()
  if (countedUntil !== undefined) {
    const upTo = { seq: countedSeq, until: countedUntil }
    await addPairs(deps.db, shopId, upTo, items, counted)
    await addRankings(deps.db, shopId, upTo, items, counted)
  }
  return items.map(({ id, reason }) => {
    const recounted = counted.get(id)
    if (reason.n === undefined || recounted === undefined) return { id, reason }
    const claimed = numbersOf(reason)
    return { id, reason, claimed, recounted, match: JSON.stringify(claimed) === JSON.stringify(recounted) }
  })
}

/** In one order, so that equal numbers are equal texts. */
function numbersOf({ k, n, lift, ci, days }: Counted): Counted {
  return {
    ...(k === undefined ? {} : { k }),
    ...(n === undefined ? {} : { n }),
    ...(lift === undefined ? {} : { lift }),
    ...(ci === undefined ? {} : { ci }),
    ...(days === undefined ? {} : { days }),
  }
}

type Items = SlateRecord['items']

async function addPairs(
  db: Db,
  shopId: string,
  upTo: CountedUpTo,
  items: Items,
  counted: Map<string, Counted>,
): Promise<void> {
  const claims = items.flatMap(({ id, reason }) => {
    const kind = pairKinds[reason.code]
    if (kind === undefined || reason.item === undefined || reason.k === undefined) return []
    return { kind, src: reason.item, dst: id }
  })
  const counts = claims.length === 0 ? [] : await recountPairs(db, shopId, upTo, claims)
  claims.forEach(({ dst }, at) => {
    const found = counts[at]
    if (found === undefined) return
    const { lift, lo, hi } = liftOf(found)
    counted.set(dst, numbersOf({ k: found.ab, n: found.a, lift: short(lift), ci: [short(lo), short(hi)] }))
  })
}

async function addRankings(
  db: Db,
  shopId: string,
  upTo: CountedUpTo,
  items: Items,
  counted: Map<string, Counted>,
): Promise<void> {
  for (const kind of ['popular', 'trending', 'bestsellers'] as const) {
    const products = items.flatMap(({ id, reason }) =>
      rankingKinds[reason.code] === kind && reason.n !== undefined ? id : [],
    )
    const asked = { did: kind === 'bestsellers' ? 'purchase' : 'view', days: countedDays[kind] } as const
    const counts = await countRecentVoters(db, shopId, upTo, asked, products)
    products.forEach((id, at) => counted.set(id, numbersOf({ n: counts[at] ?? 0, days: asked.days })))
  }
}

/** The receipt of a slate: every count a reason claimed, beside what Postgres counts for the same pair and moment. */
import type { Db } from '../../database/schema.ts'
import type { RelationKind } from '../relations/rank-relations.ts'
import { recountPairs } from '../relations/recount-pairs.ts'
import { liftOf } from '../relations/pair-statistics.ts'
import type { Reason } from '../recommendation.ts'
import { getSlate } from '../slates/keep-slates.ts'
import type { SlateRing } from '../slates/slate-ring.ts'

export interface EvidenceItem {
  readonly id: string
  readonly reason: Reason
  /** Absent for reasons without counts. */
  readonly claimed?: { readonly k: number; readonly n: number }
  readonly recounted?: { readonly k: number; readonly n: number; readonly lift: number }
  /** False after an erasure of somebody who was counted. */
  readonly match?: boolean
}

/** Which statistic a reason is about. */
const kinds: Readonly<Partial<Record<Reason['code'], RelationKind>>> = {
  'viewed-after': 'viewed-after',
  'viewed-together': 'substitute',
  'bought-together': 'complement',
}

/** @throws AppError recommendations.slate-not-found */
export async function recountEvidence(
  deps: { readonly db: Db; readonly slates: SlateRing },
  shopId: string,
  slate: string,
): Promise<readonly EvidenceItem[]> {
  const { items, countedSeq, countedUntil } = await getSlate(deps, shopId, slate)
  const claims = items.flatMap(({ id, reason }) => {
    const kind = kinds[reason.code]
    if (kind === undefined || reason.item === undefined || reason.k === undefined) return []
    return { kind, src: reason.item, dst: id }
  })
  const counts =
    claims.length === 0 || countedUntil === undefined
      ? []
      : await recountPairs(deps.db, shopId, { seq: countedSeq, until: countedUntil }, claims)
  const counted = new Map(claims.map((claim, at) => [claim.dst, counts[at]]))
  return items.map(({ id, reason }) => {
    const found = counted.get(id)
    if (reason.k === undefined || reason.n === undefined || found === undefined) return { id, reason }
    const recounted = { k: found.ab, n: found.a, lift: Number(liftOf(found).lift.toPrecision(3)) }
    const match = recounted.k === reason.k && recounted.n === reason.n && recounted.lift === reason.lift
    return { id, reason, claimed: { k: reason.k, n: reason.n }, recounted, match }
  })
}

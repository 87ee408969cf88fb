/** The stored relations of one product, as of the shop's build. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'

export interface RelationRow {
  readonly dst: string
  readonly ab: number
  readonly a: number
  readonly b: number
  readonly total: number
  readonly score: number
  readonly lo: number
  readonly hi: number
}

export async function selectRelations(
  db: Db,
  shopId: string,
  { kind, src, limit }: { readonly kind: string; readonly src: string; readonly limit: number },
): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    SELECT r.dst, r.ab, r.a, r.b, r.score, r.lo, r.hi,
      CASE WHEN r.kind = 'complement' THEN s.buyers ELSE s.viewers END AS total
    FROM model_states s JOIN relations r ON r.shop_id = s.shop_id AND r.epoch = s.epoch
    WHERE s.shop_id = ${shopId} AND r.kind = ${kind} AND r.src = ${src}
    ORDER BY r.score DESC, r.dst LIMIT ${limit}::int`.execute(db)
  return rows
}

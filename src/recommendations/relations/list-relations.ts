/** What replaces a product, goes with it, or is viewed after it, with the counts behind each. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { liftOf } from './pair-statistics.ts'
import { relationKinds, relationsMax } from './rank-relations.ts'
import { selectRelations } from './relation-queries.ts'

export const relationQuerySchema = z.object({
  kind: z.enum(relationKinds).default('substitute'),
  limit: z.coerce.number().int().min(1).max(relationsMax).default(20),
})

export const productRelationSchema = z.object({
  id: z.string(),
  support: z.int().describe('Voters with both: visitors, and visits that may not be linked to one'),
  a: z.int().describe('Voters with the product asked about'),
  b: z.int().describe('Voters with this one'),
  total: z.int().describe('All voters'),
  score: z.number(),
  lift: z.number(),
  interval: z
    .tuple([z.number(), z.number()])
    .describe('95 %: of the lift for complements, of the share support/a for the others'),
})
export type ProductRelation = z.output<typeof productRelationSchema>

/** Best first; empty below a support of five voters with both and twenty with the product. */
export async function listRelations(
  db: Db,
  shopId: string,
  product: string,
  { kind, limit }: z.output<typeof relationQuerySchema>,
): Promise<ProductRelation[]> {
  const rows = await selectRelations(db, shopId, { kind, src: product, limit })
  return rows.map(({ dst, ab, a, b, total, score, lo, hi }) => ({
    id: dst,
    support: ab,
    a,
    b,
    total,
    score,
    lift: liftOf({ ab, a, b, total }).lift,
    interval: [lo, hi],
  }))
}

/** What a shop's session model is served with: the settings that passed the promotion gate last. */
import type { Db, Json } from '../../../database/schema.ts'
import { selectPromoted } from './promoted-queries.ts'

export interface PromotedModel {
  /** Settings of the session model as its schema wrote them; who trains parses them. */
  readonly params: Json
  readonly evaluationId: string
  readonly promotedAt: Date
}

/** @returns undefined until an evaluation of the shop has passed the gate: no session model is served then */
export async function findPromoted(db: Db, shopId: string): Promise<PromotedModel | undefined> {
  const row = await selectPromoted(db, shopId)
  if (row === undefined) return undefined
  return { params: row.params, evaluationId: row.evaluation_id, promotedAt: row.promoted_at }
}

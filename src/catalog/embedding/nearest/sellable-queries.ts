/** What is asked when products are compared, and the product they are compared with. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import type { Facets } from '../../facets.ts'
import type { ProductFilter } from '../../filter.ts'

export interface SellableRow {
  readonly external_id: string
  readonly brand: string | null
  readonly category: readonly string[]
  readonly facets: Facets
}

export interface SellableRequest {
  readonly shopId: string
  readonly filter: ProductFilter | undefined
  readonly exclude: readonly string[]
  readonly limit: number
}

/** The product itself, whatever its status. */
export async function selectAnchor(
  db: Db,
  shopId: string,
  externalId: string,
): Promise<SellableRow | undefined> {
  const { rows } = await sql<SellableRow>`
    SELECT external_id, brand, category, facets FROM products
    WHERE shop_id = ${shopId} AND external_id = ${externalId}`.execute(db)
  return rows[0]
}

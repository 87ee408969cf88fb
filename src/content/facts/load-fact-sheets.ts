/** Fact sheets of products as they are now, for everybody who must judge, compile or patch a text. */
import { loadProductsByExternalId } from '../../catalog/read-products.ts'
import type { StoredProduct } from '../../catalog/stored-product.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import type { FactSheet } from './fact.ts'
import { selectPriceLines } from './prices/price-ledger-queries.ts'
import { loadShopEvidence, sheetOf } from './evidence/shop-evidence.ts'

/**
 * By the shop's own ids; products it does not have are missing. Three statements for any number of products.
 *
 * @param externalIds the shop's own ids
 */
export async function loadFactSheets(
  db: Db,
  clock: Clock,
  shopId: string,
  externalIds: readonly string[],
): Promise<Map<string, FactSheet>> {
  return factSheetsOf(db, clock, shopId, await loadProductsByExternalId(db, shopId, externalIds))
}

/** The same for products that are loaded already; two statements. */
export async function factSheetsOf(
  db: Db,
  clock: Clock,
  shopId: string,
  products: readonly StoredProduct[],
): Promise<Map<string, FactSheet>> {
  if (products.length === 0) return new Map()
  const now = clock.now()
  const [evidence, lines] = await Promise.all([
    loadShopEvidence(db, [shopId], now),
    selectPriceLines(
      db,
      shopId,
      products.map(({ productId }) => productId),
    ),
  ])
  return new Map(
    products.map((stored) => [
      stored.id,
      sheetOf(stored, lines.get(stored.productId) ?? [], evidence.get(shopId), now),
    ]),
  )
}

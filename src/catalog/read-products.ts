/** Reading the catalogue: one product, a page, a few by id, or all of it as a stream. */
import { z } from 'zod'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../page.ts'
import type { ProductFilter } from './filter.ts'
import { selectProducts, selectProductsAfter, selectProductsByExternalId } from './product-queries.ts'
import type { StoredProduct } from './stored-product.ts'

/**
 * @param externalId the shop's own id
 * @throws AppError catalog.product-not-found
 */
export async function getProduct(db: Db, shopId: string, externalId: string): Promise<StoredProduct> {
  const [product] = await selectProductsByExternalId(db, shopId, [externalId])
  if (product === undefined)
    throw new AppError('catalog.product-not-found', 'The shop has no product with this id.')
  return product
}

/** A page of products, the first imported first. */
export async function listProducts(
  db: Db,
  shopId: string,
  { filter, cursor, limit }: PageRequest & { readonly filter?: ProductFilter | undefined },
): Promise<Page<StoredProduct>> {
  const [after] = cursor === undefined ? [0] : decodeCursor(cursor, z.tuple([z.int().min(0)]))
  const rows = await selectProductsAfter(db, shopId, after, limit + 1, filter)
  return pageOf(rows, limit, (product) => [product.productId])
}

/** The products with these ids of ours, in their order; ids that are not of this shop are left out. One statement. */
export async function loadProducts(
  db: Db,
  shopId: string,
  productIds: readonly number[],
): Promise<StoredProduct[]> {
  if (productIds.length === 0) return []
  return inOrder(productIds, await selectProducts(db, shopId, productIds), (product) => product.productId)
}

/** The products with these ids of the shop, in their order; unknown ids are left out. One statement. */
export async function loadProductsByExternalId(
  db: Db,
  shopId: string,
  externalIds: readonly string[],
): Promise<StoredProduct[]> {
  if (externalIds.length === 0) return []
  return inOrder(
    externalIds,
    await selectProductsByExternalId(db, shopId, externalIds),
    (product) => product.id,
  )
}

/** Products held in memory at once while streaming. */
const streamPage = 200

/**
 * Every product the filter keeps, in the order of our ids, page by page with no transaction open: products imported
 * meanwhile may or may not appear, none appears twice.
 */
export async function* streamProducts(
  db: Db,
  shopId: string,
  filter?: ProductFilter,
): AsyncGenerator<StoredProduct> {
  let after = 0
  for (;;) {
    const page = await selectProductsAfter(db, shopId, after, streamPage, filter)
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < streamPage) return
    after = last.productId
  }
}

function inOrder<K>(
  ids: readonly K[],
  products: readonly StoredProduct[],
  idOf: (product: StoredProduct) => K,
): StoredProduct[] {
  const byId = new Map(products.map((product) => [idOf(product), product]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

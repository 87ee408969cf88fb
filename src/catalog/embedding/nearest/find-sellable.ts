/** What other domains ask of the catalogue when they look for products to show: verbs over its private SQL. */
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import type { Facets } from '../../facets.ts'
import type { LiveVersions } from './live-versions.ts'
import { selectNearestToProduct } from './nearest-queries.ts'
import { selectAnchor, type SellableRequest, type SellableRow } from './sellable-queries.ts'

export type { SellableRequest } from './sellable-queries.ts'

/** What of a product can be compared with another. */
export interface ComparedProduct {
  readonly id: string
  readonly brand: string | null
  readonly category: readonly string[]
  readonly facets: Facets
}

export interface NearProduct extends ComparedProduct {
  /** Cosine of the two products' vectors, −1 to 1. */
  readonly similarity: number
}

export interface SellableDeps {
  readonly db: Db
  readonly liveVersions: LiveVersions
}

/**
 * Products that may be sold now, nearest to `product` first; short only when fewer have a vector. Empty when the shop
 * or the product has no vector yet.
 *
 * @throws AppError catalog.product-not-found
 */
export async function findNear(
  { db, liveVersions }: SellableDeps,
  { shopId, filter, exclude, limit, product }: SellableRequest & { readonly product: string },
): Promise<{ product: ComparedProduct; near: NearProduct[] }> {
  const version = await liveVersions.find(shopId)
  const { anchor, nearest } =
    version === undefined
      ? { anchor: await selectAnchor(db, shopId, product), nearest: [] }
      : await selectNearestToProduct(db, version, {
          anchor: product,
          limit,
          filter,
          // The statement leaves out the product itself.
          exclude: exclude.filter((id) => id !== product),
          inStockOnly: true,
        })
  if (anchor === undefined) {
    throw new AppError('catalog.product-not-found', `There is no product "${product}" in this shop.`)
  }
  // A text without one word the model knows has no direction, and so no distance.
  const near = nearest.filter(({ similarity }) => Number.isFinite(similarity))
  return {
    product: toCompared(anchor),
    near: near.map((row) => ({ ...toCompared(row), similarity: row.similarity })),
  }
}

function toCompared({ external_id, brand, category, facets }: SellableRow): ComparedProduct {
  return { id: external_id, brand, category, facets }
}

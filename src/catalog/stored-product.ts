/** A product as the database keeps it, and the row it is written as. */
import { deriveFacets } from './facets.ts'
import {
  contentHash,
  isInStock,
  priceRange,
  productHash,
  productJson,
  type Product,
  type Variant,
} from './product.ts'

export interface StoredVariant extends Variant {
  /** Our own id; it stays the same as long as the shop keeps the variant's id. */
  readonly variantId: number
}

/** `id` is the shop's own id, `productId` ours. */
export interface StoredProduct extends Product {
  readonly productId: number
  readonly createdAt: Date
  readonly updatedAt: Date
  variants: StoredVariant[]
}

/** The product as it was imported, without what the database added. */
export function toProduct(stored: StoredProduct): Product {
  return {
    id: stored.id,
    locale: stored.locale,
    title: stored.title,
    brand: stored.brand,
    category: stored.category,
    description: stored.description,
    shortDescription: stored.shortDescription,
    status: stored.status,
    url: stored.url,
    currency: stored.currency,
    images: stored.images,
    tags: stored.tags,
    attributes: stored.attributes,
    variants: stored.variants.map((variant) => ({
      id: variant.id,
      title: variant.title,
      options: variant.options,
      attributes: variant.attributes,
      priceMinor: variant.priceMinor,
      compareAtPriceMinor: variant.compareAtPriceMinor,
      ...(variant.costMinor === undefined ? {} : { costMinor: variant.costMinor }),
      stockUnits: variant.stockUnits,
      gtin: variant.gtin,
      mpn: variant.mpn,
    })),
    source: stored.source,
  }
}

/**
 * A product about to be written, and what decides whether it must be. Texts only: thousands wait at once, and the
 * objects they come from would weigh three times as much.
 */
export interface ProductRow {
  readonly externalId: string
  readonly rowHash: string
  /** One JSON object: the product's own fields and the columns derived from it, as `upsertProducts` reads them. */
  readonly json: string
}

export function productRow(product: Product): ProductRow {
  const json = productJson(product)
  const rowHash = productHash(product, json)
  const prices = priceRange(product)
  const derived = {
    facets: deriveFacets(product),
    inStock: product.variants.some(isInStock),
    priceMinMinor: prices?.minMinor ?? null,
    priceMaxMinor: prices?.maxMinor ?? null,
    rowHash,
    contentHash: contentHash(product),
  }
  // Two objects joined as texts, because the product's part is long and already written.
  return { externalId: product.id, rowHash, json: `${json.slice(0, -1)},${JSON.stringify(derived).slice(1)}` }
}

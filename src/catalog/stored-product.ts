/** A product as the database keeps it, and the row it is written as. */
import { deriveFacets } from './facets.ts'
import { contentHash, isInStock, priceRange, productHash, type Product, type Variant } from './product.ts'

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
      stockUnits: variant.stockUnits,
      gtin: variant.gtin,
      mpn: variant.mpn,
    })),
    source: stored.source,
  }
}

/** A product ready to be written: what decides whether it changed, and its row as JSON for `upsertProducts`. */
export interface ProductRow {
  readonly externalId: string
  readonly rowHash: string
  readonly json: string
}

/** Derives every column; the variants travel inside, so that one statement writes both tables. */
export function productRow(product: Product): ProductRow {
  const rowHash = productHash(product)
  const prices = priceRange(product)
  const row = {
    external_id: product.id,
    locale: product.locale,
    title: product.title,
    brand: product.brand,
    category: product.category,
    description: product.description,
    short_description: product.shortDescription,
    status: product.status,
    url: product.url,
    currency: product.currency,
    images: product.images,
    tags: product.tags,
    attributes: product.attributes,
    source: product.source,
    facets: deriveFacets(product),
    in_stock: product.variants.some(isInStock),
    price_min_minor: prices?.minMinor ?? null,
    price_max_minor: prices?.maxMinor ?? null,
    row_hash: rowHash,
    content_hash: contentHash(product),
    variants: product.variants.map((variant, position) => ({
      external_id: variant.id,
      position,
      title: variant.title,
      options: variant.options,
      attributes: variant.attributes,
      price_minor: variant.priceMinor,
      compare_at_price_minor: variant.compareAtPriceMinor,
      stock_units: variant.stockUnits,
      gtin: variant.gtin,
      mpn: variant.mpn,
    })),
  }
  return { externalId: product.id, rowHash, json: JSON.stringify(row) }
}

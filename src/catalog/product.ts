/**
 * The one shape of merchandise. Importers produce it, the database keeps it, copy and recommendations read it.
 * A product always has at least one variant; a variant is what a shopper buys.
 */
import { hash } from 'node:crypto'
import { z } from 'zod'

/** Bounds that keep one bad row from harming the rest; a longer text is an error of its row. */
export const productLimits = {
  idChars: 200,
  titleChars: 1_000,
  descriptionChars: 100_000,
  attributeNameChars: 120,
  attributeValueChars: 10_000,
  attributesPerProduct: 500,
  variantsPerProduct: 2_000,
  imagesPerProduct: 250,
  categoryDepth: 12,
  tagsPerProduct: 250,
} as const

const text = (max: number) => z.string().trim().min(1).max(max)
const externalId = text(productLimits.idChars).refine(
  (id) => !/\p{Cc}/u.test(id),
  'must not hold control characters',
)

/** A typed value: `false` means a stated "No", an absent attribute means unknown. `unit` is a UCUM-like symbol ("cm", "l", "GB") or null. */
export const attributeSchema = z.object({
  value: z.union([
    z.string().min(1).max(productLimits.attributeValueChars),
    z.number(),
    z.boolean(),
    z.array(z.string().min(1).max(productLimits.attributeValueChars)).min(1).max(200),
  ]),
  unit: z.string().min(1).max(40).nullable().default(null),
})
export type Attribute = z.output<typeof attributeSchema>

/** Attribute names are lower snake case, so that filters and fact ids read the same everywhere. */
export const attributeNameSchema = z
  .string()
  .max(productLimits.attributeNameChars)
  .regex(/^[\p{Ll}\p{Lo}\p{N}][\p{Ll}\p{Lo}\p{N}_]*$/u, 'must be lower snake case')
const attributes = z
  .record(attributeNameSchema, attributeSchema)
  .refine(
    (record) => Object.keys(record).length <= productLimits.attributesPerProduct,
    `at most ${String(productLimits.attributesPerProduct)} attributes`,
  )

const minorUnits = z.int().min(0).max(Number.MAX_SAFE_INTEGER)

export const variantSchema = z.object({
  /** The shop's own id or SKU; unique within the product. */
  id: externalId,
  title: text(productLimits.titleChars).nullable().default(null),
  /** What tells it from its siblings: {"Colour": "Red", "Size": "M"}. */
  options: z.record(z.string().min(1).max(120), z.string().min(1).max(500)).default({}),
  attributes: attributes.default({}),
  /** Price in minor units of the product's currency (cents, or yen); null when unknown. */
  priceMinor: minorUnits.nullable().default(null),
  /** The former or recommended price, shown struck through; same unit. */
  compareAtPriceMinor: minorUnits.nullable().default(null),
  /** What it costs the shop, same unit; absent when unknown. Kept from storefronts. */
  costMinor: minorUnits.exactOptional(),
  /** Units on hand; null when stock is not tracked (then it can always be bought). */
  stockUnits: z.int().min(-1_000_000_000).max(1_000_000_000).nullable().default(null),
  gtin: text(60).nullable().default(null),
  mpn: text(200).nullable().default(null),
})
export type Variant = z.output<typeof variantSchema>

export const productSchema = z.object({
  /** The shop's own id; the key of every upsert. */
  id: externalId,
  /** BCP 47 language tag of the texts. */
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en-GB"')
    .default('en'),
  title: text(productLimits.titleChars),
  brand: text(300).nullable().default(null),
  /** Path from the root: ["Home", "Kitchen", "Kettles"]; empty when unknown. */
  category: z.array(text(300)).max(productLimits.categoryDepth).default([]),
  /** Supplier prose, HTML or plain; never a source of facts. */
  description: z.string().max(productLimits.descriptionChars).nullable().default(null),
  shortDescription: z.string().max(productLimits.descriptionChars).nullable().default(null),
  status: z.enum(['active', 'draft', 'archived']).default('active'),
  url: z
    .url({ protocol: /^https?$/ })
    .max(4_000)
    .nullable()
    .default(null),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"')
    .default('EUR'),
  images: z
    .array(
      z.object({ url: z.string().min(1).max(4_000), alt: z.string().max(2_000).nullable().default(null) }),
    )
    .max(productLimits.imagesPerProduct)
    .default([]),
  tags: z.array(text(300)).max(productLimits.tagsPerProduct).default([]),
  attributes: attributes.default({}),
  variants: z
    .array(variantSchema)
    .min(1)
    .max(productLimits.variantsPerProduct)
    .refine(
      (variants) => new Set(variants.map((variant) => variant.id)).size === variants.length,
      'variant ids must differ',
    ),
  /** Columns of the source file that have no field here, kept so that an export gives them back. */
  source: z.record(z.string().max(300), z.string().max(productLimits.descriptionChars)).default({}),
})
export type Product = z.output<typeof productSchema>

/** A variant can be bought when its stock is untracked or above zero. */
export function isInStock(variant: Variant): boolean {
  return variant.stockUnits === null || variant.stockUnits > 0
}

/** Lowest and highest known price of the variants, minor units. */
export function priceRange(product: Product): { minMinor: number; maxMinor: number } | undefined {
  const prices = product.variants.flatMap((variant) => variant.priceMinor ?? [])
  return prices.length === 0 ? undefined : { minMinor: Math.min(...prices), maxMinor: Math.max(...prices) }
}

/** The product as JSON with the keys of every object in order: equal products give equal texts. */
export function productJson(product: Product): string {
  return canonicalJson(product)
}

/** SHA-256 over the whole product, base64url; equal hashes mean an import of this row changes nothing. */
export function productHash(product: Product, json = productJson(product)): string {
  return sha256(json)
}

/** What is embedded: name, category path, short description. Adding every attribute lowers nDCG (docs/evaluation.md). */
export function embeddingText(
  product: Pick<Product, 'title' | 'category' | 'shortDescription' | 'description'>,
): string {
  const summary = product.shortDescription ?? plainText(product.description ?? '')
  return [product.title, product.category.join(' > '), summary.slice(0, 1_000)]
    .filter((part) => part !== '')
    .join('\n')
}

/** The hash that decides whether a product must be embedded again; `embedding.contentHash` in the vector tables. */
export function contentHash(
  product: Pick<Product, 'title' | 'category' | 'shortDescription' | 'description'>,
): string {
  return sha256(embeddingText(product))
}

/** HTML to readable text: tags and entities gone, white space folded. For indexing only, never for display. */
export function plainText(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(nbsp|#160);/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

function sha256(value: string): string {
  return hash('sha256', value, 'base64url')
}

/** Keys in the order of their UTF-16 units. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  let members = ''
  for (const key of Object.keys(value).sort()) {
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(Reflect.get(value, key))}`
  }
  return `{${members}}`
}

/**
 * The columns of Shopify's product CSV, as its admin exports them, and how metafield columns are spelled.
 * Source: Shopify Help Center, "Using CSV files to import and export products".
 */
import { attributeName } from '../fields/attribute-value.ts'

/** The order of Shopify's own export; an export of ours begins with these. */
export const shopifyColumns = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Product Category',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Fulfillment Service',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Taxable',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'Gift Card',
  'SEO Title',
  'SEO Description',
  'Google Shopping / MPN',
  'Variant Image',
  'Variant Weight Unit',
  'Variant Tax Code',
  'Cost per item',
  'Status',
] as const

/** Columns that say something of each variant, as opposed to once of the product. */
export function isVariantColumn(column: string): boolean {
  return /^(Variant |Cost per item$|Included \/ |Price \/ |Compare At Price \/ |Google Shopping \/ MPN$)|\(variant\.metafields\./.test(
    column,
  )
}

/** Facts of ours that Shopify has no column for travel as metafields of this namespace. */
export const ownNamespace = 'vitrine'

export interface MetafieldColumn {
  readonly owner: 'product' | 'variant'
  readonly namespace: string
  readonly key: string
}

/** "Colour (product.metafields.custom.colour)" taken apart, or undefined for any other column. */
export function metafieldOf(column: string): MetafieldColumn | undefined {
  const match = /\((product|variant)\.metafields\.([^.()]+)\.([^()]+)\)$/.exec(column)
  const [, owner, namespace, key] = match ?? []
  if (namespace === undefined || key === undefined) return undefined
  return { owner: owner === 'variant' ? 'variant' : 'product', namespace, key }
}

export function metafieldColumn(owner: 'product' | 'variant', key: string, namespace = 'custom'): string {
  return `${key} (${owner}.metafields.${namespace}.${key})`
}

/** The attribute a metafield column fills; `isCanonical` when an export of ours would spell the column the same. */
export function attributeColumn(
  column: string,
):
  | { readonly owner: 'product' | 'variant'; readonly name: string; readonly isCanonical: boolean }
  | undefined {
  const metafield = metafieldOf(column)
  if (metafield === undefined || metafield.namespace === ownNamespace) return undefined
  const name = attributeName(metafield.key)
  if (name === undefined) return undefined
  return { owner: metafield.owner, name, isCanonical: column === metafieldColumn(metafield.owner, name) }
}

/** Shopify gives a product without options one called Title with this value. */
export const loneOption = { name: 'Title', value: 'Default Title' } as const

/** The id of a variant that has no SKU: what tells it apart, or the product's handle when nothing does. */
export function derivedVariantId(handle: string, optionValues: readonly string[]): string {
  return optionValues.length === 0 ? handle : optionValues.join(' / ')
}

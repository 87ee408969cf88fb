/**
 * Products to Shopify's product CSV, the mirror of `readShopify`: what the model has no field for comes back from
 * `product.source`, what Shopify has no column for becomes metafield columns.
 */
import type { Attribute, Product, Variant } from '../../product.ts'
import { formatAttribute, parseAttribute } from '../fields/attribute-value.ts'
import { restoreColumns } from '../fields/kept-columns.ts'
import { formatMoney } from '../fields/money.ts'
import { type Cells, writeTable } from '../records/write-table.ts'
import {
  attributeColumn,
  derivedVariantId,
  isVariantColumn,
  loneOption,
  metafieldColumn,
  ownNamespace,
  shopifyColumns,
} from './shopify-columns.ts'

export function writeShopify(products: AsyncIterable<Product>): AsyncGenerator<Uint8Array> {
  return writeTable(allRows(products), { columns: shopifyColumns, delimiter: ',' })
}

async function* allRows(products: AsyncIterable<Product>): AsyncGenerator<Cells> {
  for await (const product of products) yield* productRows(product)
}

/** As many rows as there are variants or images, whichever are more. */
function productRows(product: Product): Cells[] {
  const count = Math.max(product.variants.length, product.images.length)
  const places = Array.from({ length: count }, (_none, index) => ({
    id: product.variants[index]?.id ?? `row ${String(index + 1)}`,
    isVariant: index < product.variants.length,
  }))
  const optionNames = [...new Set(product.variants.flatMap((variant) => Object.keys(variant.options)))]
  return restoreColumns(product.source, places, isVariantColumn).map((cells, index) => {
    const variant = product.variants[index]
    cells.set('Handle', product.id)
    if (index === 0) setProduct(cells, product, optionNames)
    if (variant !== undefined) setVariant(cells, variant, product, optionNames)
    const image = product.images[index]
    if (image !== undefined) {
      cells.set('Image Src', image.url)
      cells.set('Image Position', String(index + 1))
      set(cells, 'Image Alt Text', image.alt)
    }
    return cells
  })
}

function setProduct(cells: Map<string, string>, product: Product, optionNames: readonly string[]): void {
  cells.set('Title', product.title)
  set(cells, 'Body (HTML)', product.description)
  set(cells, 'Vendor', product.brand)
  const [type] = product.category
  if (type !== undefined && product.category.length === 1 && !cells.has('Type')) cells.set('Type', type)
  else if (type !== undefined) cells.set('Product Category', product.category.join(' > '))
  if (product.tags.length > 0) cells.set('Tags', product.tags.join(', '))
  cells.set('Status', product.status)
  if (!cells.has('Published')) cells.set('Published', String(product.status === 'active'))
  const names = optionNames.length === 0 ? [loneOption.name] : optionNames
  for (const [index, name] of names.entries()) cells.set(`Option${String(index + 1)} Name`, name)
  const own = {
    short_description: product.shortDescription,
    url: product.url,
    locale: product.locale,
    currency: product.currency,
  }
  for (const [key, value] of Object.entries(own))
    set(cells, metafieldColumn('product', key, ownNamespace), value)
  setAttributes(cells, product.attributes, 'product', product.locale)
}

function setVariant(
  cells: Map<string, string>,
  variant: Variant,
  product: Product,
  optionNames: readonly string[],
): void {
  const { currency, locale } = product
  if (optionNames.length === 0) cells.set('Option1 Value', loneOption.value)
  for (const [index, name] of optionNames.entries())
    set(cells, `Option${String(index + 1)} Value`, variant.options[name])
  const values = optionNames.flatMap((name) => variant.options[name] ?? [])
  const isTold = cells.has('Option1 Value') && variant.id === derivedVariantId(product.id, values)
  if (!isTold) cells.set('Variant SKU', variant.id)
  set(cells, 'Variant Price', variant.priceMinor === null ? null : formatMoney(variant.priceMinor, currency))
  set(
    cells,
    'Variant Compare At Price',
    variant.compareAtPriceMinor === null ? null : formatMoney(variant.compareAtPriceMinor, currency),
  )
  if (variant.costMinor !== undefined) cells.set('Cost per item', formatMoney(variant.costMinor, currency))
  if (variant.stockUnits !== null) {
    if (!cells.has('Variant Inventory Tracker')) cells.set('Variant Inventory Tracker', 'shopify')
    cells.set('Variant Inventory Qty', String(variant.stockUnits))
  }
  set(cells, 'Variant Barcode', variant.gtin)
  set(cells, 'Google Shopping / MPN', variant.mpn)
  set(cells, metafieldColumn('variant', 'title', ownNamespace), variant.title)
  setAttributes(cells, variant.attributes, 'variant', locale)
}

/** A kept foreign metafield column stays as it was while its attribute still says the same; else ours replaces it. */
function setAttributes(
  cells: Map<string, string>,
  attributes: Readonly<Record<string, Attribute>>,
  owner: 'product' | 'variant',
  locale: string,
): void {
  const told = new Set<string>()
  for (const [column, cell] of [...cells]) {
    const target = attributeColumn(column)
    if (target?.owner !== owner) continue
    const attribute = attributes[target.name]
    const isCurrent =
      attribute !== undefined && JSON.stringify(parseAttribute(cell, locale)) === JSON.stringify(attribute)
    if (isCurrent) told.add(target.name)
    else cells.delete(column)
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if (!told.has(name)) cells.set(metafieldColumn(owner, name), formatAttribute(attribute, locale))
  }
}

function set(cells: Map<string, string>, column: string, value: string | null | undefined): void {
  if (value !== null && value !== undefined) cells.set(column, value)
}

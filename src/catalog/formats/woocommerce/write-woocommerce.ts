/**
 * Products to WooCommerce's product CSV, the mirror of `readWooCommerce`.
 */
import { type Attribute, type Product, type Variant, isInStock } from '../../product.ts'
import { formatAttribute } from '../fields/attribute-value.ts'
import { restoreColumns } from '../fields/kept-columns.ts'
import { formatMoney } from '../fields/money.ts'
import { type Cells, writeTable } from '../records/write-table.ts'
import {
  deepestCategory,
  isWooId,
  joinList,
  measureColumns,
  metaColumn,
  wooColumns,
} from './woocommerce-columns.ts'

export function writeWooCommerce(products: AsyncIterable<Product>): AsyncGenerator<Uint8Array> {
  return writeTable(allRows(products), { columns: wooColumns, delimiter: ',' })
}

async function* allRows(products: AsyncIterable<Product>): AsyncGenerator<Cells> {
  for await (const product of products) yield* productRows(product)
}

function productRows(product: Product): Cells[] {
  const [first] = product.variants
  const isSimple =
    first !== undefined &&
    product.variants.length === 1 &&
    Object.keys(first.options).length === 0 &&
    (isWooId(product.id) || first.id === product.id)
  const places = product.variants.map(({ id }) => ({ id, isVariant: true }))
  const [parent = new Map<string, string>(), ...variations] = restoreColumns(
    product.source,
    [{ id: '', isVariant: false }, ...places],
    () => false,
  )
  setProduct(parent, product)
  if (isSimple) {
    if (!parent.has('Type')) parent.set('Type', 'simple')
    if (first.id !== product.id) parent.set('SKU', first.id)
    setVariant(parent, first, product)
    return [parent]
  }
  parent.set('Type', 'variable')
  listChoices(parent, product)
  return [
    parent,
    ...product.variants.map((variant, index) =>
      variationRow(variations[index] ?? new Map<string, string>(), variant, product),
    ),
  ]
}

function setProduct(cells: Map<string, string>, product: Product): void {
  cells.set(isWooId(product.id) ? 'ID' : 'SKU', product.id)
  cells.set('Name', product.title)
  if (!cells.has('Published') || product.status === 'active')
    cells.set('Published', product.status === 'active' ? '1' : '-1')
  if (product.status === 'archived') cells.set(metaColumn('status'), 'archived')
  const keptPath = deepestCategory(cells.get('Categories') ?? '')
  if (keptPath.join('>') !== product.category.join('>'))
    set(cells, 'Categories', product.category.join(' > ').replaceAll(',', '\\,'))
  set(cells, 'Short description', product.shortDescription)
  set(cells, 'Description', product.description)
  set(cells, 'Brands', product.brand)
  set(cells, 'Tags', joinList(product.tags))
  set(cells, 'Images', joinList(product.images.map(({ url }) => url)))
  if (product.images.some(({ alt }) => alt !== null))
    cells.set(metaColumn('image_alts'), JSON.stringify(product.images.map(({ alt }) => alt)))
  set(cells, metaColumn('url'), product.url)
  set(cells, metaColumn('locale'), product.locale)
  set(cells, metaColumn('currency'), product.currency)
  setAttributes(cells, product)
}

function setAttributes(cells: Map<string, string>, product: Product): void {
  let number = 0
  for (const [name, attribute] of Object.entries(product.attributes)) {
    const measure = measureColumns.find((column) => column.attribute === name)
    const hasColumn =
      measure !== undefined && attribute.unit === measure.unit && isPlainNumber(attribute.value)
    if (hasColumn) cells.set(`${measure.label} (${measure.unit})`, String(attribute.value))
    if (hasColumn) continue
    number += 1
    const kept = (part: string, usual: string): string => {
      const key = `Attribute ${part} of ${name}`
      const cell = cells.get(key) ?? usual
      cells.delete(key)
      return cell
    }
    cells.set(`Attribute ${String(number)} name`, kept('name', name))
    cells.set(`Attribute ${String(number)} value(s)`, valuesCell(attribute, product.locale))
    cells.set(`Attribute ${String(number)} visible`, kept('visible', '1'))
    cells.set(`Attribute ${String(number)} global`, kept('global', '0'))
    set(cells, `Attribute ${String(number)} default`, kept('default', ''))
  }
}

function isPlainNumber(value: Attribute['value']): boolean {
  return typeof value === 'number' && /^\d+(\.\d+)?$/.test(String(value))
}

/** Several plain texts are listed the WooCommerce way; everything else as one escaped text. */
function valuesCell(attribute: Attribute, locale: string): string {
  const { value, unit } = attribute
  const isList =
    Array.isArray(value) &&
    value.length > 1 &&
    unit === null &&
    value.every((text) => text === text.trim() && text !== '' && !text.endsWith('\\'))
  return joinList(isList ? value : [formatAttribute(attribute, locale)])
}

/** The parent of variations lists what there is to choose from. */
function listChoices(cells: Map<string, string>, product: Product): void {
  const names = [...new Set(product.variants.flatMap((variant) => Object.keys(variant.options)))]
  const used = [...cells.keys()].filter((column) => /^Attribute \d+ name$/.test(column)).length
  for (const [index, name] of names.entries()) {
    const choices = [...new Set(product.variants.flatMap((variant) => variant.options[name] ?? []))]
    cells.set(`Attribute ${String(used + index + 1)} name`, name)
    cells.set(`Attribute ${String(used + index + 1)} value(s)`, joinList(choices))
  }
}

function variationRow(cells: Map<string, string>, variant: Variant, product: Product): Cells {
  cells.set('Type', 'variation')
  cells.set('Parent', isWooId(product.id) ? `id:${product.id}` : product.id)
  cells.set('Name', product.title)
  cells.set(isWooId(variant.id) ? 'ID' : 'SKU', variant.id)
  for (const [index, [name, value]] of Object.entries(variant.options).entries()) {
    cells.set(`Attribute ${String(index + 1)} name`, name)
    cells.set(`Attribute ${String(index + 1)} value(s)`, value.replaceAll(',', '\\,'))
  }
  setVariant(cells, variant, product)
  return cells
}

function setVariant(cells: Map<string, string>, variant: Variant, { currency }: Product): void {
  const price = (minor: number | null): string | null =>
    minor === null ? null : formatMoney(minor, currency)
  const isReduced = variant.priceMinor !== null && variant.compareAtPriceMinor !== null
  set(cells, 'Regular price', price(isReduced ? variant.compareAtPriceMinor : variant.priceMinor))
  if (isReduced) set(cells, 'Sale price', price(variant.priceMinor))
  else set(cells, metaColumn('compare_at_price'), price(variant.compareAtPriceMinor))
  set(cells, metaColumn('cost'), price(variant.costMinor ?? null))
  if (variant.stockUnits !== null) cells.set('Stock', String(variant.stockUnits))
  if (!cells.has('In stock?')) cells.set('In stock?', isInStock(variant) ? '1' : '0')
  set(cells, 'GTIN, UPC, EAN, or ISBN', variant.gtin)
  set(cells, metaColumn('mpn'), variant.mpn)
  set(cells, metaColumn('variant_title'), variant.title)
  if (Object.keys(variant.attributes).length > 0)
    cells.set(metaColumn('variant_attributes'), JSON.stringify(variant.attributes))
}

function set(cells: Map<string, string>, column: string, value: string | null): void {
  if (value !== null && value !== '') cells.set(column, value)
}

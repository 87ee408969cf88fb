/**
 * Rows of a Google Merchant feed to catalogue rows. Items that share an item_group_id are variants of one product;
 * they are joined while they are within the window of `groupRows`.
 */
import type { Attribute } from '../../product.ts'
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import { attributeName, parseAttribute } from '../fields/attribute-value.ts'
import { keepColumns } from '../fields/kept-columns.ts'
import { parseMoney } from '../fields/money.ts'
import {
  type Complaints,
  type ProductDraft,
  type VariantDraft,
  checkProduct,
  createComplaints,
  errorRow,
  shown,
} from '../fields/product-draft.ts'
import { groupRows } from '../records/group-rows.ts'
import type { TableRow } from '../records/read-table.ts'
import { optionFields, parseDetails, simpleFields, variantSection } from './google-fields.ts'

export async function* readGoogleItems(
  rows: AsyncIterable<TableRow>,
  defaults: CatalogDefaults,
): AsyncGenerator<CatalogRow> {
  const keysOf = ({ cells }: TableRow): string[] => {
    const id = cells.get('id')?.trim() ?? ''
    const group = cells.get('item_group_id')?.trim() ?? ''
    return id === '' ? [] : [group === '' ? id : group]
  }
  for await (const item of groupRows(rows, keysOf)) {
    if (item.kind === 'group') yield* readGroup(item.group.key, item.group.rows, defaults)
    else {
      const { row, problem = 'the item has no id' } = item.row
      yield errorRow({ row, sourceRows: 1 }, [{ path: `row ${String(row)}`, message: problem }])
    }
  }
}

function* readGroup(id: string, all: readonly TableRow[], defaults: CatalogDefaults): Generator<CatalogRow> {
  const firstRows = new Map<string, number>()
  const rows: TableRow[] = []
  const errors: CatalogRow[] = []
  for (const row of all) {
    const itemId = row.cells.get('id') ?? ''
    const first = firstRows.get(itemId)
    if (first === undefined) {
      firstRows.set(itemId, row.row)
      rows.push(row)
    } else {
      const message = `the id is already used by row ${String(first)}`
      errors.push(errorRow({ row: row.row, sourceRows: 1 }, [{ path: 'id', message }], itemId))
    }
  }
  const complaints = createComplaints(defaults)
  const place = { row: rows[0]?.row ?? 0, sourceRows: rows.length }
  yield checkProduct(place, productDraft(id, rows, defaults, complaints), complaints.errors)
  yield* errors
}

function productDraft(
  id: string,
  rows: readonly TableRow[],
  defaults: CatalogDefaults,
  complaints: Complaints,
): ProductDraft {
  const left = rows.map((row) => new Map(row.cells))
  /** A field of the product: the first item's word, and later items' when they only repeat it. */
  const take = (field: string): string | undefined => {
    const value = left[0]?.get(field)
    for (const cells of left) if (cells.get(field) === value) cells.delete(field)
    return value
  }
  const title = take('title') ?? ''
  const locale = take('c:locale') ?? defaults.locale
  const currency = readCurrency(rows) ?? take('c:currency') ?? defaults.currency
  for (const cells of left) cells.delete('c:currency')
  const images = [take('image_link'), ...(take('additional_image_link')?.split(',') ?? [])].flatMap((url) =>
    url === undefined || url.trim() === '' ? [] : [{ url: url.trim() }],
  )
  const category = splitTrimmed(take('product_type'), '>')
  const details = left.map((cells) => takeDetails(cells, locale))
  const uniform = details.map(({ product }) => product).reduce(common)
  const draft = {
    id,
    title,
    locale,
    currency,
    category,
    images,
    brand: take('brand'),
    description: take('description'),
    shortDescription: take('c:short_description'),
    url: take('link'),
    status: readStatus(take('c:status'), complaints),
    tags: splitTrimmed(take('c:tags'), ','),
  }
  const options = left.map((cells, index) => takeOptions(cells, rows, rows[index]))
  const simple = simpleFields.flatMap((field) => {
    const value = take(field)
    return value === undefined ? [] : [[field, { value, unit: null }] as const]
  })
  const variants = rows.map((row, index) => {
    const cells = left[index] ?? new Map<string, string>()
    const own = Object.fromEntries(
      Object.entries(details[index]?.product ?? {}).filter(([name]) => !Object.hasOwn(uniform, name)),
    )
    const attributes = { ...own, ...details[index]?.variant }
    return readVariant(row, cells, { title, currency, complaints, options: options[index] ?? {}, attributes })
  })
  const kept = left.map((cells, index) => ({ id: variants[index]?.id ?? '', isVariant: true, cells }))
  const attributes = { ...uniform, ...Object.fromEntries(simple) }
  return { ...draft, attributes, variants, source: keepColumns(kept, () => true) }
}

/** The currency the first price of the group names. */
function readCurrency(rows: readonly TableRow[]): string | undefined {
  const prices = rows.flatMap(({ cells }) => [
    cells.get('price'),
    cells.get('sale_price'),
    cells.get('c:compare_at_price'),
  ])
  return prices
    .map((price) => (price === undefined ? undefined : parseMoney(price, 'EUR')?.currency))
    .find((found) => found !== undefined)
}

function readStatus(text: string | undefined, complaints: Complaints): ProductDraft['status'] {
  if (text === undefined || text === 'active' || text === 'draft' || text === 'archived') return text
  complaints.add('c:status', `${shown(text)} is not active, draft or archived`)
  return undefined
}

function takeDetails(
  cells: Map<string, string>,
  locale: string,
): { product: Record<string, Attribute>; variant: Record<string, Attribute> } {
  const product = new Map<string, Attribute>()
  const variant = new Map<string, Attribute>()
  for (const { section, name: label, value } of parseDetails(cells.get('product_detail') ?? '')) {
    const name = attributeName(label)
    const attribute = parseAttribute(value, locale)
    if (name !== undefined && attribute !== undefined)
      (section === variantSection ? variant : product).set(name, attribute)
  }
  cells.delete('product_detail')
  return { product: Object.fromEntries(product), variant: Object.fromEntries(variant) }
}

function common(a: Record<string, Attribute>, b: Record<string, Attribute>): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(a).filter(([name, attribute]) => JSON.stringify(b[name]) === JSON.stringify(attribute)),
  )
}

/** Ours are spelled out in `c:options`; in other feeds, colour, size and the like are options where they differ. */
function takeOptions(
  cells: Map<string, string>,
  rows: readonly TableRow[],
  row: TableRow | undefined,
): Record<string, string> {
  const stated = statedOptions(cells.get('c:options'))
  cells.delete('c:options')
  if (stated !== undefined) {
    const values = new Set(Object.values(stated))
    for (const field of optionFields) if (values.has(cells.get(field) ?? '')) cells.delete(field)
    return stated
  }
  const differing = optionFields.filter(
    (field) => new Set(rows.map((sibling) => sibling.cells.get(field))).size > 1,
  )
  const options = differing.flatMap((field) => {
    const value = row?.cells.get(field)
    cells.delete(field)
    return value === undefined ? [] : [[field, value] as const]
  })
  return Object.fromEntries(options)
}

function statedOptions(json: string | undefined): Record<string, string> | undefined {
  if (json === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(json)
    if (typeof parsed !== 'object' || parsed === null) return undefined
    return Object.fromEntries(
      Object.entries(parsed).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    )
  } catch {
    return undefined
  }
}

function readVariant(
  row: TableRow,
  cells: Map<string, string>,
  context: {
    title: string
    currency: string
    complaints: Complaints
    options: Record<string, string>
    attributes: Record<string, Attribute>
  },
): VariantDraft {
  const { complaints, currency, options, attributes } = context
  const take = (field: string): string | undefined => {
    const value = cells.get(field)
    cells.delete(field)
    return value
  }
  const at = (field: string): string => `row ${String(row.row)}: ${field}`
  const price = complaints.price(take('price'), at('price'), currency)
  const salePrice = complaints.price(take('sale_price'), at('sale_price'), currency)
  const compareAtPrice = complaints.price(take('c:compare_at_price'), at('c:compare_at_price'), currency)
  const cost = complaints.price(take('cost_of_goods_sold'), at('cost_of_goods_sold'), currency)
  take('item_group_id')
  const ownTitle = take('c:variant_title') ?? cells.get('title')
  return {
    id: take('id') ?? '',
    title: ownTitle,
    options,
    attributes,
    priceMinor: salePrice ?? price,
    compareAtPriceMinor: salePrice === null ? compareAtPrice : price,
    ...(cost === null ? {} : { costMinor: cost }),
    stockUnits: readStock(cells, at('c:quantity'), complaints),
    gtin: take('gtin'),
    mpn: take('mpn'),
  }
}

function readStock(cells: Map<string, string>, path: string, complaints: Complaints): number | null {
  const availability = cells.get('availability')?.trim().toLowerCase().replaceAll(' ', '_')
  const quantity = complaints.units(cells.get('c:quantity'), path)
  cells.delete('c:quantity')
  if (availability === 'in_stock' || availability === 'out_of_stock') cells.delete('availability')
  return quantity ?? (availability === 'out_of_stock' ? 0 : null)
}

function splitTrimmed(text: string | undefined, separator: string): string[] {
  return (text ?? '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

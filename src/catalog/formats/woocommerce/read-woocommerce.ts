/**
 * WooCommerce's product export to catalogue rows. A variable product is one row and its variations are others that
 * name it in Parent, as "id:12" or by SKU, next to it or not.
 */
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import type { TextFeed } from '../decode/decode-text.ts'
import { keepColumns } from '../fields/kept-columns.ts'
import {
  type Complaints,
  type ProductDraft,
  type VariantDraft,
  checkProduct,
  createComplaints,
  errorRow,
} from '../fields/product-draft.ts'
import { groupRows } from '../records/group-rows.ts'
import { type TableRow, ignoringCase, readTable } from '../records/read-table.ts'
import { attributeCells, parsedJson, takeAttributes, taken, variantAttributes } from './read-attributes.ts'
import { deepestCategory, metaColumn, splitList, wooColumns } from './woocommerce-columns.ts'

const shape = {
  title: 'a WooCommerce product CSV',
  required: [['Type'], ['Name'], ['ID', 'SKU']],
  nameOf: ignoringCase(wooColumns),
  repeatable: [],
} as const

export async function* readWooCommerce(
  feed: TextFeed,
  defaults: CatalogDefaults,
): AsyncGenerator<CatalogRow> {
  for await (const item of groupRows(readTable(feed, shape), keysOf)) {
    if (item.kind === 'group') yield* readGroup(item.group.rows, defaults)
    else {
      const { row, problem = 'the row has neither ID nor SKU, or is a variation without Parent' } = item.row
      yield errorRow({ row, sourceRows: 1 }, [{ path: `row ${String(row)}`, message: problem }])
    }
  }
}

function keysOf({ cells }: TableRow): string[] {
  const parent = cells.get('Parent')?.trim()
  if (isVariation(cells))
    return parent === undefined ? [] : [/^id:\d+$/.test(parent) ? parent : `sku:${parent}`]
  const id = cells.get('ID')?.trim()
  const sku = cells.get('SKU')?.trim()
  return [...(id === undefined ? [] : [`id:${id}`]), ...(sku === undefined ? [] : [`sku:${sku}`])]
}

function isVariation(cells: ReadonlyMap<string, string>): boolean {
  return (cells.get('Type') ?? '').split(',').some((type) => type.trim().toLowerCase() === 'variation')
}

function* readGroup(rows: readonly TableRow[], defaults: CatalogDefaults): Generator<CatalogRow> {
  const [parent, ...repeats] = rows.filter(({ cells }) => !isVariation(cells))
  const variations = rows.filter(({ cells }) => isVariation(cells))
  if (parent === undefined) {
    for (const { row, cells } of variations) {
      const message = `no row near it is the product ${JSON.stringify(cells.get('Parent') ?? '')}`
      yield errorRow({ row, sourceRows: 1 }, [{ path: 'Parent', message }], cells.get('SKU'))
    }
    return
  }
  const complaints = createComplaints(defaults)
  const place = {
    row: Math.min(parent.row, ...variations.map(({ row }) => row)),
    sourceRows: 1 + variations.length,
  }
  yield checkProduct(place, productDraft(parent, variations, defaults, complaints), complaints.errors)
  for (const { row, cells } of repeats) {
    const message = `the ID or SKU is already used by row ${String(parent.row)}`
    yield errorRow({ row, sourceRows: 1 }, [{ path: 'ID', message }], cells.get('ID') ?? cells.get('SKU'))
  }
}

function productDraft(
  parent: TableRow,
  variations: readonly TableRow[],
  defaults: CatalogDefaults,
  complaints: Complaints,
): ProductDraft {
  const own = new Map(parent.cells)
  const take = (column: string): string | undefined => taken(own, column)
  const locale = take(metaColumn('locale')) ?? defaults.locale
  const currency = take(metaColumn('currency')) ?? defaults.currency
  const id = take('ID')?.trim() ?? parent.cells.get('SKU')?.trim() ?? ''
  if (id === parent.cells.get('SKU')?.trim()) take('SKU')
  const context = { locale, currency, complaints }
  const optionNames = new Set(
    variations.flatMap(({ cells }) => attributeCells(cells).map(({ label }) => label)),
  )
  const attributes = takeAttributes(own, optionNames, locale)
  const category = deepestCategory(own.get('Categories') ?? '')
  if (splitList(own.get('Categories') ?? '').length < 2) take('Categories')
  const isLone = variations.length === 0
  const draft = {
    id,
    locale,
    currency,
    title: take('Name') ?? '',
    brand: take('Brands'),
    category,
    description: take('Description'),
    shortDescription: take('Short description'),
    status: readStatus(own),
    url: take(metaColumn('url')),
    tags: splitList(take('Tags') ?? ''),
    images: readImages(own),
    attributes,
  }
  const type = own.get('Type')?.trim().toLowerCase()
  if (type === 'simple' || type === 'variable') take('Type')
  const left = variations.map(({ cells }) => new Map(cells))
  const drafts = isLone
    ? [readVariant(own, take('SKU')?.trim() ?? id, '', context)]
    : left.map((cells, index) => readVariation(cells, variations[index]?.row ?? 0, context))
  const kept = [
    { id: '', isVariant: false, cells: own },
    ...left.map((cells, index) => ({ id: drafts[index]?.id ?? '', isVariant: true, cells })),
  ]
  return { ...draft, variants: drafts, source: keepColumns(kept, () => false) }
}

interface Context {
  readonly locale: string
  readonly currency: string
  readonly complaints: Complaints
}

/** Published: 1 is public, 0 private, -1 a draft. */
function readStatus(cells: Map<string, string>): ProductDraft['status'] {
  const published = taken(cells, 'Published')?.trim()
  const isArchived = taken(cells, metaColumn('status')) === 'archived'
  if (published === '0') cells.set('Published', '0')
  return isArchived ? 'archived' : published === '0' || published === '-1' ? 'draft' : 'active'
}

function readImages(cells: Map<string, string>): { url: string; alt: string | null }[] {
  const alts = stringArray(taken(cells, metaColumn('image_alts')))
  return splitList(taken(cells, 'Images') ?? '').map((url, index) => ({ url, alt: alts[index] ?? null }))
}

function stringArray(json: string | undefined): (string | null)[] {
  const parsed = parsedJson(json)
  return Array.isArray(parsed) ? parsed.map((text: unknown) => (typeof text === 'string' ? text : null)) : []
}

function readVariation(cells: Map<string, string>, row: number, context: Context): VariantDraft {
  const options = attributeCells(cells).map(({ number, label, values }): [string, string] => {
    for (const part of ['name', 'value(s)', 'visible', 'global', 'default'])
      cells.delete(`Attribute ${number} ${part}`)
    return [label, values.replaceAll('\\,', ',')]
  })
  const number = taken(cells, 'ID')?.trim()
  const id = taken(cells, 'SKU')?.trim() ?? number ?? ''
  for (const column of ['Type', 'Parent', 'Name', 'Published']) cells.delete(column)
  return { ...readVariant(cells, id, `row ${String(row)}: `, context), options: Object.fromEntries(options) }
}

function readVariant(cells: Map<string, string>, id: string, at: string, context: Context): VariantDraft {
  const { complaints, currency } = context
  const price = (column: string): number | null =>
    complaints.price(taken(cells, column), `${at}${column}`, currency)
  const regularPrice = price('Regular price')
  const salePrice = price('Sale price')
  const compareAtPrice = price(metaColumn('compare_at_price'))
  const cost = price(metaColumn('cost'))
  const stock = complaints.units(taken(cells, 'Stock'), `${at}Stock`)
  const inStock = cells.get('In stock?')?.trim()
  if (inStock === '0' || inStock === '1') cells.delete('In stock?')
  return {
    id,
    title: taken(cells, metaColumn('variant_title')),
    options: {},
    attributes: variantAttributes(taken(cells, metaColumn('variant_attributes'))),
    priceMinor: salePrice ?? regularPrice,
    compareAtPriceMinor: salePrice === null ? compareAtPrice : regularPrice,
    ...(cost === null ? {} : { costMinor: cost }),
    stockUnits: stock ?? (inStock === '0' ? 0 : null),
    gtin: taken(cells, 'GTIN, UPC, EAN, or ISBN'),
    mpn: taken(cells, metaColumn('mpn')),
  }
}

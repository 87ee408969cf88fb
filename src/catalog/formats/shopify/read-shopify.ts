/**
 * Shopify's product export to catalogue rows. Rows with one Handle are one product: the first says everything about
 * the product, each row may add a variant, an image, or both.
 */
import type { Attribute } from '../../product.ts'
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import type { TextFeed } from '../decode/decode-text.ts'
import { parseAttribute } from '../fields/attribute-value.ts'
import { keepColumns } from '../fields/kept-columns.ts'
import {
  type Complaints,
  type ProductDraft,
  type VariantDraft,
  checkProduct,
  createComplaints,
  errorRow,
  shown,
} from '../fields/product-draft.ts'
import { type RowGroup, groupRows } from '../records/group-rows.ts'
import { type TableRow, ignoringCase, readTable } from '../records/read-table.ts'
import {
  attributeColumn,
  derivedVariantId,
  isVariantColumn,
  loneOption,
  metafieldColumn,
  ownNamespace,
  shopifyColumns,
} from './shopify-columns.ts'

const shape = {
  title: 'a Shopify product CSV',
  required: [['Handle'], ['Title']],
  nameOf: ignoringCase(shopifyColumns),
  repeatable: [],
} as const

export async function* readShopify(feed: TextFeed, defaults: CatalogDefaults): AsyncGenerator<CatalogRow> {
  const handleOf = (row: TableRow): string[] => {
    const handle = row.cells.get('Handle')?.trim()
    return handle === undefined || handle === '' ? [] : [handle]
  }
  for await (const item of groupRows(readTable(feed, shape), handleOf, true)) {
    if (item.kind === 'group') yield* readGroup(item.group, defaults)
    else {
      const { row, problem = 'the row has no Handle' } = item.row
      yield errorRow({ row, sourceRows: 1 }, [{ path: `row ${String(row)}`, message: problem }])
    }
  }
}

function* readGroup(group: RowGroup, defaults: CatalogDefaults): Generator<CatalogRow> {
  const { rows, repeats } = withoutRepeats(group.rows)
  const [first] = rows
  if (first === undefined) return
  const place = { row: first.row, sourceRows: rows.length }
  if (first.cells.has('Title')) {
    const complaints = createComplaints(defaults)
    yield checkProduct(place, productDraft(group.key, rows, defaults, complaints), complaints.errors)
  } else {
    const message = 'the row continues a product whose first row (with a Title) is not right before it'
    yield errorRow(place, [{ path: 'Title', message }], group.key)
  }
  for (const { row, of } of repeats) {
    const message = `the Handle and its options are already used by row ${String(of)}`
    yield errorRow({ row, sourceRows: 1 }, [{ path: 'Handle', message }], group.key)
  }
}

/** A later row that has a Title and the options of an earlier one is another product with the same Handle. */
function withoutRepeats(all: readonly TableRow[]): {
  rows: TableRow[]
  repeats: { row: number; of: number }[]
} {
  const byOptions = new Map<string, number>()
  const rows: TableRow[] = []
  const repeats: { row: number; of: number }[] = []
  for (const row of all) {
    const key = isVariantRow(row) ? JSON.stringify(optionValues(row)) : undefined
    const of = key === undefined ? undefined : byOptions.get(key)
    if (of !== undefined && row.cells.has('Title')) repeats.push({ row: row.row, of })
    else rows.push(row)
    if (key !== undefined && of === undefined) byOptions.set(key, row.row)
  }
  return { rows, repeats }
}

function isVariantRow({ cells }: TableRow): boolean {
  return cells.has('Option1 Value') || cells.has('Variant SKU') || cells.has('Variant Price')
}

function optionValues({ cells }: TableRow): string[] {
  return optionNumbers(cells).flatMap((number) => cells.get(`Option${String(number)} Value`) ?? [])
}

function optionNumbers(cells: ReadonlyMap<string, string>): number[] {
  return [...cells.keys()]
    .flatMap((column) => /^Option(\d{1,2}) Value$/.exec(column)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

function productDraft(
  handle: string,
  rows: readonly TableRow[],
  defaults: CatalogDefaults,
  complaints: Complaints,
): ProductDraft {
  const own = new Map(rows[0]?.cells)
  const take = (column: string): string | undefined => taken(own, column)
  const ownMetafield = (key: string): string | undefined =>
    take(metafieldColumn('product', key, ownNamespace))
  take('Handle')
  const locale = ownMetafield('locale') ?? defaults.locale
  const currency = ownMetafield('currency') ?? defaults.currency
  const status = readStatus(own, complaints)
  const category = take('Product Category')
  const type = category === undefined ? take('Type')?.trim() : undefined
  const draft = {
    id: handle,
    locale,
    currency,
    title: take('Title') ?? '',
    brand: take('Vendor'),
    category:
      category?.split('>').map((level) => level.trim()) ?? (type === undefined || type === '' ? [] : [type]),
    description: take('Body (HTML)'),
    shortDescription: ownMetafield('short_description'),
    url: ownMetafield('url'),
    status,
    tags: splitTags(take('Tags')),
    attributes: takeAttributes(own, 'product', locale),
  }
  const left = rows.map((row, index) => (index === 0 ? own : withoutHandle(row.cells)))
  const images = readImages(left)
  const variants = readVariants(handle, rows, left, { locale, currency, complaints })
  const kept = left.map((cells, index) => ({
    id: variants.ids[index] ?? `row ${String(index + 1)}`,
    isVariant: variants.ids[index] !== undefined,
    cells,
  }))
  return { ...draft, images, variants: variants.drafts, source: keepColumns(kept, isVariantColumn) }
}

function withoutHandle(cells: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...cells].filter(([column]) => column !== 'Handle'))
}

function taken(cells: Map<string, string>, column: string): string | undefined {
  const cell = cells.get(column)
  cells.delete(column)
  return cell
}

/** Old exports have no Status; there, an unpublished product is a draft. `Published` stays when it says more. */
function readStatus(cells: Map<string, string>, complaints: Complaints): ProductDraft['status'] {
  const stated = taken(cells, 'Status')?.trim().toLowerCase()
  const published = cells.get('Published')
  const status = stated ?? (published?.trim().toLowerCase() === 'false' ? 'draft' : 'active')
  if (published === String(status === 'active')) cells.delete('Published')
  if (status === 'active' || status === 'draft' || status === 'archived') return status
  if (status === 'unlisted') return 'draft'
  complaints.add('Status', `${shown(status)} is not active, draft or archived`)
  return undefined
}

function splitTags(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')
}

/** Metafield columns to attributes. A column that an export of ours would not spell the same also stays as it is. */
function takeAttributes(
  cells: Map<string, string>,
  owner: 'product' | 'variant',
  locale: string,
): Record<string, Attribute> {
  const found = new Map<string, Attribute>()
  for (const [column, cell] of [...cells]) {
    const target = attributeColumn(column)
    if (target?.owner !== owner) continue
    const attribute = parseAttribute(cell, locale)
    if (attribute === undefined || found.has(target.name)) continue
    found.set(target.name, attribute)
    if (target.isCanonical) cells.delete(column)
  }
  return Object.fromEntries(found)
}

function readImages(rows: readonly Map<string, string>[]): { url: string; alt: string | null }[] {
  const images = rows.flatMap((cells, index) => {
    const url = taken(cells, 'Image Src')
    const position = Number(taken(cells, 'Image Position') ?? index + 1)
    const alt = taken(cells, 'Image Alt Text') ?? null
    return url === undefined
      ? []
      : [{ image: { url, alt }, position: Number.isFinite(position) ? position : index + 1 }]
  })
  return images.sort((a, b) => a.position - b.position).map(({ image }) => image)
}

function readVariants(
  handle: string,
  rows: readonly TableRow[],
  left: readonly Map<string, string>[],
  { locale, currency, complaints }: { locale: string; currency: string; complaints: Complaints },
): { drafts: VariantDraft[]; ids: (string | undefined)[] } {
  const names = new Map(
    optionNumbers(new Map(rows.flatMap((row) => [...row.cells]))).map((number) => {
      const column = `Option${String(number)} Name`
      return [
        number,
        rows.find((row) => row.cells.has(column))?.cells.get(column) ?? `Option ${String(number)}`,
      ]
    }),
  )
  const used = new Set<string>()
  const isLone = !rows.some(isVariantRow)
  const drafts: VariantDraft[] = []
  const ids = rows.map((row, index) => {
    const cells = left[index]
    if (cells === undefined || !(isVariantRow(row) || (isLone && index === 0))) return undefined
    const options = takeOptions(cells, names)
    const id = unusedId(
      taken(cells, 'Variant SKU')?.trim() ?? derivedVariantId(handle, Object.values(options)),
      used,
    )
    const at = (column: string): string => (rows.length === 1 ? column : `row ${String(row.row)}: ${column}`)
    drafts.push({
      id,
      options,
      title: taken(cells, metafieldColumn('variant', 'title', ownNamespace)),
      attributes: takeAttributes(cells, 'variant', locale),
      priceMinor: complaints.price(taken(cells, 'Variant Price'), at('Variant Price'), currency),
      compareAtPriceMinor: complaints.price(
        taken(cells, 'Variant Compare At Price'),
        at('Variant Compare At Price'),
        currency,
      ),
      stockUnits: takeStock(row, cells, at('Variant Inventory Qty'), complaints),
      // Shopify puts an apostrophe before barcodes, so that spreadsheets leave their digits alone.
      gtin: taken(cells, 'Variant Barcode')?.replace(/^'(?=\d)/, ''),
      mpn: taken(cells, 'Google Shopping / MPN'),
    })
    return id
  })
  return { drafts, ids }
}

function takeOptions(cells: Map<string, string>, names: ReadonlyMap<number, string>): Record<string, string> {
  const options = new Map<string, string>()
  for (const [number, name] of names) {
    const value = taken(cells, `Option${String(number)} Value`)
    taken(cells, `Option${String(number)} Name`)
    const isLone = name === loneOption.name && value === loneOption.value
    if (value !== undefined && !isLone) options.set(name, value)
  }
  return Object.fromEntries(options)
}

/** Two variants of one product may share a SKU in Shopify; here the second becomes "SKU#2". */
function unusedId(wanted: string, used: Set<string>): string {
  let id = wanted
  for (let count = 2; used.has(id); count++) id = `${wanted}#${String(count)}`
  used.add(id)
  return id
}

/** Without an inventory tracker Shopify does not count stock, whatever the quantity column says. */
function takeStock(
  row: TableRow,
  cells: Map<string, string>,
  path: string,
  complaints: Complaints,
): number | null {
  const tracker = cells.get('Variant Inventory Tracker')
  if (tracker === undefined && row.columns.includes('Variant Inventory Tracker')) return null
  if (tracker === 'shopify') cells.delete('Variant Inventory Tracker')
  return complaints.units(taken(cells, 'Variant Inventory Qty'), path)
}

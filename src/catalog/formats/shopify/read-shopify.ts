/**
 * Shopify's product export to catalogue rows. Rows with one Handle are one product: the first says everything about
 * the product, each row may add a variant, an image, or both.
 */
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import type { TextFeed } from '../decode/decode-text.ts'
import { keepColumns } from '../fields/kept-columns.ts'
import {
  type Complaints,
  type ProductDraft,
  checkProduct,
  createComplaints,
  errorRow,
  shown,
} from '../fields/product-draft.ts'
import { type RowGroup, groupRows } from '../records/group-rows.ts'
import { type TableRow, ignoringCase, readTable } from '../records/read-table.ts'
import { isVariantRow, optionNumbers, readVariants, takeAttributes, taken } from './read-variants.ts'
import { isVariantColumn, metafieldColumn, ownNamespace, shopifyColumns } from './shopify-columns.ts'

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

function optionValues({ cells }: TableRow): string[] {
  return optionNumbers(cells).flatMap((number) => cells.get(`Option${String(number)} Value`) ?? [])
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

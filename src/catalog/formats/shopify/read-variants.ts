/**
 * The variants of a Shopify product: which rows are one, their options, prices and stock.
 */
import type { Attribute } from '../../product.ts'
import { parseAttribute } from '../fields/attribute-value.ts'
import type { Complaints, VariantDraft } from '../fields/product-draft.ts'
import type { TableRow } from '../records/read-table.ts'
import {
  attributeColumn,
  derivedVariantId,
  loneOption,
  metafieldColumn,
  ownNamespace,
} from './shopify-columns.ts'

/** Takes what it understands out of `left`, the rows' cells. An id is undefined for a row that is no variant. */
export function readVariants(
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
    const cost = complaints.price(taken(cells, 'Cost per item'), at('Cost per item'), currency)
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
      ...(cost === null ? {} : { costMinor: cost }),
      stockUnits: takeStock(row, cells, at('Variant Inventory Qty'), complaints),
      // Shopify puts an apostrophe before barcodes, so that spreadsheets leave their digits alone.
      gtin: taken(cells, 'Variant Barcode')?.replace(/^'(?=\d)/, ''),
      mpn: taken(cells, 'Google Shopping / MPN'),
    })
    return id
  })
  return { drafts, ids }
}

/** The cell, which is then spoken for. */
export function taken(cells: Map<string, string>, column: string): string | undefined {
  const cell = cells.get(column)
  cells.delete(column)
  return cell
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

export function isVariantRow({ cells }: TableRow): boolean {
  return cells.has('Option1 Value') || cells.has('Variant SKU') || cells.has('Variant Price')
}

/** The numbers of the options a row has values for, ascending. */
export function optionNumbers(cells: ReadonlyMap<string, string>): number[] {
  return [...cells.keys()]
    .flatMap((column) => /^Option(\d{1,2}) Value$/.exec(column)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/** Metafield columns to attributes. A column that an export of ours would not spell the same also stays as it is. */
export function takeAttributes(
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

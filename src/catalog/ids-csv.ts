/** Product ids out of a CSV text: a column that is named for them, or the only column. Pure. */
import { parse } from 'csv-parse/sync'

/** Header cells that mean "the shop's own id of a product", in lower case; the first one found is taken. */
const idColumns = [
  'id',
  'product',
  'product id',
  'product_id',
  'productid',
  'handle',
  'external id',
  'external_id',
]

export type IdsOfCsv = { readonly ids: readonly string[] } | { readonly problem: string }

/** Ids in the order of the rows, each once. Comma, semicolon and tab separate cells. */
export function idsOfCsv(text: string): IdsOfCsv {
  let rows: string[][]
  try {
    rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    })
  } catch (error) {
    return { problem: `cannot be read as CSV: ${error instanceof Error ? error.message : 'unknown'}` }
  }
  const [header = [], ...rest] = rows
  const names = header.map((cell) => cell.toLowerCase())
  const column = names.findIndex((name) => idColumns.includes(name))
  const isBare = column === -1 && rows.every((row) => row.length === 1)
  if (column === -1 && !isBare)
    return {
      problem: `needs a column named ${idColumns.slice(0, 3).join(', ')} or handle, or one column alone`,
    }
  const cells = (isBare ? rows : rest).map((row) => row[Math.max(0, column)] ?? '')
  const ids = [...new Set(cells.filter((cell) => cell !== ''))]
  return ids.length === 0 ? { problem: 'holds no product id' } : { ids }
}

/**
 * Brings the rows of one product together. Exports keep them adjacent, but Google feeds and WooCommerce files often
 * do not, so rows wait in a window: a product is complete when the window has to make room or the file ends. A row
 * that comes after its product has left the window is reported, never merged blindly (it would replace the variants
 * already given out).
 */
import { feedLimits } from '../catalog-format.ts'
import type { TableRow } from './read-table.ts'

export interface RowGroup {
  readonly key: string
  readonly rows: readonly TableRow[]
}

/** A group, or one row that cannot belong to any. */
export type Grouped =
  { readonly kind: 'group'; readonly group: RowGroup } | { readonly kind: 'problem'; readonly row: TableRow }

/**
 * `keysOf` gives every name of the product a row belongs to (WooCommerce: "id:12" and "sku:KETTLE"); none means the
 * row cannot be placed. `onlyAdjacent` closes a group as soon as another begins.
 */
export async function* groupRows(
  rows: AsyncIterable<TableRow>,
  keysOf: (row: TableRow) => readonly string[],
  onlyAdjacent = false,
): AsyncGenerator<Grouped> {
  const open = new Map<string, { keys: string[]; rows: TableRow[]; chars: number }>()
  const byKey = new Map<string, string>()
  let pendingRows = 0
  let pendingChars = 0
  const close = (first: string): Grouped => {
    const group = open.get(first) ?? { keys: [], rows: [], chars: 0 }
    open.delete(first)
    for (const key of group.keys) byKey.delete(key)
    pendingRows -= group.rows.length
    pendingChars -= group.chars
    return { kind: 'group', group: { key: first, rows: group.rows } }
  }
  for await (const row of rows) {
    const keys = row.problem === undefined ? keysOf(row) : []
    const [firstKey] = keys
    if (firstKey === undefined) {
      yield { kind: 'problem', row }
      continue
    }
    const known = keys.map((key) => byKey.get(key)).find((first) => first !== undefined)
    if (onlyAdjacent && known === undefined) for (const first of [...open.keys()]) yield close(first)
    const first = known ?? firstKey
    const group = open.get(first) ?? { keys: [], rows: [], chars: 0 }
    open.set(first, group)
    group.rows.push(row)
    group.chars += row.chars
    for (const key of keys) {
      if (byKey.has(key)) continue
      byKey.set(key, first)
      group.keys.push(key)
    }
    pendingRows += 1
    pendingChars += row.chars
    while (pendingRows > feedLimits.pendingRows || pendingChars > feedLimits.pendingChars) {
      const [oldest] = open.keys()
      if (oldest === undefined) break
      yield close(oldest)
    }
  }
  for (const first of [...open.keys()]) yield close(first)
}

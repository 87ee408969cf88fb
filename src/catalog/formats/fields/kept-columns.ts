/**
 * Columns a format has and the product model has not, kept in `product.source` so that an export gives them back.
 * The first row's cell is stored under the column's name. A later row is expected to repeat it (columns of the
 * variant, on rows of variants) or to leave it empty; what it says otherwise is stored as "column @ row id".
 */

export interface RowPlace {
  /** What tells this row from its siblings: the variant id, or "row 3". */
  readonly id: string
  readonly isVariant: boolean
}

export interface KeptRow extends RowPlace {
  readonly cells: ReadonlyMap<string, string>
}

/** `repeats` tells whether a column is expected to say the same on every variant of a product. */
export function keepColumns(
  rows: readonly KeptRow[],
  repeats: (column: string) => boolean,
): Record<string, string> {
  const [first, ...later] = rows
  const own: ReadonlyMap<string, string> = first?.cells ?? new Map<string, string>()
  const kept = new Map(own)
  for (const { id, isVariant, cells } of later) {
    for (const column of new Set([...own.keys(), ...cells.keys()])) {
      const expected = isVariant && repeats(column) ? (own.get(column) ?? '') : ''
      const cell = cells.get(column) ?? ''
      if (cell !== expected) kept.set(`${column} @ ${id}`, cell)
    }
  }
  return Object.fromEntries(kept)
}

/** The inverse: the kept cells of each row; the first place is the product's own row. */
export function restoreColumns(
  source: Readonly<Record<string, string>>,
  places: readonly RowPlace[],
  repeats: (column: string) => boolean,
): Map<string, string>[] {
  const entries = Object.entries(source)
  const own = entries.filter(([key]) => !key.includes(' @ '))
  return places.map(({ id, isVariant }, index) => {
    if (index === 0) return new Map(own)
    const suffix = ` @ ${id}`
    const cells = new Map(isVariant ? own.filter(([column]) => repeats(column)) : [])
    for (const [key, cell] of entries) if (key.endsWith(suffix)) cells.set(key.slice(0, -suffix.length), cell)
    return cells
  })
}

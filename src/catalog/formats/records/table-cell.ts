/**
 * What a cell of an exported table looks like beyond CSV itself: protection against formulas, and the one column
 * that carries whatever had no column of its own.
 */

/** Holds a JSON object of further cells. A streamed export must write its header before it has seen every product. */
export const overflowColumn = 'Vitrine more'

/**
 * Spreadsheets run cells that begin with = + - @ (or a tab or CR before them) as formulas, so an exported one gets
 * an apostrophe in front, as OWASP advises ("CSV Injection"). Plain numbers stay. Cells that already have such an
 * apostrophe get one more, which makes `unescapeFormula` its exact inverse.
 */
export function escapeFormula(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+([.,]\d+)?$/.test(cell) ? `'${cell}` : cell
}

export function unescapeFormula(cell: string): string {
  return cell.startsWith("'") && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

/** Cells of the overflow column take their own names; a real column of the same name wins. */
export function unpackOverflow(cells: Map<string, string>): Map<string, string> {
  const packed = cells.get(overflowColumn)
  if (packed === undefined) return cells
  const more = parsedObject(packed)
  if (more === undefined) return cells
  cells.delete(overflowColumn)
  for (const [name, value] of Object.entries(more)) {
    if (typeof value === 'string' && value !== '' && !cells.has(name)) cells.set(name, value)
  }
  return cells
}

function parsedObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

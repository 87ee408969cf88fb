/** Cells of a row: what stands between delimiters, with the quotes of CSV undone. */

/** `blank`: any run of blanks or tabs. */
export type Delimiter = '\t' | ',' | ';' | 'blank'

export function splitCells(text: string, delimiter: Delimiter): string[] {
  if (delimiter === 'blank') return text.trim().split(/\s+/)
  if (!text.includes('"')) return text.split(delimiter).map((cell) => cell.trim())
  return splitQuoted(text, delimiter)
}

/** A quoted cell may hold delimiters; a quote within it is doubled. A quote elsewhere is an ordinary character. */
function splitQuoted(text: string, delimiter: Delimiter): string[] {
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(text.slice(at))
    const next = quoted === null ? undefined : text[at + quoted[0].length]
    if (quoted !== null && (next === undefined || next === delimiter)) {
      cells.push((quoted[1] ?? '').replaceAll('""', '"').trim())
      at += quoted[0].length + 1
      continue
    }
    const end = text.indexOf(delimiter, at)
    cells.push(text.slice(at, end < 0 ? undefined : end).trim())
    at = (end < 0 ? text.length : end) + 1
  }
  return cells
}

/**
 * Items of a list are separated by blanks; by commas or semicolons where the list shows them followed by a blank, or has no
 * blank at all. One file separates them one way: the first list with more than one item tells which.
 */
export function createListReader(): (list: string) => string[] {
  let separator: RegExp | undefined
  return (list) => {
    separator ??= separatorOf(list)
    return list.split(separator ?? /\s+/).filter((word) => word !== '')
  }
}

function separatorOf(list: string): RegExp | undefined {
  const words = list.trim()
  if (/^[^\s,]+(,\s*[^\s,]+)+,?$/.test(words)) return /[\s,]+/
  if (/^[^\s;]+(;\s*[^\s;]+)+;?$/.test(words)) return /[\s;]+/
  return /\s/.test(words) ? /\s+/ : undefined
}

/** A text as words with the product's own words taken out: what is left are the writer's. */

const word = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu
const PLACEHOLDER = '<v>'

/**
 * Every word that stands in a value, and every number, is masked; a run of them with the marks between is one value and
 * one placeholder. Texts about like goods are alike in their values: these must not count for or against a writer.
 */
export function maskedWords(text: string, values: readonly string[]): string[] {
  const known = new Set(partsOf(values.join(' ')).filter(isWord))
  const masked: string[] = []
  for (const part of partsOf(text)) {
    if (/^[)"”]$/.test(part) && masked.at(-1) === PLACEHOLDER) continue
    if (!known.has(part) && !/\p{N}/u.test(part)) {
      masked.push(part)
      continue
    }
    const last = masked.findLastIndex((earlier) => isWord(earlier) || /[!?]/.test(earlier))
    // A full stop ends a sentence only before a capital; inside a value it stands between digits.
    if (last !== -1 && masked[last] === PLACEHOLDER) masked.length = last + 1
    else masked.push(PLACEHOLDER)
  }
  return masked
}

function isWord(part: string): boolean {
  return part === PLACEHOLDER || /[\p{L}\p{N}]/u.test(part)
}

function partsOf(text: string): string[] {
  return text.toLowerCase().match(word) ?? []
}

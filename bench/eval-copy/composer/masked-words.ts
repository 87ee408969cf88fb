/** A text as words with the product's own words taken out: what is left are the writer's. */

const word = /[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu
const PLACEHOLDER = '<v>'

/**
 * Every word that stands in a value, and every number, is masked, one placeholder for each; marks stay. Texts about like
 * goods are alike in their values: these must not count for or against a writer. Of the ways to mask, this one comes
 * closest to the published figures of the four models (the notes of section C say how close).
 */
export function maskedWords(text: string, values: readonly string[]): string[] {
  const known = new Set(partsOf(values.join(' ')).filter(isWord))
  return partsOf(text).map((part) => (known.has(part) || /\p{N}/u.test(part) ? PLACEHOLDER : part))
}

function isWord(part: string): boolean {
  return /[\p{L}\p{N}]/u.test(part)
}

function partsOf(text: string): string[] {
  return text.toLowerCase().match(word) ?? []
}

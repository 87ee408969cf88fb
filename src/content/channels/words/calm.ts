/** A name that the feed shouts, in small letters: "STEEL KETTLE" → "Steel Kettle". The words stay the same. */

const LOUD_LETTERS_MIN = 4

/** @param brand keeps its own capitals */
export function calmed(text: string, brand: string): string {
  if (!/\p{Lu}{4}/u.test(text)) return text
  const words = text.split(' ')
  const kept = new Set(brand.split(' '))
  const plain = words.filter((word) => /^[\p{L}’'-]{4,}[,;:.]?$/u.test(word))
  const loud = plain.filter((word) => word === word.toUpperCase() && !kept.has(word))
  if (loud.length < 2 || loud.length * 2 <= plain.length) return text
  return words
    .map((word) => (loud.includes(word) && word.length >= LOUD_LETTERS_MIN ? lowered(word) : word))
    .join(' ')
}

function lowered(word: string): string {
  return `${word.charAt(0)}${word.slice(1).toLowerCase()}`
}

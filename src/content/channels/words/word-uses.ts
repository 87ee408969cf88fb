/** Words that stand too often; articles, prepositions and conjunctions do not count. */
import { smallWords } from './small-words.ts'

export function overusedWords(
  text: string,
  usesMax: number,
): { readonly word: string; readonly uses: number }[] {
  const uses = new Map<string, number>()
  for (const [match] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)) {
    if (!smallWords.has(match)) uses.set(match, (uses.get(match) ?? 0) + 1)
  }
  return [...uses].flatMap(([word, count]) => (count > usesMax ? [{ word, uses: count }] : []))
}

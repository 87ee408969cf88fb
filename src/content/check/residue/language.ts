/**
 * Whether prose is in the language asked for. Small words decide; a statistical detector is asked only where they are
 * silent. Names and cited values are no prose, and a few words are no evidence.
 */
import { detectAll } from 'tinyld/light'
import { functionWords } from '../text/function-words.ts'

/** Fewer words than this prove nothing. */
const WORDS_MIN = 8
/** Below it a detector of n-grams guesses. */
const DETECTED_WORDS_MIN = 15
const OWN_SHARE_MIN = 0.1

/**
 * @param said words of the writer's own, lower case
 * @returns the language that the words are in instead, or undefined when nothing is wrong or nothing can be said
 */
export function foreignLanguage(said: readonly string[], language: string): string | undefined {
  const words = said.filter((word) => !/\d/.test(word))
  const own = functionWords.get(language)
  if (words.length < WORDS_MIN || own === undefined) return undefined
  let ownCount = 0
  for (const word of words) if (own.has(word)) ownCount += 1
  if (ownCount >= words.length * OWN_SHARE_MIN) return undefined
  let best: { readonly language: string; readonly count: number } | undefined
  for (const [other, list] of functionWords) {
    if (other === language) continue
    let count = 0
    for (const word of words) if (list.has(word) && !own.has(word)) count += 1
    if (count > (best?.count ?? 0)) best = { language: other, count }
  }
  if (best !== undefined && best.count >= 3 && best.count > ownCount * 2) return best.language
  if (words.length < DETECTED_WORDS_MIN || ownCount > words.length * 0.03) return undefined
  const [first, ...rest] = detectAll(words.slice(0, 200).join(' '))
  const expected = rest.find((guess) => guess.lang === language)
  // A text of nouns alone looks like many languages; only a clear lead counts.
  const isClear = first !== undefined && first.lang !== language && first.accuracy > 0.5
  return isClear && (expected?.accuracy ?? 0) < first.accuracy / 4 ? first.lang : undefined
}

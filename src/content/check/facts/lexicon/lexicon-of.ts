/** The lexicon of a locale; a language without one cannot be verified, and its text waits for a person. */
import { german } from './de/german.ts'
import { english } from './en/english.ts'
import type { Lexicon } from './lexicon.ts'

const lexicons: ReadonlyMap<string, Lexicon> = new Map(
  [english, german].map((lexicon) => [lexicon.language, lexicon] as const),
)

/** @param locale BCP 47 */
export function lexiconOf(locale: string): Lexicon | undefined {
  return lexicons.get(locale.split('-', 1)[0]?.toLowerCase() ?? '')
}

/** Exchanges words in our own patterns: spelling, preferred terms, short forms. Slots are left alone. */
import type { BrandVoice } from '../../voice/brand-voice.ts'
import type { Grammar } from '../grammar.ts'

export interface Reworder {
  readonly reword: (pattern: string) => string
  /** True when the pattern holds a term the voice never uses. */
  readonly isBanned: (pattern: string) => boolean
}

export function rewordFor(
  { contractions }: Pick<Grammar, 'contractions'>,
  voice: BrandVoice,
  spelling: Readonly<Record<string, string>>,
): Reworder {
  // Preferred terms come last: what the brand says is not spelled otherwise again.
  const exchanges = [spelling, voice.contractions ? contractions : {}, voice.preferred].filter(
    (terms) => Object.keys(terms).length > 0,
  )
  const steps = exchanges.map(exchangerFor)
  const reword = (pattern: string) => steps.reduce((text, step) => outsideSlots(text, step), pattern)
  const banned = voice.banned.length === 0 ? null : wordPattern(voice.banned)
  return {
    reword,
    isBanned: (pattern) => banned !== null && pattern.replace(/\{[^}]*\}/g, ' ').search(banned) !== -1,
  }
}

function exchangerFor(terms: Readonly<Record<string, string>>): (text: string) => string {
  const byWord = new Map(Object.entries(terms).map(([word, instead]) => [word.toLowerCase(), instead]))
  const pattern = wordPattern([...byWord.keys()])
  return (text) =>
    text.replace(pattern, (word) => {
      const instead = byWord.get(word.toLowerCase()) ?? word
      return /^\p{Lu}/u.test(word) ? instead.charAt(0).toUpperCase() + instead.slice(1) : instead
    })
}

/** Whole words of the list, longest first. */
function wordPattern(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length)
  const escaped = longestFirst.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'giu')
}

function outsideSlots(pattern: string, change: (text: string) => string): string {
  return pattern
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? part : change(part)))
    .join('')
}

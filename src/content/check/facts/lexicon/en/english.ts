/** The English lexicon, put together from its word lists. */
import { phrasesOf, stemsOf, wordsOf, type Lexicon } from '../lexicon.ts'
import { concepts, synonyms } from './concepts.ts'
import { axes, denials, multiples, numberWords, tens } from './denial.ts'
import { assurance, certificate, contents, material, origin } from './kinds.ts'
import { idioms, legalWords, neutralWords } from './neutral.ts'
import { englishStem } from './stem.ts'

const canonical = new Map(
  phrasesOf(synonyms).flatMap(([first = '', ...others]) =>
    others.map((other) => [englishStem(other), englishStem(first)] as const),
  ),
)

/** Different names of one thing share a stem. */
function stem(word: string): string {
  const own = englishStem(word)
  return canonical.get(own) ?? own
}

export const english: Lexicon = {
  language: 'en',
  decimalPoint: '.',
  stem,
  parts: () => [],
  neutral: stemsOf(stem, neutralWords),
  legal: stemsOf(stem, legalWords),
  idioms: phrasesOf(idioms).map((phrase) => phrase.map(stem)),
  denial: {
    forward: new Set(wordsOf(denials.forward)),
    clause: new Set(wordsOf(denials.clause)),
    backward: new Set(wordsOf(denials.backward)),
    suffix: new Set(wordsOf(denials.suffix)),
    phrases: phrasesOf(denials.phrases),
    exempt: phrasesOf(denials.exempt),
    breakers: new Set(wordsOf(denials.breakers)),
    predicates: new Set(wordsOf(denials.predicates)),
  },
  numberWords: new Map([
    ...wordsOf(numberWords).map((word, index) => [word, index] as const),
    ...wordsOf(tens).map((word, index) => [word, 30 + 10 * index] as const),
  ]),
  hedges: new Set(wordsOf('about approximately approx around roughly nearly almost circa ca some')),
  multiples: new Map(Object.entries(multiples)),
  axes: new Map(Object.entries(axes)),
  kinds: {
    material: stemsOf(stem, material),
    origin: stemsOf(stem, origin),
    certificate: stemsOf(stem, certificate),
    assurance: stemsOf(stem, assurance),
    contents: stemsOf(stem, contents),
  },
  concepts: new Map(
    Object.entries(concepts).map(([name, words]) => [stem(name), wordsOf(words).map(stem)] as const),
  ),
  common: stemsOf(stem, 'a the is has it with and or their this that you'),
  indefinite: new Set(['a', 'an', 'one']),
  definite: new Set(['the', 'this', 'these', 'meet']),
  joins: new Set(['and', 'or']),
}

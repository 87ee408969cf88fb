/** The German lexicon, put together from its word lists. */
import { phrasesOf, stemsOf, wordsOf, type Lexicon } from '../lexicon.ts'
import { concepts, synonyms } from './concepts.ts'
import { axes, denials, hedges, multiples, numberWords } from './denial.ts'
import { assurance, certificate, contents, material, origin } from './kinds.ts'
import { idioms, legalWords, neutralWords } from './neutral.ts'
import { germanParts, germanStem } from './stem.ts'

const canonical = new Map(
  phrasesOf(synonyms).flatMap(([first = '', ...others]) =>
    others.map((other) => [germanStem(other), germanStem(first)] as const),
  ),
)

/** Different names of one thing share a stem. */
function stem(word: string): string {
  const own = germanStem(word)
  return canonical.get(own) ?? own
}

export const german: Lexicon = {
  language: 'de',
  decimalPoint: ',',
  stem,
  parts: germanParts,
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
  numberWords: new Map(wordsOf(numberWords).map((word, index) => [word, index] as const)),
  multiples: new Map(Object.entries(multiples)),
  hedges: new Set(wordsOf(hedges)),
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
  common: stemsOf(
    stem,
    'der die das den dem des ein eine einen einem einer ist sind hat haben es er sie mit und oder sein ihr du',
  ),
  indefinite: new Set(wordsOf('ein eine einen einem einer eines')),
  definite: new Set(wordsOf('der die das den dem des dieser diese dieses diesen diesem')),
  joins: stemsOf(stem, 'und oder sowie'),
}

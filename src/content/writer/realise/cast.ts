/** Which phrases play which part in an opening, and what a pattern asks of the product's name and noun. */
import type { Description } from '../plan/description.ts'
import type { Phrase } from '../plan/phrase.ts'
import type { ProductName } from '../words/noun.ts'
import { determinerOf } from '../words/wording.ts'
import { lightVerbs } from './light-verbs.ts'

export interface Cast {
  readonly adjectives: readonly Phrase[]
  readonly fronts: readonly Phrase[]
  readonly verbs: readonly Phrase[]
  readonly nouns: readonly Phrase[]
}

/** "{a adj noun}", "{The name}", "{a new noun}": determiner, what precedes the noun, and what is named. */
export const namingSlot = /\{(?:(?!adj |new )(\p{L}+) )?(adj |Adj |new )?(noun|name)\}/gu

/** Facts of one opening; more make it a table. */
const ADJECTIVES_MAX = 2
const NOUNS_MAX = 2
const PREDICATES_MAX = 2

type Parts = Pick<Description, 'name' | 'brand' | 'grammar'>

/** @param lead phrases the opening may use, heaviest first */
export function castFor(pattern: string, parts: Parts, lead: readonly Phrase[]): Cast | undefined {
  if (!canName(pattern, parts)) return undefined
  const has = slotsOf(pattern)
  const { grammar } = parts
  let free = lead
  const take = (fits: (phrase: Phrase) => boolean, most: number): Phrase[] => {
    const taken = free.filter(fits).slice(0, most)
    free = free.filter((phrase) => !taken.includes(phrase))
    return taken
  }
  const adjectives = has.adjectives ? take((phrase) => phrase.adjective !== null, ADJECTIVES_MAX) : []
  const isParticiple = (phrase: Phrase) =>
    phrase.fronts.length > 0 && phrase.group !== 'size' && !phrase.heavy
  let fronts: Phrase[] = []
  if (has.after) fronts = take(isParticiple, 1)
  else if (has.fronts) {
    const participle = take(isParticiple, 1)
    fronts = [...take((phrase) => phrase.adjective !== null, 2 - participle.length), ...participle]
  }
  if ((has.after || has.fronts) && fronts.length === 0) return undefined
  const verbsOf = (phrase: Phrase) =>
    !has.nps ? phrase.verbs : phrase.adjective === null ? lightVerbs(grammar, phrase) : []
  // The strongest predicate is kept before noun phrases take their share.
  const firstVerb = has.vps ? take((phrase) => verbsOf(phrase).length > 0, 1) : []
  const nouns = has.nps ? take((phrase) => phrase.nouns.length > 0 && !phrase.heavy, NOUNS_MAX) : []
  if (has.nps && nouns.length === 0) return undefined
  const room =
    PREDICATES_MAX - (fronts.length + adjectives.length + nouns.length > 1 ? 1 : 0) - firstVerb.length
  const isMoreHeavy = firstVerb.some((phrase) => phrase.heavy)
  const moreVerbs =
    has.vps && room > 0
      ? take((phrase) => verbsOf(phrase).length > 0 && !(isMoreHeavy && phrase.heavy), room)
      : []
  if (has.vps && firstVerb.length === 0) return undefined
  return { adjectives, fronts, verbs: [...firstVerb, ...moreVerbs], nouns }
}

export function castSize(cast: Cast): number {
  return cast.adjectives.length + cast.fronts.length + cast.verbs.length + cast.nouns.length
}

/** True when name, noun and brand can fill the pattern's slots. */
export function canName(pattern: string, { name, brand, grammar }: Parts): boolean {
  if (/\{brand\}/i.test(pattern) && (brand === null || brand.isPhrase)) return false
  // A value directly behind a shortened name would read as the rest of the name: "… Kettle 1.7 l".
  if (/name\} \{rest\}/.test(pattern) && name.title !== String(name.titleFact.value)) return false
  return [...pattern.matchAll(namingSlot)].every(([, determiner, before, thing]) => {
    if (thing === 'noun' && name.noun === null) return false
    if (before === 'new ' && name.noun?.inTitle === true) return false
    if (determiner === undefined) return true
    const key = determiner.toLowerCase()
    const isIndefinite = grammar.morphology.determiners[key]?.indefinite === true
    if (isIndefinite && (name.noun?.isMass === true || name.plural)) return false
    return determinerOf(grammar, key, 'x', genderOf(name)) !== undefined
  })
}

export function genderOf({ noun, plural }: ProductName): 'm' | 'f' | 'n' | 'plural' | null {
  return plural || noun?.isPlural === true ? 'plural' : (noun?.gender ?? null)
}

function slotsOf(pattern: string) {
  const has = (text: string) => pattern.includes(text)
  return {
    adjectives: has('adj noun}') || has('Adj noun}'),
    fronts: has('ronts}'),
    after: has('{after}') || has('{After}'),
    vps: has('{vps}') || has('{verb}'),
    nps: has('{nps}') || has('{Nps}'),
  }
}

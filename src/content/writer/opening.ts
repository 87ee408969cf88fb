/** The first sentence: what it is and its strongest facts. A plan is drawn among those the facts can fill. */
import type { Fact } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { coordinateVerbs } from './coordinate.ts'
import type { Description } from './description.ts'
import type { Grammar } from './grammar.ts'
import type { Phrase } from './phrase.ts'
import { claim, drawn, frontOf, lightVerbs } from './sentence.ts'
import { fillSlots } from './words/fill-slots.ts'
import { singularOf } from './words/noun.ts'
import { article, capitalise, listText } from './words/wording.ts'

export interface Opening {
  readonly segment: Segment
  readonly used: readonly Phrase[]
}

type Parts = Omit<Description, 'phrases'>

/** Facts of one opening; more make it a table. */
const ADJECTIVES_MAX = 2
const NOUNS_MAX = 2
const PREDICATES_MAX = 2

/** @param lead phrases the opening may use, heaviest first */
export function openFully(parts: Parts, lead: readonly Phrase[]): Opening {
  return openWith(parts, parts.grammar.openings.full, lead) ?? { segment: bareOpening(parts), used: [] }
}

/** A line without a verb, for lists; undefined when the facts cannot fill any. */
export function openBriefly(parts: Parts, lead: readonly Phrase[]): Opening | undefined {
  return openWith(parts, parts.grammar.openings.brief, lead)
}

/** A sentence of any pattern about one to four facts; undefined when no pattern can be filled. */
export function openWith(
  parts: Parts,
  patterns: readonly string[],
  lead: readonly Phrase[],
): Opening | undefined {
  const { chooser } = parts
  const plans = patterns.flatMap((pattern) => {
    const cast = castFor(pattern, parts, lead)
    return cast === undefined ? [] : [{ pattern, cast }]
  })
  const richest = Math.max(...plans.map(({ cast }) => sizeOf(cast)))
  const rich = plans.filter(({ cast }) => sizeOf(cast) >= Math.min(richest, 2))
  const picked = rich[chooser.below(rich.length)]
  return picked === undefined ? undefined : fillOpening(picked.pattern, parts, picked.cast)
}

/** Which phrase plays which part. */
interface Cast {
  readonly adjectives: readonly Phrase[]
  readonly fronts: readonly Phrase[]
  readonly verbs: readonly Phrase[]
  readonly nouns: readonly Phrase[]
}

function castFor(pattern: string, { name, brand }: Parts, lead: readonly Phrase[]): Cast | undefined {
  const has = slotsOf(pattern)
  const noun = name.noun
  if (has.noun && noun === null) return undefined
  if (has.article && (name.plural || noun?.isMass === true)) return undefined
  if (has.newNoun && noun?.inTitle === true) return undefined
  if (has.brand && (brand === null || brand.isPhrase)) return undefined
  let free = lead
  const take = (fits: (phrase: Phrase) => boolean, most: number): Phrase[] => {
    const taken = free.filter(fits).slice(0, most)
    free = free.filter((phrase) => !taken.includes(phrase))
    return taken
  }
  const adjectives = has.adjectives ? take((phrase) => phrase.adjective !== null, ADJECTIVES_MAX) : []
  const isLight = (phrase: Phrase) => !phrase.heavy
  let fronts: Phrase[] = []
  if (has.after)
    fronts = take((phrase) => phrase.fronts.length > 0 && phrase.group !== 'size' && isLight(phrase), 1)
  else if (has.fronts) {
    const participle = take(
      (phrase) => phrase.fronts.length > 0 && phrase.group !== 'size' && isLight(phrase),
      1,
    )
    fronts = [...take((phrase) => phrase.adjective !== null, 2 - participle.length), ...participle]
  }
  if ((has.after || has.fronts) && fronts.length === 0) return undefined
  const verbsOf = (phrase: Phrase) => (has.nps ? lightVerbs(phrase) : phrase.verbs)
  // The strongest predicate is kept before noun phrases take their share.
  const firstVerb = has.vps ? take((phrase) => verbsOf(phrase).length > 0, 1) : []
  const nouns = has.nps ? take((phrase) => phrase.nouns.length > 0 && isLight(phrase), NOUNS_MAX) : []
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

interface PatternSlots {
  readonly noun: boolean
  readonly article: boolean
  readonly newNoun: boolean
  readonly adjectives: boolean
  readonly brand: boolean
  readonly fronts: boolean
  readonly after: boolean
  readonly vps: boolean
  readonly nps: boolean
}

function slotsOf(pattern: string): PatternSlots {
  const has = (text: string) => pattern.includes(text)
  return {
    noun: has('noun}'),
    article: has('{a adj') || has('{A adj') || has('{a new'),
    newNoun: has('{a new noun}'),
    adjectives: has('adj noun}') || has('{Adj'),
    brand: has('rand}'),
    fronts: has('ronts}'),
    after: has('{after}'),
    vps: has('{vps}'),
    nps: has('{nps}'),
  }
}

function sizeOf(cast: Cast): number {
  return cast.adjectives.length + cast.fronts.length + cast.verbs.length + cast.nouns.length
}

function fillOpening(pattern: string, parts: Parts, cast: Cast): Opening {
  const { name, chooser, brand } = parts
  const used = [...cast.adjectives, ...cast.fronts, ...cast.nouns, ...cast.verbs]
  const noun = name.noun?.text ?? ''
  const adjectives = cast.adjectives.flatMap((phrase) => phrase.adjective?.replaceAll(' ', '-') ?? [])
  const described = [adjectives.join(', '), noun].filter((part) => part !== '').join(' ')
  const fronts = listText(cast.fronts.flatMap((phrase) => frontOf(phrase, chooser) ?? []))
  const predicates = cast.verbs.map((phrase) =>
    phrase.fill(drawn(chooser, cast.nouns.length > 0 ? lightVerbs(phrase) : phrase.verbs)),
  )
  // "a kettle that holds": the relative pronoun takes the number of the noun, as the title does.
  const agreed = name.plural ? inPlural(pattern) : pattern
  const text = fillSlots(agreed, {
    name: name.title,
    brand: brand?.text ?? '',
    Brand: brand?.text ?? '',
    noun,
    'adj noun': described,
    'Adj noun': capitalise(described),
    'a adj noun': `${article(described)} ${described}`,
    'A adj noun': `${capitalise(article(described))} ${described}`,
    'a new noun': `${article(noun)} ${noun}`,
    fronts,
    after: fronts,
    Fronts: capitalise(fronts),
    vps: () => coordinateVerbs(predicates, name.plural),
    nps: () => listText(cast.nouns.map((phrase) => phrase.fill(drawn(chooser, phrase.nouns)))),
  })
  const cited: Fact[] = []
  if (pattern.includes('{name}')) cited.push(name.titleFact)
  if (/\{brand\}/i.test(pattern) && brand !== null) cited.push(brand.fact)
  if (pattern.includes('noun}') && name.noun !== null) cited.push(name.noun.fact)
  return { segment: claim(text, [...cited, ...used.flatMap((phrase) => phrase.facts)]), used }
}

/** For a product with nothing but a name, a brand or a category. */
function bareOpening({ grammar, sheet, name, chooser, brand }: Parts): Segment {
  const { bare } = grammar.openings
  const category = sheet.byId.get('p_category')
  const brandIsNew = brand !== null && !name.title.toLowerCase().includes(brand.text.toLowerCase())
  const noun =
    name.noun !== null && !name.noun.inTitle && !name.noun.isMass && !name.plural ? name.noun : null
  const source = brandIsNew ? bare.branded : category === undefined ? bare.plain : bare.categorised
  const plans = source.filter((plan) => !plan.includes('{a new noun}') || noun !== null)
  const preferred = plans.filter((plan) => plan.includes('{a new noun}'))
  const plan = drawn(chooser, preferred.length > 0 ? preferred : plans) || bare.plain[0]
  const cited = [name.titleFact]
  if (plan.includes('{brand}') && brand !== null) cited.push(brand.fact)
  if (plan.includes('{category}') && category !== undefined) cited.push(category)
  if (plan.includes('{a new noun}') && noun !== null) cited.push(noun.fact)
  const text = fillSlots(name.plural ? inPlural(plan) : plan, {
    'a new noun': noun === null ? '' : `${article(noun.text)} ${noun.text}`,
    brand: brand?.text ?? '',
    category: categoryText(grammar, String(category?.value ?? '')),
    name: name.title,
  })
  return claim(text, cited)
}

/** "Chairs" → "chair" before "range"; holidays keep their capital. */
function categoryText(grammar: Grammar, category: string): string {
  const lower = category.toLowerCase()
  if (grammar.properNames.has(lower)) return capitalise(lower)
  const singular = singularOf(lower)
  return grammar.headNouns.has(singular) ? singular : category
}

function inPlural(pattern: string): string {
  return pattern
    .replace(/\bThis is\b/, 'These are')
    .replace(/\bthis (?=\{)/i, (word) => (word.startsWith('T') ? 'These ' : 'these '))
    .replace(/\bis\b/, 'are')
    .replace(/\bcomes\b/, 'come')
}

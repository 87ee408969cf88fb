/** The plan of a description: an opening with the weightiest facts, then one topic after the other, then the choice. */
import type { Fact, FactSheet } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { arrange, claim, type Subject } from './arrange.ts'
import { choiceSegments } from './choice.ts'
import { coordinateDenials, coordinateVerbs } from './coordinate.ts'
import type { Family, Grammar } from './grammar.ts'
import type { ProductName } from './words/noun.ts'
import type { Phrase } from './phrase.ts'
import type { Chooser } from './words/random.ts'
import { article, capitalise, valueText } from './words/wording.ts'

export interface Description {
  readonly grammar: Grammar
  readonly sheet: FactSheet
  readonly name: ProductName
  readonly chooser: Chooser
  /** Heaviest first. */
  readonly phrases: readonly Phrase[]
}

/** A text that says more than this is a specification in disguise. */
const PHRASES_MAX = 26
/** Attributes that are worded from their names alone; a few are enough. */
const GENERIC_WEIGHT = 3
const GENERIC_MAX = 6
const DENIALS_PER_SENTENCE = 3

/** `pdp.long`: everything worth saying. */
export function describeFully(description: Description): Segment[] {
  const { positive, negative } = selected(description.phrases)
  const lead = leadOf(positive)
  const rest = positive.filter((phrase) => !lead.includes(phrase))
  const { grammar } = description
  const body = grammar.groups.filter((group) => group !== 'assurance')
  const subject = subjectOf(description.name)
  return [
    openingSegment(description, lead),
    ...arrange(
      grammar,
      description.chooser,
      subject,
      body.flatMap((group) => rest.filter((phrase) => phrase.group === group)),
    ),
    ...cautionSegments(description, negative),
    ...arrange(
      grammar,
      description.chooser,
      subject,
      rest.filter((phrase) => phrase.group === 'assurance'),
    ),
    ...choiceSegments(description),
  ]
}

/** `pdp.short`: the opening, and one sentence more when there is something to say. */
export function describeBriefly(description: Description): Segment[] {
  const { positive } = selected(description.phrases)
  const lead = leadOf(positive)
  const rest = positive
    .filter((phrase) => !lead.includes(phrase) && phrase.weight > GENERIC_WEIGHT && phrase.group !== 'origin')
    .slice(0, 2)
  return [
    openingSegment(description, lead),
    ...arrange(description.grammar, description.chooser, subjectOf(description.name), rest).slice(0, 1),
  ]
}

function selected(phrases: readonly Phrase[]): { positive: Phrase[]; negative: Phrase[] } {
  const known = phrases.filter((phrase) => phrase.weight > GENERIC_WEIGHT)
  const generic = phrases
    .filter((phrase) => phrase.weight <= GENERIC_WEIGHT && !phrase.negative)
    .slice(0, GENERIC_MAX)
  const kept = [...known, ...generic].slice(0, PHRASES_MAX)
  return {
    positive: kept.filter((phrase) => !phrase.negative),
    negative: kept.filter((phrase) => phrase.negative),
  }
}

/** The two weightiest facts of different topics open the text; a long list opens it alone. */
function leadOf(phrases: readonly Phrase[]): Phrase[] {
  const spoken = phrases.filter((phrase) => phrase.verbs.length > 0)
  const telling = spoken.filter((phrase) => !['origin', 'assurance', 'care'].includes(phrase.group))
  const [first, ...others] = telling.length > 0 ? telling : spoken
  if (first === undefined) return []
  const second = others.find((phrase) => phrase.group !== first.group && phrase.weight >= 5) ?? others[0]
  return second === undefined ? [first] : [first, second]
}

function openingSegment(description: Description, lead: readonly Phrase[]): Segment {
  const { grammar, sheet, name, chooser } = description
  if (lead.length === 0) return bareOpening(description)
  const family = familyOf(grammar, sheet)
  const fronted = lead.findIndex((phrase) => phrase.fronts.length > 0)
  const isUsable = (plan: string) =>
    (!plan.includes('{Front}') || (fronted !== -1 && lead.length > 1)) &&
    (!plan.includes('{Place}') || family.place !== null) &&
    (!plan.includes('{a noun}') || (name.noun !== null && !name.plural)) &&
    (!plan.includes('{a new noun}') || (name.noun !== null && !name.noun.inTitle && !name.plural))
  const plans = family.family.openings.filter(isUsable)
  const plan = plans[chooser.below(plans.length)] ?? 'The {title} {vps}.'
  const frontPhrase = plan.includes('{Front}') ? lead[fronted] : undefined
  const predicates = lead.filter((phrase) => phrase !== frontPhrase)
  const verbs = predicates.map((phrase) => phrase.fill(drawn(chooser, phrase.verbs)))
  const cited: Fact[] = [name.titleFact, ...lead.flatMap((phrase) => phrase.facts)]
  if (plan.includes('{Place}') && family.place !== null) cited.push(family.place.fact)
  if (plan.includes('noun}') && name.noun !== null) cited.push(name.noun.fact)
  const noun = name.noun === null ? '' : `${article(name.noun.text)} ${name.noun.text}`
  const text = plan
    .replace('{Front}', () =>
      frontPhrase === undefined ? '' : frontPhrase.fill(drawn(chooser, frontPhrase.fronts)),
    )
    .replace('{Place}', () => family.place?.text ?? '')
    .replace(/\{a (?:new )?noun\}/, () => noun)
    .replace('{vps}', () => coordinateVerbs(verbs, name.plural && !plan.includes('noun}')))
    .replace(/\{(?:t|T)itle\}/, () => name.title)
  return claim(text, cited)
}

/** For a product with nothing but a name, a brand or a category. */
function bareOpening({ grammar, sheet, name, chooser }: Description): Segment {
  const brand = sheet.byId.get('p_brand')
  const leaf = sheet.byId.get('p_category')
  const noun = name.noun
  const brandIsNew =
    brand !== undefined && !name.title.toLowerCase().includes(String(brand.value).toLowerCase())
  const fits = (plan: string) =>
    !plan.includes('{a new noun}') || (noun !== null && !noun.inTitle && !name.plural)
  const source = brandIsNew
    ? grammar.bare.branded
    : leaf === undefined
      ? grammar.bare.plain
      : grammar.bare.categorised
  const plans = source.filter(fits)
  const plan = plans[chooser.below(plans.length)] ?? grammar.bare.plain[0]
  const cited = [name.titleFact]
  if (plan.includes('{brand}') && brand !== undefined) cited.push(brand)
  if (plan.includes('{category}') && leaf !== undefined) cited.push(leaf)
  if (plan.includes('{a new noun}') && noun !== null) cited.push(noun.fact)
  const text = plan
    .replace('{a new noun}', () => (noun === null ? '' : `${article(noun.text)} ${noun.text}`))
    .replace('{brand}', () => String(brand?.value ?? ''))
    .replace('{category}', () => (leaf === undefined ? '' : capitalise(valueText(grammar, leaf))))
    .replace('{title}', () => name.title)
  return claim(name.plural ? text.replace(' is ', ' are ').replace('This is', 'These are') : text, cited)
}

/** What the product is not or has not, said plainly: a stated No spares a return. */
function cautionSegments({ grammar, name, chooser }: Description, negative: readonly Phrase[]): Segment[] {
  const segments: Segment[] = []
  const subject = subjectOf(name)
  for (let start = 0; start < negative.length; start += DENIALS_PER_SENTENCE) {
    const group = negative.slice(start, start + DENIALS_PER_SENTENCE)
    const predicate = coordinateDenials(
      group.map((phrase) => drawn(chooser, phrase.verbs)),
      subject.plural,
    )
    const plan = start === 0 ? chooser.pick(grammar.cautionPlans) : grammar.cautionPlans[0]
    const spoken = start === 0 ? subject.noun : subject.pronoun
    const text = plan
      .replace('{S}', capitalise(spoken.text))
      .replace('{s}', spoken.text)
      .replace('{vps}', () => predicate)
    segments.push(claim(text, [...spoken.facts, ...group.flatMap((phrase) => phrase.facts)]))
  }
  return segments
}

function subjectOf(name: ProductName): Subject {
  const pronoun = { text: name.plural ? 'they' : 'it', facts: [] }
  if (name.noun === null || !name.noun.inTitle) return { pronoun, noun: pronoun, plural: name.plural }
  return { pronoun, noun: { text: `the ${name.noun.text}`, facts: [name.noun.fact] }, plural: name.plural }
}

function familyOf(
  grammar: Grammar,
  sheet: FactSheet,
): { family: Family; place: { text: string; fact: Fact } | null } {
  const levels = sheet.facts.filter((fact) => fact.attribute === 'category')
  for (const family of grammar.families) {
    for (const fact of levels) {
      const words = String(fact.value)
        .toLowerCase()
        .split(/[^\p{L}]+/u)
      if (!family.match.some((word) => words.includes(word))) continue
      return { family, place: family.place === undefined ? null : { text: family.place, fact } }
    }
  }
  const any = grammar.families.at(-1)
  if (any === undefined) throw new Error(`The grammar ${grammar.language} has no families.`)
  return { family: any, place: null }
}

function drawn(chooser: Chooser, patterns: readonly string[]): string {
  return patterns[chooser.below(patterns.length)] ?? ''
}

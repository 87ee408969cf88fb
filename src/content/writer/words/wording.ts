/** Words for values: numbers, units, lists, determiners, agreement. The rules are the language's data. */
import type { Fact } from '../../facts/fact.ts'
import type { Grammar, UnitWording } from '../grammar.ts'
import type { Gender } from '../morphology.ts'

/** 22000 → "22,000"; 1.7 → "1.7", "1,7" in German. */
export function formatNumber({ morphology }: Pick<Grammar, 'morphology'>, value: number): string {
  const text = String(Math.round(value * 1e6) / 1e6)
  const [whole = '', fraction] = text.split('.')
  const isLong = whole.replace('-', '').length >= morphology.thousandsFrom
  const grouped = isLong ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, morphology.thousands) : whole
  return fraction === undefined ? grouped : `${grouped}${morphology.decimal}${fraction}`
}

export function unitWording(grammar: Pick<Grammar, 'units'>, unit: string): UnitWording {
  return grammar.units.get(unit) ?? { one: unit, many: unit, before: unit, joiner: ' ', space: ' ' }
}

/** The value as it stands after a verb: "1.7 litres", "stainless steel", "12". */
export function valueText(grammar: Grammar, fact: Fact): string {
  if (typeof fact.value !== 'number') return String(fact.value)
  if (fact.unit === null) return formatNumber(grammar, fact.value)
  const unit = unitWording(grammar, fact.unit)
  return `${formatNumber(grammar, fact.value)}${unit.space}${fact.value === 1 ? unit.one : unit.many}`
}

/** The value after a preposition: "6 Jahren"; as after a verb where units are not inflected. */
export function obliqueText(grammar: Grammar, fact: Fact): string {
  if (typeof fact.value !== 'number' || fact.unit === null || fact.value === 1)
    return valueText(grammar, fact)
  const unit = unitWording(grammar, fact.unit)
  return `${formatNumber(grammar, fact.value)}${unit.space}${unit.oblique ?? unit.many}`
}

/** The value before a noun: "1.7-litre", "75 cm", "stainless steel". */
export function modifierText(grammar: Grammar, fact: Fact): string {
  if (typeof fact.value !== 'number' || fact.unit === null) return valueText(grammar, fact)
  const unit = unitWording(grammar, fact.unit)
  return `${formatNumber(grammar, fact.value)}${unit.joiner}${unit.before}`
}

/** "a, b and c" */
export function listText({ morphology }: Pick<Grammar, 'morphology'>, items: readonly string[]): string {
  return listWith(morphology.and, items)
}

/** "a, b or c" */
export function alternativesText(
  { morphology }: Pick<Grammar, 'morphology'>,
  items: readonly string[],
): string {
  return listWith(morphology.or, items)
}

function listWith(joiner: string, items: readonly string[]): string {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return last ?? ''
  return `${items.slice(0, -1).join(', ')} ${joiner} ${last}`
}

/** "a" or "an", "der" or "die": the word alone; undefined when the language or the gender gives none. */
export function determinerOf(
  { morphology }: Pick<Grammar, 'morphology'>,
  name: string,
  next: string,
  gender: Gender | 'plural' | null,
): string | undefined {
  const determiner = morphology.determiners[name]
  if (gender === 'plural') return determiner?.plural
  if (determiner?.bySound !== undefined)
    return determiner.bySound.find(([pattern]) => pattern.test(next))?.[1]
  return gender === null ? undefined : determiner?.byGender?.[gender]
}

/** The word with its determiner; the word alone when there is none. */
export function withDeterminer(
  grammar: Pick<Grammar, 'morphology'>,
  name: string,
  text: string,
  gender: Gender | 'plural' | null = null,
): string {
  const word = determinerOf(grammar, name, text, gender)
  return word === undefined || word === '' ? text : `${word} ${text}`
}

/** A verb phrase in the plural: "has a lid" → "have a lid". */
export function pluralVerbPhrase({ morphology }: Pick<Grammar, 'morphology'>, phrase: string): string {
  const [verb = '', ...rest] = phrase.split(' ')
  return [pluralVerb(morphology, verb), ...rest].join(' ')
}

export function pluralVerb(morphology: Grammar['morphology'], verb: string): string {
  const known = morphology.pluralVerbs.get(verb)
  if (known !== undefined) return known
  const rule = morphology.pluralVerbRules.find(([pattern]) => pattern.test(verb))
  return rule === undefined ? verb : verb.replace(rule[0], rule[1])
}

/** "pH value" and "iPhone" keep their first letter. */
export function capitalise(text: string): string {
  if (/^\p{Ll}\p{Lu}/u.test(text)) return text
  return text.charAt(0).toUpperCase() + text.slice(1)
}

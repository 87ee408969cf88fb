/** Words for values: numbers, units, lists, articles, number agreement. English rules; a language brings its own. */
import type { Fact } from '../../facts/fact.ts'
import type { Grammar, UnitWording } from '../grammar.ts'

/** 22000 → "22,000"; 1.7 → "1.7". Four digits and more get separators, as English style guides ask. */
export function formatNumber(value: number): string {
  const text = String(Math.round(value * 1e6) / 1e6)
  const [whole = '', fraction] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

export function unitWording(grammar: Grammar, unit: string): UnitWording {
  return grammar.units.get(unit) ?? { one: unit, many: unit, before: unit, joiner: ' ', space: ' ' }
}

/** The value as it stands after a verb: "1.7 litres", "stainless steel", "12". */
export function valueText(grammar: Grammar, fact: Fact): string {
  if (typeof fact.value !== 'number') return String(fact.value)
  if (fact.unit === null) return formatNumber(fact.value)
  const unit = unitWording(grammar, fact.unit)
  return `${formatNumber(fact.value)}${unit.space}${fact.value === 1 ? unit.one : unit.many}`
}

/** The value before a noun: "1.7-litre", "75 cm", "stainless steel". */
export function modifierText(grammar: Grammar, fact: Fact): string {
  if (typeof fact.value !== 'number' || fact.unit === null) return valueText(grammar, fact)
  const unit = unitWording(grammar, fact.unit)
  return `${formatNumber(fact.value)}${unit.joiner}${unit.before}`
}

/** "a, b and c" */
export function listText(items: readonly string[]): string {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return last ?? ''
  return `${items.slice(0, -1).join(', ')} and ${last}`
}

/** "a" or "an", by the sound a reader hears: "an 8-hour", "a USB", "an LED". */
export function article(next: string): 'a' | 'an' {
  if (/^(?:8|11(?!\d)|18(?!\d)|11,|18,)/.test(next)) return 'an'
  if (/^[A-Z]{2,}\b|^[A-Z]+\d/.test(next)) return /^[AEFHILMNORSX]/.test(next) ? 'an' : 'a'
  if (/^(?:uni(?!n)|use|usa|uti|eu|one\b)|^U[A-Z]/.test(next)) return 'a'
  return /^(?:[aeiou]|hour|honest)/i.test(next) ? 'an' : 'a'
}

const pluralVerbs: ReadonlyMap<string, string> = new Map([
  ['is', 'are'],
  ['has', 'have'],
  ['does', 'do'],
  ['can', 'can'],
  ['cannot', 'cannot'],
  ['must', 'must'],
  ['reaches', 'reach'],
  ['carries', 'carry'],
  ['refreshes', 'refresh'],
])

/** A verb phrase in the plural: "has a lid" → "have a lid". */
export function pluralVerbPhrase(phrase: string): string {
  const [verb = '', ...rest] = phrase.split(' ')
  return [pluralVerbs.get(verb) ?? verb.replace(/s$/, ''), ...rest].join(' ')
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

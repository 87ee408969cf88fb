/** From facts to phrases: what can be said about each fact, before anything is arranged into sentences. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { mustSay } from '../../facts/must-say.ts'
import type { Combination, Family, Grammar } from '../grammar.ts'
import { isHeavy } from '../realise/coordinate.ts'
import { canFill, fillValues, type ValueOf } from '../words/fill-slots.ts'
import { spokenValue, type SpokenValue } from '../words/spoken-value.ts'
import { formatNumber } from '../words/wording.ts'
import { attributePhrase } from './attribute-phrase.ts'
import type { Phrase } from './phrase.ts'

/** Every phrase the sayable facts of the product allow, heaviest first. Deterministic. */
export function phrasesOf(
  grammar: Grammar,
  sheet: FactSheet,
  title: string,
  { only, family }: { readonly only?: ReadonlySet<string> | undefined; readonly family: Family | null },
): Phrase[] {
  const byAttribute = sayableAttributes(sheet, only)
  const demanded = new Set(mustSay(sheet).map(({ attribute }) => attribute))
  const said = title.toLowerCase()
  for (const name of grammar.titleAttributes) {
    const [fact] = byAttribute.get(name) ?? []
    if (fact !== undefined && !demanded.has(name) && said.includes(String(fact.value).toLowerCase()))
      byAttribute.delete(name)
  }
  const phrases: Phrase[] = []
  for (const combination of grammar.combinations) {
    const phrase = combinationPhrase(grammar, sheet, combination, byAttribute, demanded)
    if (phrase === undefined) continue
    phrases.push(phrase)
    for (const name of combination.of) byAttribute.delete(name)
  }
  for (const [name, facts] of byAttribute) {
    const phrase = attributePhrase(grammar, sheet, name, facts, demanded.has(name))
    if (phrase !== undefined) phrases.push(phrase)
  }
  return phrases.map((phrase) => decided(phrase, family)).sort((a, b) => b.weight - a.weight)
}

/** What decides this kind of purchase weighs more. */
function decided(phrase: Phrase, family: Family | null): Phrase {
  const extra = Math.max(0, ...phrase.facts.map((fact) => family?.decisive[fact.attribute] ?? 0))
  return extra === 0 ? phrase : { ...phrase, weight: phrase.weight + extra }
}

function sayableAttributes(sheet: FactSheet, only: ReadonlySet<string> | undefined): Map<string, Fact[]> {
  const subject = `product:${sheet.product}`
  const byAttribute = new Map<string, Fact[]>()
  for (const fact of sheet.facts) {
    if (fact.subject !== subject || !/^[ac]_/.test(fact.id) || sheet.unsayable.has(fact.id)) continue
    if (only !== undefined && !only.has(fact.id)) continue
    const list = byAttribute.get(fact.attribute)
    // A converted value ("c_", 72 months as 6 years) takes the place of the one it was computed from.
    if (list === undefined || fact.id.startsWith('c_')) byAttribute.set(fact.attribute, [fact])
    else list.push(fact)
  }
  return byAttribute
}

function combinationPhrase(
  grammar: Grammar,
  sheet: FactSheet,
  combination: Combination,
  byAttribute: ReadonlyMap<string, readonly Fact[]>,
  demanded: ReadonlySet<string>,
): Phrase | undefined {
  const facts = combinedFacts(combination, byAttribute)
  if (facts === undefined) return undefined
  const values = new Map<string, SpokenValue>()
  for (const fact of facts) {
    const value = spokenValue(grammar, sheet, grammar.attributes.get(fact.attribute), fact)
    if (value === null) return undefined
    values.set(fact.attribute, value)
  }
  const bareOf = (name: string): SpokenValue | undefined => {
    const fact = facts.find((candidate) => candidate.attribute === name)
    if (fact === undefined) return undefined
    const text = typeof fact.value === 'number' ? formatNumber(grammar, fact.value) : String(fact.value)
    return { text, modifier: text, oblique: text, gender: null, stem: null }
  }
  const valueOf: ValueOf = (name, form) => (form === '#' ? bareOf(name) : values.get(name))
  const usable = (patterns: readonly string[] = []) =>
    patterns.filter((pattern) => canFill(grammar, pattern, valueOf))
  const fill = (pattern: string) => fillValues(grammar, pattern, valueOf)
  const verbs = usable(combination.say)
  if (verbs.length === 0) return undefined
  return {
    facts,
    group: combination.group,
    weight: combination.weight,
    verbs,
    nouns: usable(combination.with),
    fronts: usable(combination.front),
    wholes: usable(combination.whole),
    lines: usable(combination.line),
    adjective: null,
    mustSay: combination.of.some((name) => demanded.has(name)),
    negative: false,
    clause: null,
    fill,
    heavy: verbs.some((pattern) => isHeavy(grammar, fill(pattern))),
  }
}

/** The facts of a combination, when each is there once; numbers that are said in one unit must share it. */
function combinedFacts(
  combination: Combination,
  byAttribute: ReadonlyMap<string, readonly Fact[]>,
): Fact[] | undefined {
  const facts: Fact[] = []
  for (const name of combination.of) {
    const [fact, second] = byAttribute.get(name) ?? []
    if (fact === undefined || second !== undefined || typeof fact.value === 'boolean') return undefined
    if (typeof fact.value === 'number' && fact.unit === null && !combination.counts?.includes(name))
      return undefined
    facts.push(fact)
  }
  const sharesUnit = combination.say.some((pattern) => pattern.includes('#}'))
  if (sharesUnit && facts.some((fact) => typeof fact.value !== 'number')) return undefined
  return sharesUnit && new Set(facts.map((fact) => fact.unit)).size > 1 ? undefined : facts
}

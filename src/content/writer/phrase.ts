/** From facts to phrases: what can be said about each fact, before anything is arranged into sentences. */
import type { Fact, FactSheet } from '../facts/fact.ts'
import { isHeavy } from './coordinate.ts'
import { genericWording, isSpeakable, labelOf } from './words/generic-wording.ts'
import type { AttributeWording, Combination, Grammar, GroupName } from './grammar.ts'
import { article, listText, modifierText, valueText } from './words/wording.ts'

export interface Phrase {
  readonly facts: readonly Fact[]
  readonly group: GroupName
  readonly weight: number
  /** Wordings still holding their slots; the one that is drawn gets filled. */
  readonly verbs: readonly string[]
  readonly nouns: readonly string[]
  readonly fronts: readonly string[]
  /** Complete sentences for when the phrase stands alone. */
  readonly wholes: readonly string[]
  /** "cordless", when the fact is a quality that can stand before a noun. */
  readonly adjective: string | null
  /** A stated No. */
  readonly negative: boolean
  /** An attribute without verb: its name and value, said as "The … is …". */
  readonly clause: { readonly label: string; readonly value: string } | null
  readonly fill: (pattern: string) => string
  /** Its words hold a comma or "and", so a sentence takes one of it at most. */
  readonly heavy: boolean
}

/** A list longer than this reads like a table; the longest values are left to the specification. */
const LIST_ITEMS_MAX = 6
const VALUE_CHARS_MAX = 70

/** Every phrase the sayable facts of the product allow, heaviest first. Deterministic. */
export function phrasesOf(grammar: Grammar, sheet: FactSheet, title: string): Phrase[] {
  const byAttribute = sayableAttributes(sheet)
  const said = title.toLowerCase()
  for (const name of grammar.titleAttributes) {
    const [fact] = byAttribute.get(name) ?? []
    if (fact !== undefined && said.includes(String(fact.value).toLowerCase())) byAttribute.delete(name)
  }
  const phrases: Phrase[] = []
  for (const combination of grammar.combinations) {
    const facts = combinedFacts(combination, byAttribute)
    if (facts === undefined) continue
    phrases.push(combinationPhrase(grammar, combination, facts))
    for (const name of combination.of) byAttribute.delete(name)
  }
  for (const [name, facts] of byAttribute) {
    const phrase = attributePhrase(grammar, name, facts)
    if (phrase !== undefined) phrases.push(phrase)
  }
  return phrases.sort((a, b) => b.weight - a.weight)
}

function sayableAttributes(sheet: FactSheet): Map<string, Fact[]> {
  const subject = `product:${sheet.product}`
  const byAttribute = new Map<string, Fact[]>()
  for (const fact of sheet.facts) {
    if (fact.subject !== subject || !/^[ac]_/.test(fact.id) || sheet.unsayable.has(fact.id)) continue
    const list = byAttribute.get(fact.attribute)
    // A converted value ("c_", 72 months as 6 years) takes the place of the one it was computed from.
    if (list === undefined || fact.id.startsWith('c_')) byAttribute.set(fact.attribute, [fact])
    else list.push(fact)
  }
  return byAttribute
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
    if (typeof fact.value === 'number' && fact.unit === null) return undefined
    facts.push(fact)
  }
  const sharesUnit = combination.say.some((pattern) => pattern.includes('#}'))
  if (sharesUnit && facts.some((fact) => typeof fact.value !== 'number')) return undefined
  return sharesUnit && new Set(facts.map((fact) => fact.unit)).size > 1 ? undefined : facts
}

function combinationPhrase(grammar: Grammar, combination: Combination, facts: readonly Fact[]): Phrase {
  const fill = (pattern: string) =>
    pattern.replace(
      /(\ba )?\{(\w+)([#~]?)\}/g,
      (slot, indefinite: string | undefined, name: string, form: string) => {
        const fact = facts[combination.of.indexOf(name)]
        if (fact === undefined) return slot
        const text =
          form === '~'
            ? modifierText(grammar, fact)
            : spokenText(grammar, form === '#' ? { ...fact, unit: null } : fact)
        return indefinite === undefined ? text : withArticle(text)
      },
    )
  return {
    facts,
    group: combination.group,
    weight: combination.weight,
    wholes: combination.whole ?? [],
    adjective: null,
    negative: false,
    clause: null,
    fill,
    verbs: combination.say,
    nouns: combination.with ?? [],
    fronts: combination.front ?? [],
    heavy: combination.say.some((pattern) => isHeavy(fill(pattern))),
  }
}

function attributePhrase(grammar: Grammar, name: string, facts: readonly Fact[]): Phrase | undefined {
  const [first] = facts
  if (first === undefined) return undefined
  const wording = grammar.attributes.get(name) ?? genericWording(first)
  if (typeof first.value === 'boolean') return flagPhrase(wording, first, first.value)
  const words = facts.map((fact) => spokenValue(grammar, wording, fact))
  if (words.includes(null)) return undefined
  const value = listText(words.flatMap((word) => word ?? []))
  if (facts.length > LIST_ITEMS_MAX || value.length > VALUE_CHARS_MAX) return undefined
  if (wording === undefined) return clausePhrase(name, value, facts)
  if (wording.say === undefined || wording.say.length === 0) return undefined
  // "1 doors" and the like: a count of one takes the singular noun that follows its slot.
  const isOne = first.value === 1 && first.unit === null
  const singular = (pattern: string) =>
    isOne ? pattern.replace(/\{v\} ((?:\w+ )*\w+?)s(?=$| )/, '{v} $1') : pattern
  const modifier =
    facts.length === 1 && typeof first.value === 'number' ? modifierText(grammar, first) : value
  const fill = (pattern: string) => fillValue(singular(pattern), value, modifier)
  return {
    facts,
    group: wording.group,
    weight: wording.weight,
    wholes: wording.whole ?? [],
    adjective: null,
    negative: false,
    clause: null,
    fill,
    verbs: wording.say,
    nouns: wording.with ?? [],
    fronts: wording.front ?? [],
    heavy: isHeavy(value),
  }
}

/** The value in words; null when this attribute leaves it unsaid. */
function spokenValue(grammar: Grammar, wording: AttributeWording | undefined, fact: Fact): string | null {
  const text = valueText(grammar, fact)
  const replaced = wording?.values?.[text]
  return replaced !== undefined ? replaced : spokenText(grammar, fact)
}

function spokenText(grammar: Grammar, fact: Fact): string {
  const text = valueText(grammar, fact)
  if (grammar.definiteNames.has(text)) return `the ${text}`
  return grammar.commonValues.has(fact.attribute) ? inRunningText(text) : text
}

/** "Rounded rectangle" → "rounded rectangle", "Black,Transparent" → "black and transparent"; names and "PVC" stay. */
function inRunningText(text: string): string {
  const parts = /\d/.test(text) ? [text] : text.split(/\s*,\s*/)
  return listText(
    parts.map((part) => (/^\p{Lu}\p{Ll}+/u.test(part) ? part.charAt(0).toLowerCase() + part.slice(1) : part)),
  )
}

function flagPhrase(wording: AttributeWording | undefined, fact: Fact, isYes: boolean): Phrase | undefined {
  const verbs = isYes ? wording?.yes : wording?.no
  if (wording === undefined || verbs === undefined || verbs.length === 0) return undefined
  return {
    facts: [fact],
    group: wording.group,
    weight: wording.weight,
    wholes: isYes ? (wording.whole ?? []) : [],
    adjective: isYes ? adjectiveOf(verbs) : null,
    negative: !isYes && !verbs.some((verb) => /^(?:needs|contains) no /.test(verb)),
    clause: null,
    verbs,
    nouns: isYes ? (wording.with ?? []) : [],
    fronts: [],
    heavy: false,
    fill: (pattern) => pattern,
  }
}

/** "is dishwasher safe" → "dishwasher safe". */
function adjectiveOf(verbs: readonly string[]): string | null {
  const quality =
    /^is ((?:[\w-]+ )?[\w-]*(?:less|able|ible|ed|proof|safe|free|resistant|ready|ing|ic|an|tested))$/
  for (const verb of verbs) {
    const match = quality.exec(verb)
    if (match?.[1] !== undefined) return match[1]
  }
  return null
}

function clausePhrase(name: string, value: string, facts: readonly Fact[]): Phrase | undefined {
  const label = labelOf(name)
  if (label.length > 40 || value.length > 40 || !isSpeakable(label)) return undefined
  return {
    facts,
    group: 'performance',
    weight: 2,
    verbs: [],
    nouns: [],
    fronts: [],
    wholes: [],
    adjective: null,
    negative: false,
    clause: { label, value },
    heavy: false,
    fill: (pattern) => pattern,
  }
}

/** A value that ends in the noun of its wording says it once: "flat weave", not "flat weave weave". */
function fillValue(pattern: string, value: string, modifier: string): string {
  return pattern
    .replace(/\b(a|A) \{(v|m)\}/g, (_slot, _article, slot: string) =>
      withArticle(slot === 'v' ? value : modifier),
    )
    .replaceAll('{a v}', () => withArticle(value))
    .replaceAll('{v}', () => value)
    .replaceAll('{m}', () => modifier)
    .replace(/(\w*(\w{4,})) \2\b/g, '$1')
}

function withArticle(text: string): string {
  return `${article(text)} ${text}`
}

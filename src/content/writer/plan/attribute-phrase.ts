/** The phrase of one attribute: a value, a list of values, or a stated Yes or No. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { AttributeWording, Grammar } from '../grammar.ts'
import { isHeavy } from '../realise/coordinate.ts'
import { canFill, fillValues, type ValueOf } from '../words/fill-slots.ts'
import { genericWording, isSpeakable, labelOf } from '../words/generic-wording.ts'
import { firstWording } from '../words/open-words.ts'
import { spokenValue, type SpokenValue } from '../words/spoken-value.ts'
import { listText } from '../words/wording.ts'
import type { Phrase } from './phrase.ts'

/** A list longer than this reads like a table; the longest values are left to the specification. */
const LIST_ITEMS_MAX = 6
const VALUE_CHARS_MAX = 70
/** What a text must say may be longer: a list of compatible models is why people come. */
const MUST_ITEMS_MAX = 12
const MUST_CHARS_MAX = 400
/** Brackets and slashes are table language: what can be said plainly comes first. */
const tangled = /[(/@]/
const TANGLED_CHARS_MAX = 40
const TANGLED_WEIGHT = 4
/** Words of an attribute without wording: its name and value must be short to be read. */
const CLAUSE_CHARS_MAX = 40

/** Undefined when the language has no good words for it: unsaid is better than stiff. */
export function attributePhrase(
  grammar: Grammar,
  sheet: FactSheet,
  name: string,
  facts: readonly Fact[],
  mustSay: boolean,
): Phrase | undefined {
  const [first] = facts
  if (first === undefined) return undefined
  const wording = grammar.attributes.get(name) ?? genericWording(grammar, first)
  if (typeof first.value === 'boolean') return flagPhrase(grammar, wording, first, first.value, mustSay)
  const [itemsMax, charsMax] = mustSay ? [MUST_ITEMS_MAX, MUST_CHARS_MAX] : [LIST_ITEMS_MAX, VALUE_CHARS_MAX]
  // Of a long list that must be said the leading items are; each item is a fact of its own.
  const worth = wording?.head === true ? facts.slice(0, 1) : facts
  const kept = mustSay ? leading(facts, itemsMax, charsMax) : worth
  if (kept.length > itemsMax) return undefined
  const spoken = spokenValues(grammar, sheet, wording, kept)
  if (spoken === null || spoken.text.length > charsMax) return undefined
  if (!mustSay && tangled.test(spoken.text) && spoken.text.length > TANGLED_CHARS_MAX) return undefined
  // Words that say there is none stand ill behind a verb that says there is.
  if (!mustSay && /^no \p{Ll}/iu.test(spoken.text)) return undefined
  if (wording === undefined) return clausePhrase(grammar, name, spoken.text, kept, mustSay)
  const valueOf: ValueOf = (slot) => (slot === 'v' || slot === 'm' ? spoken : undefined)
  const usable = (patterns: readonly string[] = []) =>
    patterns.filter((pattern) => canFill(grammar, pattern, valueOf))
  const verbs = usable(wording.say)
  if (verbs.length === 0) return undefined
  const isOne = first.value === 1 && first.unit === null
  return {
    ...emptyPhrase(kept, wording),
    ...(!mustSay && tangled.test(spoken.text) && { weight: Math.min(wording.weight, TANGLED_WEIGHT) }),
    mustSay,
    verbs,
    nouns: usable(wording.with),
    fronts: usable(wording.front),
    wholes: usable(wording.whole),
    lines: usable(wording.line),
    fill: (pattern) => fillValues(grammar, isOne ? forOne(grammar, pattern) : pattern, valueOf),
    heavy: isHeavy(grammar, spoken.text),
  }
}

function leading(facts: readonly Fact[], itemsMax: number, charsMax: number): readonly Fact[] {
  let chars = 0
  return facts.slice(0, itemsMax).filter((fact) => (chars += String(fact.value).length + 2) <= charsMax)
}

/** One value, or all of a list joined; null when this language leaves any of them unsaid. */
function spokenValues(
  grammar: Grammar,
  sheet: FactSheet,
  wording: AttributeWording | undefined,
  facts: readonly Fact[],
): SpokenValue | null {
  const values: SpokenValue[] = []
  for (const fact of facts) {
    const value = spokenValue(grammar, sheet, wording, fact)
    if (value === null || stammer.test(value.text)) return null
    values.push(value)
  }
  const [only, second] = values
  if (only === undefined) return null
  if (second === undefined) return only
  const text = listText(
    grammar,
    values.map((value) => value.text),
  )
  return { text, modifier: text, oblique: text, gender: null, stem: null }
}

/** "Media Center Edition Edition": a slip of the feed that no sentence should repeat. */
const stammer = /(?<!\p{L})(\p{L}{4,}) \1(?!\p{L})/u

function forOne({ morphology }: Grammar, pattern: string): string {
  const rule = morphology.singularAfterCount
  return rule === null ? pattern : pattern.replace(rule[0], rule[1])
}

function flagPhrase(
  grammar: Grammar,
  wording: AttributeWording | undefined,
  fact: Fact,
  isYes: boolean,
  mustSay: boolean,
): Phrase | undefined {
  const verbs = isYes ? wording?.yes : wording?.no
  if (wording === undefined || verbs === undefined || verbs.length === 0) return undefined
  const { goodDenials } = grammar.morphology
  return {
    ...emptyPhrase([fact], wording),
    mustSay,
    wholes: isYes ? (wording.whole ?? []) : [],
    lines: isYes ? (wording.line ?? []) : [],
    adjective: isYes ? (wording.quality ?? qualityOf(grammar, verbs)) : null,
    negative: !isYes && !verbs.some((verb) => goodDenials.test(verb)),
    verbs,
    nouns: isYes ? (wording.with ?? []) : [],
  }
}

/** "is dishwasher safe" → "dishwasher safe". */
function qualityOf({ morphology }: Grammar, verbs: readonly string[]): string | null {
  if (morphology.quality === null) return null
  for (const verb of verbs) {
    const match = morphology.quality.exec(verb)
    if (match?.[1] !== undefined) return match[1]
  }
  return null
}

function clausePhrase(
  grammar: Grammar,
  name: string,
  value: string,
  facts: readonly Fact[],
  mustSay: boolean,
): Phrase | undefined {
  const label = labelOf(name)
  const isSpoken =
    mustSay ||
    (!grammar.morphology.unspokenLabels.test(label) &&
      facts.every(({ value: one }) => typeof one === 'string'))
  const isShort = label.length <= CLAUSE_CHARS_MAX && (mustSay || isPlainValue(value))
  if (grammar.clausePlans === null || !isSpoken || !isShort || !isSpeakable(label)) return undefined
  return {
    ...emptyPhrase(facts, { group: 'performance', weight: 2 }),
    mustSay,
    clause: { label, value },
  }
}

/** A value that reads well after "is": short, no list, no alternatives, no remark in brackets. */
function isPlainValue(value: string): boolean {
  return value.length <= CLAUSE_CHARS_MAX && !/[,;/()|]|\bnot?\b/i.test(value)
}

function emptyPhrase(
  facts: readonly Fact[],
  { group, weight }: Pick<AttributeWording, 'group' | 'weight'>,
): Phrase {
  return {
    facts,
    group,
    weight,
    verbs: [],
    nouns: [],
    fronts: [],
    wholes: [],
    lines: [],
    adjective: null,
    mustSay: false,
    negative: false,
    clause: null,
    fill: firstWording,
    heavy: false,
  }
}

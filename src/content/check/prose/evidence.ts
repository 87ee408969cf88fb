/**
 * The facts of a product as prose is compared with them: each with the words of its name, its value in lower case,
 * its quantities, and whether it says Yes, No or nothing at all. Built once per text.
 */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { quantitiesIn, type QuantityMention } from './quantity-mention.ts'

export interface Evidence {
  readonly fact: Fact
  /** "sound 3 5mm jack" */
  readonly label: string
  /** Value and unit as text, original case. */
  readonly value: string
  readonly polarity: 'yes' | 'no' | 'unknown' | 'value'
  /** Name and value in lower case; empty for a stated No, which supports nothing. */
  readonly support: string
  readonly quantities: readonly QuantityMention[]
}

export interface EvidenceIndex {
  readonly all: readonly Evidence[]
  /** Every supporting text of the sheet, lower case, one fact a line. */
  readonly support: string
  /** `support` without blanks, hyphens and punctuation, for codes such as "Cortex-A7". */
  readonly squeezed: string
  /** Every number that stands anywhere in a fact. */
  readonly numbers: ReadonlySet<number>
  /** Numbers in the names of attributes: the 3.5 of "3.5mm jack". */
  readonly labelNumbers: ReadonlySet<number>
  readonly title: string
  /** True when the catalogue states more than a name: without facts nothing can be contradicted. */
  readonly hasFacts: boolean
}

const unknownValue = /^(?:unspecified|unknown|n\/?a|tbc|tba|to be (?:confirmed|announced)|-+|\?+|\s*)$/i
const noValue = /^(?:no|none|not (?:available|supported|applicable|included))\b(?!\s*\d)/i
const yesValue = /^(?:yes|true)\b/i

const indexes = new WeakMap<FactSheet, EvidenceIndex>()

/** Kept as long as the sheet is: a product has several texts. */
export function indexEvidence(sheet: FactSheet): EvidenceIndex {
  const known = indexes.get(sheet)
  if (known !== undefined) return known
  const index = buildIndex(sheet)
  indexes.set(sheet, index)
  return index
}

function buildIndex(sheet: FactSheet): EvidenceIndex {
  const all = sheet.facts.filter((fact) => !isMoney(fact)).map(evidenceOf)
  const support = all.map((evidence) => evidence.support).join('\n')
  return {
    all,
    support,
    squeezed: squeeze(support),
    numbers: numbersOf(sheet.facts),
    labelNumbers: new Set(
      sheet.facts.flatMap(({ attribute }) =>
        [...spelledLabel(attribute).matchAll(/\d+(?:\.\d+)?/g)].map(([digits]) => Number(digits)),
      ),
    ),
    title: all
      .filter(({ fact }) => fact.id === 'p_title' || fact.id === 'p_brand')
      .map(({ value }) => value)
      .join(' '),
    hasFacts: all.some(({ fact }) => !fact.id.startsWith('p_') && fact.source === 'catalog'),
  }
}

/** Letters and digits alone: "Cortex-A7" and "cortex a7" are one code. */
export function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}\n]+/gu, '')
}

function evidenceOf(fact: Fact): Evidence {
  const label = fact.attribute.replace(/^option\./, '').replace(/[_./]+/g, ' ')
  const value =
    typeof fact.value === 'boolean'
      ? fact.value
        ? 'Yes'
        : 'No'
      : `${String(fact.value)}${fact.unit === null ? '' : ` ${fact.unit}`}`
  const polarity = polarityOf(value)
  let quantities: readonly QuantityMention[] | undefined
  const isSupport = polarity === 'yes' || polarity === 'value'
  return {
    fact,
    label,
    value,
    polarity,
    support: isSupport ? `${label}: ${value}`.toLowerCase() : '',
    // Read when first asked for: a text without numbers asks for none.
    get quantities() {
      quantities ??= quantitiesIn(value)
      return quantities
    },
  }
}

function polarityOf(value: string): Evidence['polarity'] {
  if (unknownValue.test(value)) return 'unknown'
  if (noValue.test(value)) return 'no'
  return yesValue.test(value) ? 'yes' : 'value'
}

function isMoney(fact: Fact): boolean {
  return typeof fact.value === 'number' && fact.unit !== null && /^[A-Z]{3}$/.test(fact.unit)
}

function numbersOf(facts: readonly Fact[]): Set<number> {
  const numbers = new Set<number>()
  for (const fact of facts) {
    const isAmount = isMoney(fact) && typeof fact.value === 'number'
    if (isAmount) numbers.add(fact.value / 100)
    for (const text of [String(fact.value), spelledLabel(fact.attribute)]) {
      for (const [digits] of text.matchAll(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/g))
        numbers.add(Number(digits.replace(/,(?=\d{3})/g, '')))
      for (const { value } of quantitiesIn(text)) if (!Number.isNaN(value)) numbers.add(value)
    }
  }
  return numbers
}

/** "3_5mm_jack" as the catalogue wrote it: "3.5mm_jack". */
function spelledLabel(attribute: string): string {
  return attribute.replace(/(\d)_(?=\d)/g, '$1.')
}

/** F03, F04, F05, P01: every number of a sentence, with its unit, must be what a cited fact states. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { FindingCode } from '../finding.ts'
import type { Licence } from './licence/licence.ts'
import type { Lexicon } from './lexicon/lexicon.ts'
import type { NumberMention } from './text/number-mentions.ts'
import type { Reading } from './text/reading.ts'
import { agrees } from '../../facts/quantity/agree.ts'
import { dimensionOf } from '../../facts/quantity/convert.ts'
import { canonicalUnit } from '../../facts/quantity/unit-spelling.ts'

/** A number with the facts that license it, or the code of what is wrong with it. */
export interface JudgedNumber {
  readonly mention: NumberMention
  readonly by: readonly Licence[]
  readonly code: FindingCode | null
  /** Part of an attribute's name: the "2.0" of "USB 2.0 ports". */
  readonly isLabel: boolean
}

export function judgeNumbers(
  mentions: readonly NumberMention[],
  reading: Reading,
  sheet: FactSheet,
  lexicon: Lexicon,
): JudgedNumber[] {
  return mentions.flatMap((mention): JudgedNumber[] => {
    const label = labelAround(mention, reading)
    if (label !== undefined) return [{ mention, by: [label], code: null, isLabel: true }]
    const by = licensing(mention, reading, lexicon)
    if (by.length > 0) return [{ mention, by, code: null, isLabel: false }]
    if (mention.isWord && isPlainWord(mention, reading)) return []
    return [{ mention, by: [], code: codeOf(mention, reading, sheet), isLabel: false }]
  })
}

function labelAround({ index }: NumberMention, { runs }: Reading): Licence | undefined {
  const run = runs[index]
  return run !== undefined && !run.isValue && run.length >= 2 && run.begin < index ? run.licence : undefined
}

/** "One" and "double" are words before they are numbers, where a cited wording or the language has them. */
function isPlainWord({ index }: NumberMention, reading: Reading): boolean {
  return (
    reading.isLicensed[index] === true ||
    reading.isNeutral[index] === true ||
    reading.runs[index] !== undefined
  )
}

function licensing(mention: NumberMention, reading: Reading, lexicon: Lexicon): Licence[] {
  const quoted = quotedBy(mention, reading, lexicon)
  const stated = reading.cited.filter((licence) =>
    mention.currency === null ? isStatedBy(licence, mention, lexicon) : isAmount(licence.fact, mention.value),
  )
  return quoted === undefined ? stated : [...stated, quoted]
}

/** Amounts are facts in minor units. */
export function isAmount(fact: Fact, value: number): boolean {
  if (typeof fact.value !== 'number' || fact.unit === null || !/^[A-Z]{3}$/.test(fact.unit)) return false
  return Math.round(value * 10 ** minorDigits(fact.unit)) === fact.value
}

const digits = new Map<string, number>()

function minorDigits(currency: string): number {
  const known = digits.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const made = format.resolvedOptions().maximumFractionDigits ?? 2
  digits.set(currency, made)
  return made
}

/** A number in a text value, a label or the title counts as quoted when a neighbour of it is quoted too, or it is a whole item. */
function quotedBy(mention: NumberMention, { tokens, runs }: Reading, lexicon: Lexicon): Licence | undefined {
  const run = runs[mention.index]
  const stem = tokens[mention.index]?.stem ?? ''
  if (run === undefined || (run.length < 2 && !run.licence.singles.has(stem))) return undefined
  // A unit that the text adds to a quoted number is the text's own, unless the wording brings it: "… pixels".
  const isOwn = mention.unitText === '' || mention.after <= run.end
  return isOwn || namesUnit(run.licence, mention, lexicon) ? run.licence : undefined
}

function isStatedBy(licence: Licence, mention: NumberMention, lexicon: Lexicon): boolean {
  if (licence.quantities.some((quantity) => agrees(mention, quantity))) return true
  // "age_from_years: 3" is said as "3 years": the attribute's own name gives the unit.
  if (licence.fact.unit !== null || licence.fact.value !== mention.value || mention.unit === null)
    return false
  return mention.unitText === '' || namesUnit(licence, mention, lexicon)
}

function namesUnit({ attribute }: Licence, { unitText }: NumberMention, lexicon: Lexicon): boolean {
  return attribute.licensed.has(lexicon.stem(unitText.toLowerCase()))
}

function codeOf(mention: NumberMention, reading: Reading, sheet: FactSheet): FindingCode {
  if (mention.currency !== null) return 'P01'
  const sameValue = reading.cited.some(({ quantities }) =>
    quantities.some(({ value }) => value === mention.value),
  )
  if (sameValue || isMisconverted(mention, reading) || isMisunited(mention, reading)) return 'F04'
  const cited = new Set(reading.cited.map(({ fact }) => fact.id))
  const elsewhere = sheet.facts.find(
    ({ id, value, unit }) => !cited.has(id) && typeof value === 'number' && agrees(mention, { value, unit }),
  )
  if (elsewhere === undefined) return 'F03'
  return isSibling(elsewhere, reading) ? 'F06' : 'F05'
}

/** Said in another unit of the dimension of a cited fact: a conversion that is out, not a foreign number. */
function isMisconverted({ unit }: NumberMention, { cited }: Reading): boolean {
  if (unit === null) return false
  const dimension = dimensionOf(unit)
  return (
    dimension !== undefined &&
    cited.some(({ quantities }) =>
      quantities.some(
        (stated) =>
          stated.unit !== null &&
          canonicalUnit(stated.unit) !== canonicalUnit(unit) &&
          dimensionOf(stated.unit) === dimension,
      ),
    )
  )
}

/** A quoted number with a unit the value does not have. */
function isMisunited(mention: NumberMention, { runs }: Reading): boolean {
  return mention.unit !== null && runs[mention.index] !== undefined
}

/** A fact of one variant where the sentence speaks of another. */
export function isSibling(fact: Fact, { cited }: Reading): boolean {
  return (
    fact.subject.startsWith('variant:') &&
    cited.some(({ fact: other }) => other.subject.startsWith('variant:') && other.subject !== fact.subject)
  )
}

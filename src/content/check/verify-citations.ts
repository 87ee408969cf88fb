/**
 * Checks cited text against the fact sheet: every id exists, every number, unit, amount, quotation and denial is
 * licensed by a cited fact. Pure and independent of the writer, so models and our own writer pass the same door.
 */
import type { Fact, FactSheet } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { english } from '../writer/en/grammar.ts'
import { labelOf } from '../writer/words/generic-wording.ts'
import { formatMoney } from '../writer/words/money.ts'
import { unitWording } from '../writer/words/wording.ts'
import { createFinding, type Finding, type FindingCode } from './finding.ts'
import { numbersIn, type NumberMention } from './number-mention.ts'

/**
 * @param field the segments are of
 * @param locale of the text; decides how amounts of money may be written
 * @returns findings in the order of the text; empty when everything is licensed
 */
export function verifyCitations(
  field: string,
  segments: readonly Segment[],
  sheet: FactSheet,
  locale: string = sheet.locale,
): Finding[] {
  return segments.flatMap((segment, index) => verifySegment(field, segment, sheet, locale, index))
}

function verifySegment(
  field: string,
  segment: Segment,
  sheet: FactSheet,
  locale: string,
  index: number,
): Finding[] {
  const found = (code: FindingCode, text: string, fix: string): Finding =>
    createFinding(code, { field, segment: index, text, evidence: segment.factIds, fix })
  if (segment.text.trim() === '') return [found('L07', '', 'Write the sentence or leave the segment out.')]
  const cited: Fact[] = []
  const findings: Finding[] = []
  for (const id of segment.factIds) {
    const fact = sheet.byId.get(id)
    if (fact === undefined)
      findings.push(found('F01', '', `Cite facts of this product only; "${id.slice(0, 80)}" is none.`))
    else cited.push(fact)
  }
  const masked = maskQuotedValues(segment.text, cited, locale, sheet.currency)
  const mentions = numbersIn(
    masked,
    cited.flatMap((fact) => fact.unit ?? []),
  )
  const hasContent = segment.role === 'claim' || mentions.length > 0
  if (hasContent && segment.factIds.length === 0) {
    findings.push(found('F02', segment.text, 'Cite the facts this sentence rests on.'))
  }
  for (const mention of mentions) {
    const code = judgeNumber(mention, cited, sheet)
    if (code !== undefined) findings.push(found(code, mention.text, fixOfNumber(code, mention, cited)))
  }
  for (const quotation of masked.matchAll(/[“"«]([^”"»]{2,})[”"»]/g)) {
    findings.push(found('F13', quotation[1] ?? '', 'Quote only words of a cited fact.'))
  }
  return [...findings, ...judgePolarity(masked, cited, found)]
}

/** Blanks out values that stand in the text word for word, keeping every position. */
function maskQuotedValues(text: string, cited: readonly Fact[], locale: string, currency: string): string {
  let masked = text
  const values = cited
    .flatMap((fact) => [...surfacesOf(fact, locale, currency), ...namedNumbers(fact)])
    .sort((a, b) => b.length - a.length)
  for (const value of values) masked = maskAll(masked, value)
  return masked
}

/** The ways a fact may stand in a text word for word. */
function surfacesOf(fact: Fact, locale: string, currency: string): string[] {
  if (typeof fact.value === 'number') {
    if (fact.unit === null || !/^[A-Z]{3}$/.test(fact.unit) || fact.unit !== currency) return []
    const amount = formatMoney(fact.value, fact.unit, locale)
    return /[.,]00(?!\d)/.test(amount) ? [amount, amount.replace(/[.,]00(?!\d)/, '')] : [amount]
  }
  if (typeof fact.value !== 'string') return []
  // Copy shortens a long title to its leading words; they are a quotation as long as they are whole words.
  return fact.attribute === 'title' ? leadingWords(fact.value) : [fact.value]
}

/** Numbers that belong to a name and are no values: the "2.0" of "USB 2.0 ports". */
function namedNumbers(fact: Fact): string[] {
  if (!/_\d_\d/.test(fact.attribute)) return []
  const words = labelOf(fact.attribute).split(' ')
  return words.flatMap((word, index) =>
    /^\d\.\d$/.test(word) && index > 0 ? [`${words[index - 1] ?? ''} ${word}`] : [],
  )
}

function leadingWords(title: string): string[] {
  const prefixes: string[] = []
  const words = title.split(/(?<=\s)/)
  for (let end = words.length; end >= 2 && prefixes.length < 60; end -= 1) {
    prefixes.push(
      words
        .slice(0, end)
        .join('')
        .replace(/[\s.,;:–-]+$/, ''),
    )
  }
  return words.length === 1 ? [title, title.replace(/[\s.,;:–-]+$/, '')] : [title, ...prefixes]
}

function maskAll(text: string, value: string): string {
  let masked = text
  const needle = value.toLowerCase()
  if (needle.length < 2) return masked
  // Lower case keeps the length for all but a handful of letters; where it does not, nothing is masked.
  let haystack = masked.toLowerCase()
  if (haystack.length !== masked.length) return masked
  for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
    const before = haystack[at - 1] ?? ' '
    const after = haystack[at + needle.length] ?? ' '
    // A value inside a longer word or number ("10" in "100") is another value.
    if (/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(needle[0] ?? '')) continue
    if (/[\p{L}\p{N}]/u.test(after) && /[\p{L}\p{N}]/u.test(needle.at(-1) ?? '')) continue
    masked = `${masked.slice(0, at)}${'·'.repeat(needle.length)}${masked.slice(at + needle.length)}`
    haystack = masked.toLowerCase()
  }
  return masked
}

function judgeNumber(
  mention: NumberMention,
  cited: readonly Fact[],
  sheet: FactSheet,
): FindingCode | undefined {
  // A size "6" is text in the catalogue and a number to the reader.
  const sameNumber = cited.filter((fact) => fact.value === mention.value || fact.value === mention.text)
  if (mention.isMoney) return 'P01'
  if (sameNumber.some((fact) => licensesUnit(fact, mention.unit))) return undefined
  if (sameNumber.length > 0) return 'F04'
  const elsewhere = sheet.facts.some(
    (fact) => fact.value === mention.value && licensesUnit(fact, mention.unit),
  )
  return elsewhere ? 'F05' : 'F03'
}

function licensesUnit(fact: Fact, unit: string | null): boolean {
  if (fact.unit === null || unit === null) return fact.unit === unit
  const wording = unitWording(english, fact.unit)
  return [fact.unit, wording.one, wording.many, wording.before].includes(unit)
}

function fixOfNumber(code: FindingCode, mention: NumberMention, cited: readonly Fact[]): string {
  const known = cited
    .filter((fact) => typeof fact.value === 'number')
    .map((fact) => `${fact.id} = ${String(fact.value)}${fact.unit === null ? '' : ` ${fact.unit}`}`)
  const instead =
    known.length === 0 ? 'leave the number out' : `the cited facts say ${known.slice(0, 5).join('; ')}`
  if (code === 'F05') return `Cite the fact that states ${mention.text}, or ${instead}.`
  return `${mention.text} is not what the cited facts say: ${instead}.`
}

const denial = /\b(?:no|not|without|cannot|never|neither|nor|out of stock|lacks?)\b|n['’]t\b/i

function judgePolarity(
  masked: string,
  cited: readonly Fact[],
  found: (code: FindingCode, text: string, fix: string) => Finding,
): Finding[] {
  const denied = cited.filter((fact) => fact.value === false)
  const match = denial.exec(masked)
  if (denied.length > 0 && match === null) {
    return [
      found('F07', '', `${denied.map((fact) => fact.id).join(', ')} states No: deny it, or leave it out.`),
    ]
  }
  if (match !== null && denied.length === 0 && cited.length > 0) {
    return [found('F07', match[0], 'Deny only what a cited fact states as No.')]
  }
  return []
}

/**
 * The factual half of the gate (F01–F13): every atom of a sentence, be it a number with its unit, a name, a term or a
 * denial, must be licensed by a fact the sentence cites. docs/decisions/0015-licensing.md says how and why.
 */
import type { Segment } from '../../drafts/segment.ts'
import type { Fact } from '../../facts/fact.ts'
import { grammarFor } from '../../writer/languages.ts'
import { valueText } from '../../writer/words/wording.ts'
import { isPriceLike } from './licence/attribute-words.ts'
import { createFinding, type Finding, type FindingCode } from '../finding.ts'
import type { Check, GateContext } from '../gate-context.ts'
import { findSwaps } from './binding.ts'
import { classify, type OpenSpan } from './classify.ts'
import { fixOf } from './fix-words.ts'
import { judgeNumbers, type JudgedNumber } from './judge-numbers.ts'
import { licencesOf, type SheetLicences } from './licence/licence.ts'
import { lexiconOf } from './lexicon/lexicon-of.ts'
import type { Lexicon } from './lexicon/lexicon.ts'
import { neutralWords } from './text/neutral-words.ts'
import { numberMentions } from './text/number-mentions.ts'
import { judgePolarity } from './polarity.ts'
import { readSegment, type Reading } from './text/reading.ts'
import { spokenOf } from './spoken.ts'
import { tokensOf } from './text/text-tokens.ts'
import { findUncited } from './uncited.ts'

export const checkFacts: Check = (document, context) => {
  const lexicon = lexiconOf(document.locale)
  return Object.entries(document.fields).flatMap(([field, segments]) => {
    if (lexicon === undefined) return [unverifiable(field, document.locale)]
    const judge = {
      field,
      locale: document.locale,
      context,
      lexicon,
      licences: licencesOf(context.sheet, lexicon),
    }
    return segments.flatMap((segment, index) => checkSegment(segment, index, judge))
  })
}

function unverifiable(field: string, locale: string): Finding {
  const fix = `No words of "${locale}" are known to the gate: a person must review this text.`
  return createFinding('F13', { field, fix })
}

interface Judge {
  readonly field: string
  readonly locale: string
  readonly context: GateContext
  readonly lexicon: Lexicon
  readonly licences: SheetLicences
}

type Report = (
  code: FindingCode,
  at: { start: number; end: number } | null,
  fix: string,
  evidence?: readonly Fact[],
  replacement?: string | null,
) => void

function checkSegment(segment: Segment, index: number, judge: Judge): Finding[] {
  const { field, context, lexicon, licences } = judge
  const findings: Finding[] = []
  const report: Report = (code, span, fix, evidence = [], replacement = null) => {
    const text = span === null ? '' : segment.text.slice(span.start, span.end)
    const ids = evidence.length > 0 ? evidence.map((fact) => fact.id) : segment.factIds
    const place = span === null ? null : { start: span.start, end: span.end }
    findings.push(
      createFinding(code, { field, segment: index, span: place, text, evidence: ids, fix, replacement }),
    )
  }
  if (segment.text.trim() === '') {
    report('L07', null, 'Write the sentence or leave the segment out.')
    return findings
  }
  const cited = citedFacts(segment, context, report)
  const tokens = tokensOf(segment.text, lexicon)
  const reading = readSegment(
    tokens,
    cited.map((fact) => licences.of(fact)),
    neutralWords(lexicon, context.voice),
    { isLegal: segment.role === 'legal', nameMin: licences.nameMin },
  )
  const units = cited.flatMap((fact) => fact.unit ?? [])
  const mentions = numberMentions(segment.text, tokens, lexicon, units)
  const numbers = judgeNumbers(mentions, reading, context.sheet, lexicon)
  if (segment.factIds.length === 0) {
    if (segment.role === 'claim' || hasContent(reading, numbers))
      report('F02', { start: 0, end: segment.text.length }, fixOf('F02'))
    return findings
  }
  reportNumbers(numbers, reading, judge.locale, report)
  reportWords(reading, numbers, judge, report)
  for (const { index: at, facts, kind } of judgePolarity(reading, lexicon)) {
    const token = at === null ? undefined : tokens[at]
    report(
      'F07',
      token ?? null,
      fixOf(
        'F07',
        kind,
        facts.map(({ fact }) => fact),
      ),
      facts.map(({ fact }) => fact),
    )
  }
  for (const { said, other } of findSwaps(reading, numbers, lexicon)) {
    const [begin, end] = [tokens[said.begin], tokens[said.end - 1]]
    const span = begin === undefined || end === undefined ? null : { start: begin.start, end: end.end }
    report('F05', span, fixOf('F05', 'swapped', [said.licence.fact, other.licence.fact]), [
      said.licence.fact,
      other.licence.fact,
    ])
  }
  if (findings.length > 0) return findings
  for (const { fact, begin, end } of findUncited(
    reading,
    numbers,
    context.sheet,
    licences,
    lexicon.language,
  )) {
    const [first, last] = [tokens[begin], tokens[end - 1]]
    const span = first === undefined || last === undefined ? null : { start: first.start, end: last.end }
    report(fact.value === false ? 'F07' : 'F05', span, fixOf('F05', 'word', [fact]), [fact])
  }
  reportUnspoken(reading, numbers, lexicon, report)
  return findings
}

function citedFacts(segment: Segment, { sheet, now }: GateContext, report: Report): Fact[] {
  return [...new Set(segment.factIds)].flatMap((id) => {
    const fact = sheet.byId.get(id)
    if (fact === undefined) {
      report('F01', null, `Cite facts of this product only; "${id.slice(0, 80)}" is none.`)
      return []
    }
    const reason = sheet.unsayable.get(id) ?? staleReason(fact, now)
    if (reason !== undefined) report('F01', null, `${id} must not be said (${reason}): leave it out.`, [fact])
    return [fact]
  })
}

function staleReason({ startsAt, expiresAt }: Fact, now: string): string | undefined {
  if (expiresAt !== undefined && !(Date.parse(expiresAt) > Date.parse(now))) return 'expired'
  return startsAt !== undefined && !(Date.parse(startsAt) <= Date.parse(now)) ? 'not-begun' : undefined
}

function hasContent(reading: Reading, numbers: readonly JudgedNumber[]): boolean {
  return numbers.length > 0 || reading.isNeutral.some((isNeutral) => !isNeutral)
}

function reportNumbers(
  numbers: readonly JudgedNumber[],
  reading: Reading,
  locale: string,
  report: Report,
): void {
  const facts = reading.cited.map(({ fact }) => fact)
  for (const { mention, code } of numbers) {
    if (code === null) continue
    report(code, mention, fixOf(code, 'number', facts), [], onlyNumber(numbers, facts, locale))
  }
}

/** Where one number is wrong and one cited quantity is unsaid, it is known what should stand there. */
function onlyNumber(numbers: readonly JudgedNumber[], facts: readonly Fact[], locale: string): string | null {
  const stated = facts.filter(({ value, attribute }) => typeof value === 'number' && !isPriceLike(attribute))
  const [fact] = stated
  if (fact === undefined || stated.length > 1 || numbers.length > 1) return null
  return valueText(grammarFor(locale), fact)
}

function reportWords(
  reading: Reading,
  numbers: readonly JudgedNumber[],
  { licences, lexicon }: Judge,
  report: Report,
): void {
  for (const span of openSpans(reading, numbers, lexicon)) {
    const { code, found } = classify(span, reading, licences, lexicon)
    const [begin, end] = [reading.tokens[span.begin], reading.tokens[span.end - 1]]
    if (begin === undefined || end === undefined) continue
    report(code, { start: begin.start, end: end.end }, fixOf(code, 'word', found), found)
  }
}

/** Tokens that nothing accounts for; numbers and their units were judged before. */
function openSpans(reading: Reading, numbers: readonly JudgedNumber[], lexicon: Lexicon): OpenSpan[] {
  const isNumber = new Set<number>()
  for (const { mention } of numbers) {
    for (let index = mention.index; index < mention.after; index += 1) isNumber.add(index)
    if (mention.currency !== null) isNumber.add(mention.currency)
  }
  const { denial } = lexicon
  const isOpen = reading.tokens.map(({ stem, lower, raw }, index) => {
    if (isNumber.has(index) || reading.isNeutral[index] === true || reading.isLicensed[index] === true)
      return false
    if (stem === 'x' || /^[€£$¥%°"″′]$/.test(raw)) return false
    if (
      denial.forward.has(lower) ||
      denial.clause.has(lower) ||
      denial.backward.has(lower) ||
      denial.suffix.has(lower)
    )
      return false
    return !isAxisLetter(reading, index, lexicon)
  })
  const spans: OpenSpan[] = []
  for (let begin = 0; begin < isOpen.length; begin += 1) {
    if (isOpen[begin] !== true) continue
    let end = begin + 1
    while (isOpen[end] === true && !/[.,;:!?]/.test(reading.tokens[end]?.gap ?? '')) end += 1
    spans.push({ begin, end })
    begin = end - 1
  }
  return spans
}

/** The letters of "(W × D × H)" name the facts before them. */
function isAxisLetter({ tokens, cited }: Reading, index: number, { axes }: Lexicon): boolean {
  const token = tokens[index]
  const names = token === undefined || token.raw === token.lower ? undefined : axes.get(token.lower)
  const isInRow = tokens[index - 1]?.stem === 'x' || tokens[index + 1]?.stem === 'x'
  return (
    isInRow &&
    names !== undefined &&
    cited.some(({ fact }) => names.some((name) => fact.attribute.includes(name)))
  )
}

function reportUnspoken(
  reading: Reading,
  numbers: readonly JudgedNumber[],
  lexicon: Lexicon,
  report: Report,
): void {
  const derivedFrom = new Set(reading.cited.flatMap(({ fact }) => fact.parents))
  for (const licence of reading.cited) {
    if (derivedFrom.has(licence.fact.id)) continue
    const spoken = spokenOf(licence, reading, numbers, lexicon)
    if (spoken === 'whole') continue
    report(spoken === 'part' ? 'F05' : 'F01', null, fixOf('F01', spoken, [licence.fact]), [licence.fact])
  }
}

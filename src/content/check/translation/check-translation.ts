/**
 * T01 and T02: a translation says what the original says, with the same facts and numbers, all of its sentences, its
 * names, and in its own language.
 */
import { createFinding, type Finding } from '../finding.ts'
import type { Check, CopyDocument, GateContext } from '../gate-context.ts'
import type { Segment } from '../../drafts/segment.ts'
import { languageOf } from '../text/function-words.ts'
import { byField, readDocument, type Reading } from '../text/reading.ts'
import { numbersSaid } from './said-numbers.ts'

export const checkTranslation: Check = (document, context) => {
  const { original } = context
  if (original === null) return []
  const ours = byField(readDocument(document, context))
  const theirs = byField(readDocument(original, context))
  const isOtherLanguage = languageOf(original.locale) !== languageOf(document.locale)
  return Object.entries(original.fields).flatMap(([field, segments]) => {
    const translated = document.fields[field]
    if (translated === undefined) return []
    const from = theirs.get(field) ?? []
    const to = ours.get(field) ?? []
    return [
      ...compareFacts(field, segments, translated),
      ...compareNumbers(field, from, to, original, document),
      ...compareShape(field, segments, translated),
      ...compareNames(field, from, to, context),
      ...(isOtherLanguage ? untranslated(from, to) : []),
    ]
  })
}

function compareFacts(
  field: string,
  original: readonly Segment[],
  translated: readonly Segment[],
): Finding[] {
  const ids = (segments: readonly Segment[]) => new Set(segments.flatMap((segment) => segment.factIds))
  const [before, after] = [ids(original), ids(translated)]
  const lost = [...before].filter((id) => !after.has(id))
  const added = [...after].filter((id) => !before.has(id))
  if (lost.length + added.length === 0) return []
  const parts = [
    ...(lost.length > 0 ? [`says nothing of ${lost.join(', ')}`] : []),
    ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
  ]
  const fix = `The translation ${parts.join(' and ')}: state the facts of the original.`
  return [createFinding('T01', { field, evidence: [...lost, ...added], fix })]
}

function compareNumbers(
  field: string,
  from: readonly Reading[],
  to: readonly Reading[],
  original: CopyDocument,
  document: CopyDocument,
): Finding[] {
  const before = countsOf(from, original.locale)
  const after = countsOf(to, document.locale)
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (value) => (before.get(value) ?? 0) !== (after.get(value) ?? 0),
  )
  if (differing.length === 0) return []
  const lost = differing.filter((value) => (before.get(value) ?? 0) > (after.get(value) ?? 0))
  const added = differing.filter((value) => (before.get(value) ?? 0) < (after.get(value) ?? 0))
  const parts = [
    ...(lost.length > 0 ? [`lost ${lost.join(', ')}`] : []),
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
  ]
  return [
    createFinding('T01', {
      field,
      fix: `The numbers differ (${parts.join('; ')}): say those of the original.`,
    }),
  ]
}

/** Numbers that stand in names are compared with the names. */
function countsOf(readings: readonly Reading[], locale: string): Map<number, number> {
  const counts = new Map<number, number>()
  for (const { text, words, origins } of readings) {
    let outside = text
    words.forEach(({ start, end }, index) => {
      if (origins[index] === 'name')
        outside = outside.slice(0, start) + '·'.repeat(end - start) + outside.slice(end)
    })
    for (const value of numbersSaid(outside, locale)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

function compareShape(
  field: string,
  original: readonly Segment[],
  translated: readonly Segment[],
): Finding[] {
  const filled = translated.filter((segment) => segment.text.trim() !== '').length
  if (filled >= original.length) return []
  const fix = `${String(filled)} of ${String(original.length)} sentences are there: translate all of them.`
  return [createFinding('T02', { field, fix })]
}

/** Codes and symbols of units are the same in every language. */
const protectedUnit =
  /(?<=\d[\s\u00a0]?)(?:mm|cm|m|km|ml|cl|l|g|kg|W|kW|V|A|mAh|Hz|GHz|MHz|GB|TB|MB|dB|°C|%|″)(?![\p{L}\p{N}])/gu

function compareNames(
  field: string,
  from: readonly Reading[],
  to: readonly Reading[],
  { sheet }: GateContext,
): Finding[] {
  const before = from.map(({ text }) => text).join(' ')
  const after = to.map(({ text }) => text).join(' ')
  const names = sheet.facts.flatMap(({ attribute, value }) =>
    typeof value === 'string' && /^(?:brand|model(?:_.*)?|series|manufacturer)$/.test(attribute)
      ? [value]
      : [],
  )
  const codes = from.flatMap(({ words, origins, text }) =>
    words.flatMap(({ start, end, text: word }, index) =>
      origins[index] === 'name' && /\d/.test(word) && /\p{L}/u.test(word) ? [text.slice(start, end)] : [],
    ),
  )
  const lost = [...new Set([...names, ...codes])].filter(
    (name) => before.includes(name) && !after.includes(name),
  )
  const units = [...new Set(Array.from(before.matchAll(protectedUnit), ([unit]) => unit))].filter(
    (unit) => !after.includes(unit),
  )
  // A symbol may be written out ("l" as "Liter"); a name may not.
  const missing = [...lost, ...units.filter((unit) => unit.length > 1 && /[A-Z°%]/.test(unit))]
  if (missing.length === 0) return []
  return [createFinding('T02', { field, fix: `Keep these as they are: ${missing.join(', ')}.` })]
}

const RUN_WORDS = 5

function untranslated(from: readonly Reading[], to: readonly Reading[]): Finding[] {
  const runs = new Set(from.flatMap((reading) => runsOf(reading).map(({ words }) => words)))
  for (const reading of to) {
    const run = runsOf(reading).find(({ words }) => runs.has(words))
    if (run === undefined) continue
    const { field, index: segment, text } = reading
    const { start, end } = run
    const fix = 'These words stand as in the original: translate them.'
    return [createFinding('T02', { field, segment, span: { start, end }, text: text.slice(start, end), fix })]
  }
  return []
}

/** Runs of the writer's own words; names and values may be the same in both. */
function runsOf({
  words,
  origins,
}: Reading): { readonly words: string; readonly start: number; readonly end: number }[] {
  const runs: { words: string; start: number; end: number }[] = []
  for (let from = 0; from + RUN_WORDS <= words.length; from += 1) {
    if (origins.slice(from, from + RUN_WORDS).some((origin) => origin !== 'said')) continue
    const run = words.slice(from, from + RUN_WORDS)
    runs.push({
      words: run.map(({ text }) => text).join(' '),
      start: run[0]?.start ?? 0,
      end: run.at(-1)?.end ?? 0,
    })
  }
  return runs
}

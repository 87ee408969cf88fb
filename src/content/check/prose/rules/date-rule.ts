/** Years and months: a product announced in one year and released in the next must not swap them. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import { createObservation, factsInWords, spanOf, type Observation, type ProseRule } from '../observation.ts'
import { textBefore } from '../passage.ts'

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const monthPattern = new RegExp(String.raw`\b(${months})[a-z]*\b`, 'i')

interface Event {
  readonly name: string
  /** Verbs of prose. */
  readonly text: RegExp
  /** Words before the date in a fact. */
  readonly fact: RegExp
}

const events: readonly Event[] = [
  {
    name: 'announcement',
    text: /\b(?:announced|introduced|unveiled|revealed|presented)\b/gi,
    fact: /announced|introduced/i,
  },
  {
    name: 'release',
    text: /\b(?:released|launched|came out|debuted|hit the (?:market|shelves)|available since)\b/gi,
    fact: /released|launch|available since|release date/i,
  },
  {
    name: 'discontinuation',
    text: /\b(?:discontinued|withdrawn|phased out)\b/gi,
    fact: /discontinued|end of/i,
  },
]

const yearPattern =
  /(?<![\p{L}\p{N}.,/-])(?:19|20)\d\d(?![\p{L}\p{N}]|[.,]\d|\s?[x×/(]|\s(?:MB|GB|kg|g|mm|cm|W|V|mAh|rpm|dpi|pages|pixels|Mbit)\b)/gu

export const judgeDates: ProseRule = (passage, index) =>
  [...passage.masked.matchAll(yearPattern)].map((match) =>
    judgeYear(match, textBefore(passage, match.index, 60), index),
  )

function judgeYear(match: RegExpExecArray, before: string, index: EvidenceIndex): Observation {
  const [year] = match
  const span = spanOf(match)
  const event = nearestEvent(before)
  const isKnown = index.numbers.has(Number(year))
  if (event === undefined) {
    // "Office 2007" is a name and "2007 docking station" a model; only a time claims a year.
    if (
      !/\b(?:in|since|from|of|year|during|until|early|late|\p{L}{3,9}ember|january|february|march|april|may|june|july|august|october),?\s*$/iu.test(
        before,
      )
    )
      return createObservation('date:year', 'supported', 'F12', span)
    const fix = `No fact holds the year ${year}: leave it out.`
    return createObservation('date:year', isKnown ? 'supported' : 'unknown-number', 'F12', span, [], fix)
  }
  const rule = `date:${event.name}`
  const dates = index.all.flatMap((evidence) => datesOf(evidence, event))
  const known = dates.length > 0 ? dates : fallbackDates(index, event)
  if (known.length === 0) {
    // "Discontinued in 2013" where the data dates only the release: the year belongs to another event.
    const isWrong = event.name === 'discontinuation'
    const kind = isWrong ? 'contradiction' : isKnown ? 'supported' : 'unknown-number'
    const fix = `No fact dates the ${event.name}: leave ${year} out.`
    return createObservation(rule, kind, 'F12', span, [], fix)
  }
  const month = monthPattern.exec(before.slice(-24))?.[1]?.toLowerCase()
  const isRight = known.some(
    (date) => date.year === year && (month === undefined || date.month === undefined || date.month === month),
  )
  const evidence = known.map((date) => date.evidence)
  const fix = `${year} is not the date of the ${event.name}; the data says ${factsInWords(evidence)}.`
  return createObservation(rule, isRight ? 'supported' : 'contradiction', 'F12', span, evidence, fix)
}

function nearestEvent(before: string): Event | undefined {
  const places = events.flatMap((event) => {
    const last = [...before.matchAll(event.text)].at(-1)
    return last === undefined ? [] : [{ event, at: last.index }]
  })
  return places.sort((a, b) => b.at - a.at)[0]?.event
}

interface KnownDate {
  readonly year: string
  readonly month: string | undefined
  readonly evidence: Evidence
}

/** Dates that stand right after the word for this event in "label: value", before the word for another one. */
function datesOf(evidence: Evidence, event: Event): KnownDate[] {
  if (evidence.support === '') return []
  const text = evidence.support
  return [...text.matchAll(/(?:19|20)\d\d/g)].flatMap((match) => {
    const before = text.slice(0, match.index)
    const marks = events.flatMap((one) => {
      const places = [...before.matchAll(new RegExp(one.fact.source, 'gi'))]
      const last = places.at(-1)
      return last === undefined ? [] : [{ one, at: last.index }]
    })
    const nearest = marks.sort((a, b) => b.at - a.at)[0]?.one
    if (nearest !== event) return []
    const month = monthPattern.exec(text.slice(match.index, match.index + 18))?.[1]
    return [{ year: match[0], month, evidence }]
  })
}

/** What is announced and released in one breath has one date; prose says either word of it. */
function fallbackDates(index: EvidenceIndex, event: Event): KnownDate[] {
  if (event.name === 'discontinuation') return []
  return events
    .filter((other) => other !== event && other.name !== 'discontinuation')
    .flatMap((other) => index.all.flatMap((evidence) => datesOf(evidence, other)))
}

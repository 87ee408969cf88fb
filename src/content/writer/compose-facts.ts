/**
 * Words for a chosen set of facts within a length: what channels are compiled with. A text that is too long is never
 * cut; the last fact of the list is dropped and the rest is planned again.
 */
import type { Segment } from '../drafts/segment.ts'
import type { FactSheet } from '../facts/fact.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { descriptionOf } from './compose-copy.ts'
import { lineSegment } from './plan/bullets.ts'
import type { Description } from './plan/description.ts'
import type { Phrase } from './plan/phrase.ts'
import { subjectOf } from './plan/subject.ts'
import { arrange } from './realise/arrange.ts'
import { openFully } from './realise/opening.ts'

export interface FactsRequest {
  /** BCP 47; picks the language of words, and the format of money. */
  readonly locale: string
  readonly seed: number
  /** Left out: the neutral voice. */
  readonly voice?: BrandVoice | undefined
  /**
   * "sentences": running text whose first sentence names the product. "mentions": running text that says "it" or "the
   * kettle", for a place where the name stands already. "lines": fragments without a full stop, one a segment (bullets,
   * headlines).
   */
  readonly form: 'sentences' | 'mentions' | 'lines'
  /** Longest text, in units of `measure`: of all segments joined by a blank, or of each line. */
  readonly maxLength: number
  /** Length of a text as the channel counts it; left out: UTF-16 units. */
  readonly measure?: ((text: string) => number) | undefined
  /** Most segments; left out: as many as the length allows. */
  readonly maxSegments?: number | undefined
}

/** A set of facts that is worded together ("22 × 16 × 24 cm"), as `sayableFacts` lists them. */
export interface SayableFact {
  readonly factIds: readonly string[]
  /** 1–10: what decides the purchase is heavier. */
  readonly weight: number
  readonly group: Phrase['group']
  /** A stated No: it warns, it does not sell. */
  readonly isDenial: boolean
}

/** Other wordings that are tried before a fact is dropped for length. */
const ATTEMPTS = 4

/** What the writer can say of the product, weightiest first; ids as `composeFacts` takes them. */
export function sayableFacts(
  sheet: FactSheet,
  request: Pick<FactsRequest, 'locale' | 'voice'>,
): SayableFact[] {
  const { phrases } = descriptionOf(sheet, { ...request, seed: 0, field: 'facts' })
  return phrases.map((phrase) => ({
    factIds: phrase.facts.map((fact) => fact.id),
    weight: phrase.weight,
    group: phrase.group,
    isDenial: phrase.negative,
  }))
}

/**
 * Segments that say the chosen facts and nothing else, heaviest first, with as many of them as the length takes.
 *
 * @param factIds in order of priority: the last is dropped first. Facts without wording are left out.
 * @returns empty when not even the first fact fits, or none of them can be worded
 */
export function composeFacts(
  sheet: FactSheet,
  factIds: readonly string[],
  request: FactsRequest,
): readonly Segment[] {
  const kept = [...factIds]
  while (kept.length > 0) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const segments = attemptFacts(sheet, kept, request, attempt)
      if (segments.length > 0 && fits(segments, request)) return segments
    }
    kept.pop()
  }
  return []
}

function attemptFacts(
  sheet: FactSheet,
  factIds: readonly string[],
  request: FactsRequest,
  attempt: number,
): readonly Segment[] {
  const { locale, voice, seed, form } = request
  const description = descriptionOf(sheet, {
    locale,
    voice,
    seed,
    field: `${form}.${String(attempt)}`,
    only: new Set(factIds),
  })
  const { phrases } = description
  if (phrases.length === 0) return []
  if (form === 'lines') return phrases.flatMap((phrase) => lineSegment(description, phrase) ?? [])
  return form === 'mentions' ? mentions(description, phrases) : namedSentences(description)
}

function namedSentences(description: Description): Segment[] {
  const opening = openFully(
    description,
    description.phrases.filter((phrase) => !phrase.negative && phrase.clause === null),
  )
  const rest = description.phrases.filter((phrase) => !opening.used.includes(phrase))
  return [opening.segment, ...mentions(description, rest)]
}

function mentions(description: Description, phrases: readonly Phrase[]): Segment[] {
  return arrange(description, subjectOf(description), phrases)
}

function fits(
  segments: readonly Segment[],
  { form, maxLength, measure, maxSegments }: FactsRequest,
): boolean {
  const lengthOf = measure ?? ((text: string) => text.length)
  if (maxSegments !== undefined && segments.length > maxSegments) return false
  const texts = segments.map((segment) => segment.text)
  return form === 'lines'
    ? texts.every((text) => lengthOf(text) <= maxLength)
    : lengthOf(texts.join(' ')) <= maxLength
}

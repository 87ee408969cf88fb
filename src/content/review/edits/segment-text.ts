/**
 * Plain text back into sentences with citations. A sentence that was there before keeps its facts and its role; a new
 * one gets those facts whose values it states; what is left cites nothing, and the gate says so. Pure.
 */
import type { Segment } from '../../drafts/segment.ts'
import type { FactSheet } from '../../facts/fact.ts'
import { citeSentence } from './cite-sentence.ts'

/**
 * White space between sentences becomes one blank: a field is a list of sentences.
 *
 * @param previous segments of the field before the edit
 */
export function segmentText(
  text: string,
  previous: readonly Segment[],
  sheet: FactSheet,
  locale: string,
): Segment[] {
  const pieces = splitByKnown(text, previous, locale)
  const gone = previous.filter((segment) => !pieces.some((piece) => piece.known === segment))
  return pieces.map(({ text: sentence, known }) => {
    if (known !== undefined) return known
    const factIds = citeSentence(sentence, sheet, locale, likest(sentence, gone)?.factIds ?? [])
    if (factIds.length > 0) return { text: sentence, factIds, role: 'claim' }
    // A sentence in the place of a call to action is one itself; anything else that cites nothing is a bare claim.
    const role = likest(sentence, gone)?.role ?? 'claim'
    return { text: sentence, factIds: [], role }
  })
}

interface Piece {
  readonly text: string
  readonly known?: Segment
}

function splitByKnown(text: string, previous: readonly Segment[], locale: string): Piece[] {
  const sentences = new Intl.Segmenter(locale, { granularity: 'sentence' })
  const unused = new Set([...previous].sort((a, b) => b.text.length - a.text.length))
  const pieces: Piece[] = []
  let rest = text.trim()
  while (rest !== '') {
    const known = [...unused].find(
      (segment) => rest.startsWith(segment.text) && /^(?:\s|$)/.test(rest.slice(segment.text.length)),
    )
    const [first] = sentences.segment(rest)
    const taken = known?.text ?? (first?.segment ?? rest).trim()
    if (known !== undefined) unused.delete(known)
    pieces.push(known === undefined ? { text: taken } : { text: taken, known })
    rest = rest.slice(taken.length).trimStart()
  }
  return pieces
}

/** The sentence that was probably changed into this one: more than half of its words are still there. */
function likest(sentence: string, gone: readonly Segment[]): Segment | undefined {
  const words = wordsOf(sentence)
  const scored = gone.map((segment) => {
    const before = wordsOf(segment.text)
    const shared = [...before].filter((word) => words.has(word)).length
    return { segment, share: shared / Math.max(1, before.size, words.size) }
  })
  return scored.sort((a, b) => b.share - a.share).find(({ share }) => share >= 0.5)?.segment
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
}

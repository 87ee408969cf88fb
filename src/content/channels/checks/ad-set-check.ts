/** L05: Google shows any three headlines with any two descriptions, so no two texts may repeat or contradict each other. */
import type { Check } from '../../check/gate-context.ts'
import { createFinding, type Finding } from '../../check/finding.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { FactSheet } from '../../facts/fact.ts'
import { relate, termsOf, type AdText } from '../words/ad-text.ts'

const HEADLINES_SHOWN = 3
const DESCRIPTIONS_SHOWN = 2

export const checkAdSets: Check = (document, { channel, sheet }) => {
  if (channel?.id !== 'google-rsa') return []
  const { headlines = [], descriptions = [] } = document.fields
  return adSetFindings(headlines, descriptions, sheet)
}

interface Conflict {
  readonly first: number
  readonly second: number
  readonly reason: string
}

export interface AdSets {
  /** How many sets Google can show: 15 headlines and 4 descriptions make 455 × 6 = 2,730. */
  readonly sets: number
  /** How many hold two texts that do not go together. */
  readonly broken: number
  readonly conflicts: readonly (Conflict & { readonly sets: number })[]
}

function adSetFindings(
  headlines: readonly Segment[],
  descriptions: readonly Segment[],
  sheet: FactSheet,
): Finding[] {
  const { conflicts, sets } = judgeAdSets(headlines, descriptions, sheet)
  const placeOf = (index: number) =>
    index < headlines.length
      ? { field: 'headlines', segment: index, shown: headlines[index] }
      : {
          field: 'descriptions',
          segment: index - headlines.length,
          shown: descriptions[index - headlines.length],
        }
  return conflicts.map(({ first, second, reason, sets: shared }) => {
    const [one, two] = [placeOf(first), placeOf(second)]
    return createFinding('L05', {
      field: two.field,
      segment: two.segment,
      text: two.shown?.text ?? '',
      evidence: [...new Set([...(one.shown?.factIds ?? []), ...(two.shown?.factIds ?? [])])],
      fix: `It ${reason} "${one.shown?.text ?? ''}" (${one.field} ${String(one.segment + 1)}); ${String(shared)} of ${String(sets)} sets show both: rewrite one.`,
    })
  })
}

/** Walks through every set that can be shown. */
export function judgeAdSets(
  headlines: readonly Segment[],
  descriptions: readonly Segment[],
  sheet: FactSheet,
): AdSets {
  const texts = [
    ...headlines.map((segment) => adText(segment, sheet, true)),
    ...descriptions.map((segment) => adText(segment, sheet, false)),
  ]
  const conflicts = conflictsOf(texts)
  const heads = choose(headlines.length, Math.min(HEADLINES_SHOWN, headlines.length), 0)
  const tails = choose(
    descriptions.length,
    Math.min(DESCRIPTIONS_SHOWN, descriptions.length),
    headlines.length,
  )
  const pairs = conflicts.map(({ first, second }) => (1 << first) | (1 << second))
  const counts = pairs.map(() => 0)
  let broken = 0
  for (const head of heads) {
    for (const tail of tails) {
      const shown = head | tail
      const shownPairs = pairs.filter((pair, index) => {
        if ((shown & pair) !== pair) return false
        counts[index] = (counts[index] ?? 0) + 1
        return true
      })
      if (shownPairs.length > 0) broken += 1
    }
  }
  return {
    sets: heads.length * tails.length,
    broken,
    conflicts: conflicts.map((conflict, index) => ({ ...conflict, sets: counts[index] ?? 0 })),
  }
}

function conflictsOf(texts: readonly AdText[]): Conflict[] {
  return texts.flatMap((one, first) =>
    texts.flatMap((two, second) => {
      const reason = second <= first ? undefined : relate(one, two)
      return reason === undefined ? [] : [{ first, second, reason }]
    }),
  )
}

/** What of a segment counts when it is shown beside others. */
export function adText(segment: Segment, sheet: FactSheet, isHeadline: boolean): AdText {
  return {
    terms: termsOf(segment.text),
    isHeadline,
    facts: segment.factIds.flatMap((id) => sheet.byId.get(id) ?? []),
  }
}

/** Every choice of `count` out of `length` as a set of bits, from bit `offset` on; a bit is a text. */
function choose(length: number, count: number, offset: number): number[] {
  const sets: number[] = []
  const add = (start: number, left: number, bits: number): void => {
    if (left === 0) {
      sets.push(bits)
      return
    }
    for (let index = start; index <= length - left; index += 1)
      add(index + 1, left - 1, bits | (1 << (index + offset)))
  }
  add(0, count, 0)
  return sets
}

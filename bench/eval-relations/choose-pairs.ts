/**
 * Which relations are shown: sources at equal steps from the best known product to the least known one that has a list,
 * each with the first of its list. A fixed rule, so that nobody picks the pretty ones.
 */
import { liftOf, type PairCounts } from '../../src/recommendations/relations/pair-statistics.ts'
import type { LearntRelations } from '../../src/recommendations/relations/learn-relations.ts'

export interface ShownPair extends PairCounts {
  readonly source: number
  readonly item: number
  readonly score: number
  readonly lift: number
  readonly lo: number
  readonly hi: number
}

export type ShownKind = 'substitute' | 'complement'

export function choosePairs(
  { lists, viewers, buyers }: LearntRelations,
  kind: ShownKind,
  wanted: number,
): ShownPair[] {
  const list = lists[kind]
  const { byItem, total } = kind === 'complement' ? buyers : viewers
  const sources = sourcesOf(list.offsets).sort(
    (one, other) => (byItem[other] ?? 0) - (byItem[one] ?? 0) || one - other,
  )
  const steps = Math.min(wanted, sources.length)
  return Array.from({ length: steps }, (_, step) => {
    const source = sources[Math.floor((step * sources.length) / steps)] ?? 0
    const at = list.offsets[source] ?? 0
    const item = list.items[at] ?? 0
    const counts = { ab: list.voters[at] ?? 0, a: byItem[source] ?? 0, b: byItem[item] ?? 0, total }
    return {
      ...counts,
      ...{ source, item, score: list.scores[at] ?? 0, lift: liftOf(counts).lift },
      ...{ lo: list.los[at] ?? 0, hi: list.his[at] ?? 0 },
    }
  })
}

/** Products that have a list. */
export function sourcesOf(offsets: Uint32Array): number[] {
  return [...offsets.keys()].filter((source) => (offsets[source + 1] ?? 0) > (offsets[source] ?? 0))
}

/** What answers were made of, counted as they are made: a few additions each, read when metrics are read. */
import type { CandidateSource, Placement } from '../recommendation.ts'

export interface ServingCounts {
  /** Slates by placement and by the deepest tier among their items; `none` without an item. */
  readonly slates: Map<Placement, Map<number | 'none', number>>
  /** Times a source did not answer in time. */
  readonly late: Map<CandidateSource, number>
  /** Items that Postgres was asked about because memory might be behind. */
  kept: number
  refused: number
  /** Times it could not be asked. */
  away: number
  /** Answers without the image, because it was too old. */
  outdated: number
}

export function createServingCounts(): ServingCounts {
  return { slates: new Map(), late: new Map(), kept: 0, refused: 0, away: 0, outdated: 0 }
}

export function countSlate({ slates }: ServingCounts, placement: Placement, tier: number | 'none'): void {
  const known = slates.get(placement)
  if (known === undefined) slates.set(placement, new Map([[tier, 1]]))
  else known.set(tier, 1 + (known.get(tier) ?? 0))
}

export function countLate({ late }: ServingCounts, source: CandidateSource): void {
  late.set(source, 1 + (late.get(source) ?? 0))
}

/** Of the items of a slate, before it is remembered. */
export function deepestTier(items: readonly { readonly tier: number }[]): number | 'none' {
  return items.reduce<number | 'none'>(
    (deepest, { tier }) => (deepest === 'none' ? tier : Math.max(deepest, tier)),
    'none',
  )
}

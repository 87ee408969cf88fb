/** One relevance per candidate out of what every source says: rel(i) = Σ β[placement, source, i] · score / max. */
import type { Candidates } from '../sources/candidate.ts'
import type { CandidateSource } from '../recommendation.ts'

export interface PoolItem {
  /** Catalogue number. */
  readonly product: number
  /** Above 0; the best of a blend has 1. */
  readonly relevance: number
  /** What contributed most. */
  readonly source: CandidateSource
  readonly tier: number
  /** The product it was found from, by external id. */
  readonly anchor: string | undefined
}

/** Best first; ties by catalogue number, so that the same request gives the same order. */
export function blend(
  candidates: readonly Candidates[],
  weightOf: (source: CandidateSource, product: number) => number,
): PoolItem[] {
  const blended = new Map<
    number,
    { relevance: number; most: number; source: CandidateSource; anchor: string | undefined }
  >()
  for (const { source, products, scores, anchors } of candidates) {
    const largest = scores[0] ?? 0
    if (largest <= 0) continue
    products.forEach((product, place) => {
      const share = (weightOf(source, product) * (scores[place] ?? 0)) / largest
      if (share <= 0) return
      const held = blended.get(product)
      if (held === undefined) {
        blended.set(product, { relevance: share, most: share, source, anchor: anchors?.[place] })
        return
      }
      held.relevance += share
      if (share > held.most) Object.assign(held, { most: share, source, anchor: anchors?.[place] })
    })
  }
  let best = 0
  for (const { relevance } of blended.values()) best = Math.max(best, relevance)
  return [...blended]
    .map(([product, { relevance, source, anchor }]) => ({
      product,
      relevance: relevance / best,
      source,
      tier: 0,
      anchor,
    }))
    .sort((a, b) => b.relevance - a.relevance || a.product - b.product)
}

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

/** A candidate while shares are added; becomes the item of the pool as it is, because there are hundreds in an answer. */
interface Growing {
  product: number
  relevance: number
  /** The largest share so far, which says where it came from. */
  most: number
  source: CandidateSource
  tier: number
  anchor: string | undefined
}

/** Best first; ties by catalogue number, so that the same request gives the same order. */
export function blend(
  candidates: readonly Candidates[],
  weightOf: (source: CandidateSource, product: number) => number,
): PoolItem[] {
  const places = new Map<number, Growing>()
  const blended: Growing[] = []
  let best = 0
  for (const { source, products, scores, anchors } of candidates) {
    const largest = scores[0] ?? 0
    if (largest <= 0) continue
    for (let place = 0; place < products.length; place++) {
      const product = products[place] ?? 0
      const share = (weightOf(source, product) * (scores[place] ?? 0)) / largest
      if (share <= 0) continue
      let item = places.get(product)
      if (item === undefined) {
        item = { product, relevance: 0, most: 0, source, tier: 0, anchor: undefined }
        places.set(product, item)
        blended.push(item)
      }
      item.relevance += share
      if (share > item.most) {
        item.most = share
        item.source = source
        item.anchor = anchors?.[place]
      }
      best = Math.max(best, item.relevance)
    }
  }
  for (const item of blended) item.relevance /= best
  return blended.sort((a, b) => b.relevance - a.relevance || a.product - b.product)
}

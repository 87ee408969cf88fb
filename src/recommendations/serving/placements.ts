/**
 * What each placement is for: which sources speak and how loudly (β of the blend), and who fills what they leave. The
 * weights are starting values; `vitrine rules price` and the placements' own figures say where to move them.
 */
import type { CandidateSource, Placement } from '../recommendation.ts'

export interface PlacementPlan {
  /** β of each source; a source without one is not asked. Together they are tier 0. */
  readonly blend: Readonly<Partial<Record<CandidateSource, number>>>
  /** Asked one after the other, each only while the slate is short: tiers 1, 2, … */
  readonly fallback: readonly CandidateSource[]
}

export const placementPlans: Readonly<Record<Placement, PlacementPlan>> = {
  'product-similar': {
    blend: { substitutes: 1, 'session-knn': 0.6, 'viewed-after': 0.4, ease: 0.3, content: 1 },
    fallback: ['category', 'popular', 'latest'],
  },
  'product-complements': {
    blend: { complements: 1, ease: 0.2 },
    fallback: ['session-knn', 'bestsellers', 'popular', 'latest'],
  },
  cart: {
    blend: { complements: 1, 'session-knn': 0.5, ease: 0.3, history: 0.2 },
    fallback: ['viewed-after', 'bestsellers', 'popular', 'latest'],
  },
  home: {
    blend: {
      'session-knn': 1,
      history: 0.8,
      'buy-again': 0.5,
      'recently-viewed': 0.2,
      trending: 0.4,
      bestsellers: 0.2,
      'on-sale': 0.1,
    },
    fallback: ['popular', 'latest'],
  },
  category: {
    blend: { 'session-knn': 0.8, history: 0.6, trending: 0.3, popular: 0.6, bestsellers: 0.4 },
    fallback: ['category', 'latest'],
  },
  search: {
    blend: { text: 1, 'session-knn': 0.2 },
    fallback: ['session-knn', 'popular', 'latest'],
  },
  email: {
    blend: { history: 1, 'buy-again': 0.8, trending: 0.3, bestsellers: 0.2 },
    fallback: ['popular', 'latest'],
  },
}

/** Visitors behind a product at which its behaviour counts half, and its content half: w = n / (n + k). */
export const behaviourHalf = 20

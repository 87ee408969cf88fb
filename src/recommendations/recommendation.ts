/** The request and the answer of POST /v1/recommendations (docs/recommendations.md). */
import { z } from 'zod'
import { productFilterSchema } from '../catalog/filter.ts'
import type { FacetValue } from '../catalog/facets.ts'
import { consentLevels, type ConsentLevel } from '../events/consent.ts'

export const placements = [
  'product-similar',
  'product-complements',
  'cart',
  'home',
  'category',
  'search',
  'email',
] as const
export type Placement = (typeof placements)[number]

const productId = z.string().min(1).max(200)
const productIds = z.array(productId).max(500)
const visitKey = z.string().min(1).max(200)

export const recommendationRequestSchema = z.strictObject({
  /** The slot of the page that is to be filled. */
  placement: z.enum(placements),
  /** The most that may be used of what is known about the visitor. */
  consent: z.enum(consentLevels).default('none'),
  /** Key of this visit, as its events carry it; used from consent "session" on. */
  session: visitKey.optional(),
  /** Key of the visitor, as events carry it; used from consent "pseudonymous" on. */
  visitor: visitKey.optional(),
  context: z
    .strictObject({
      /** The product of the page. */
      item: productId.optional(),
      /** Products seen in this visit, latest last. */
      items: productIds.default([]),
      cart: productIds.default([]),
      /** Category path of the page: "Home > Kitchen". */
      category: z.string().min(1).max(4_000).optional(),
      query: z.string().min(1).max(500).optional(),
    })
    .default({ items: [], cart: [] }),
  /** Items wanted. */
  n: z.int().min(1).max(100).default(12),
  filter: productFilterSchema.optional(),
  exclude: z
    .strictObject({
      ids: productIds.default([]),
      /** Leave out what the visitor saw in this visit. */
      seen: z.boolean().default(false),
      /** Leave out what the visitor bought; needs consent "known". */
      bought: z.boolean().default(false),
    })
    .default({ ids: [], seen: false, bought: false }),
  /** 0 by relevance alone, 1 as different from each other as possible. */
  diversity: z.number().min(0).max(1).default(0),
  /** Counts every product of the shop under the test that removed it, also when the slate is full. */
  explain: z.boolean().default(false),
})
export type RecommendationRequest = z.output<typeof recommendationRequestSchema>

/** Where an item came from (docs/recommendations.md, "Sources"). */
export const candidateSources = [
  'session-knn',
  'history',
  'substitutes',
  'complements',
  'viewed-after',
  'ease',
  'content',
  'text',
  'recently-viewed',
  'buy-again',
  'trending',
  'popular',
  'bestsellers',
  'on-sale',
  'category',
  'latest',
  'rule',
] as const
export type CandidateSource = (typeof candidateSources)[number]

export const reasonCodes = [
  'viewed-after',
  'viewed-together',
  'bought-together',
  'shares-category',
  'shares-brand',
  'shares-attributes',
  'similar-text',
  'fits-visit',
  'fits-history',
  'matches-query',
  'recently-viewed',
  'buy-again',
  'trending',
  'popular',
  'bestseller',
  'on-sale',
  'latest',
  'chosen-by-shop',
] as const

/** Why an item is shown. Counts are of distinct visitors, each at least five, and recount from Postgres. */
export interface Reason {
  readonly code: (typeof reasonCodes)[number]
  /** The product it is about: the one viewed, bought or compared with. */
  readonly item?: string
  /** Of `n` visitors with `item`, `k` went on to this one; without `k`, visitors of this one in the last `days`. */
  readonly k?: number
  readonly n?: number
  readonly days?: number
  /** How much likelier that is than for visitors without `item`, and its 95 % interval. */
  readonly lift?: number
  readonly ci?: readonly [number, number]
  /** The longest common category path, folded ("home > kettles"). */
  readonly category?: string
  readonly brand?: string
  readonly attributes?: Readonly<Record<string, readonly FacetValue[]>>
}

export interface SlateItem {
  readonly id: string
  /** From 0. */
  readonly position: number
  /** Blended relevance, 0 to 1 for the best without rules; 0 where the order is not by relevance. */
  readonly score: number
  readonly source: CandidateSource
  /** Steps down the fallback chain of the placement: 0 is what the placement is for. */
  readonly tier: number
  /** The merchandising rule that placed or moved it. */
  readonly rule: string | null
  /** Drawn by chance among the products ranked next to this place (docs/recommendations/merchandising.md). */
  readonly explored?: true
  readonly reason: Reason
}

export interface Fill {
  readonly asked: number
  readonly returned: number
  /** Products that may be shown for this request. Counted with `explain`, and whenever the slate is not full. */
  readonly eligible?: number
  /** The others, each under the first test that removed it. */
  readonly removed?: {
    readonly hidden: number
    readonly stock: number
    readonly filter: number
    readonly excluded: number
  }
}

/** A source that was asked: how long it took, or that it did not answer in time. */
export interface AskedSource {
  readonly name: CandidateSource
  readonly ms?: number
  readonly late?: true
}

export interface Recommendation {
  readonly slate: string
  /** To be sent with the events of this slate; says which slate and arm, and is signed. */
  readonly token: string
  /** The moment up to which everything known was counted; with an image that is kept up, a few seconds ago. */
  readonly as_of: string
  /** Number of the image that answered; 0 while the shop has none. */
  readonly epoch: number
  /** The level that was needed, never above the one granted. */
  readonly consent_used: ConsentLevel
  readonly items: readonly SlateItem[]
  readonly fill: Fill
  readonly sources: readonly AskedSource[]
  /** The next page, without repeats; absent when nothing is left to show. */
  readonly next?: string
  /** True when Postgres could not be asked whether every item may still be shown. */
  readonly stale?: true
  /** True when the image was too old, so that only the catalogue answered. */
  readonly outdated?: true
}

/**
 * The request and the answer of POST /v1/recommendations, in their final shape (docs/architecture.md). What this
 * release cannot fill truthfully is absent: `token`, `epoch` and `next`.
 */
import { z } from 'zod'
import { productFilterSchema } from '../catalog/filter.ts'
import type { FacetValue } from '../catalog/facets.ts'

export const placements = [
  'product-similar',
  'product-complements',
  'cart',
  'home',
  'category',
  'search',
  'email',
] as const
export const consentLevels = ['none', 'session', 'pseudonymous', 'known'] as const

const productId = z.string().min(1).max(200)
const productIds = z.array(productId).max(500)

export const recommendationRequestSchema = z.strictObject({
  /** The slot of the page that is to be filled. */
  placement: z.enum(placements),
  /** The most that may be used of what is known about the visitor. */
  consent: z.enum(consentLevels).default('none'),
  session: z.string().min(1).max(200).optional(),
  context: z
    .strictObject({
      /** The product of the page. */
      item: productId.optional(),
      /** Products seen in this visit, latest last. */
      items: productIds.default([]),
      cart: productIds.default([]),
      category: z.string().max(4_000).optional(),
      query: z.string().max(500).optional(),
    })
    .default({ items: [], cart: [] }),
  /** Items wanted. */
  n: z.int().min(1).max(100).default(12),
  filter: productFilterSchema.optional(),
  exclude: z
    .strictObject({
      ids: productIds.default([]),
      /** Leave out what the visitor saw: the products of `context.items`. */
      seen: z.boolean().default(false),
      /** Leave out what the visitor bought, where orders are known. */
      bought: z.boolean().default(false),
    })
    .default({ ids: [], seen: false, bought: false }),
  /** 0 by relevance alone; other values are not served yet. */
  diversity: z.literal(0, 'only 0 is served yet').default(0),
  /** Counts every product of the shop under the test that removed it, also when the slate is full. */
  explain: z.boolean().default(false),
})
export type RecommendationRequest = z.output<typeof recommendationRequestSchema>

/** Where an item came from: neighbours by content, the same category or brand, or the newest products. */
export type CandidateSource = 'content' | 'category' | 'latest'

/** Why an item is shown: what it has in common with `item`, as both state it. */
export interface Reason {
  readonly code: 'shares-category' | 'shares-brand' | 'shares-attributes' | 'similar-text' | 'latest'
  readonly item?: string
  /** The longest common category path, folded ("home > kettles"). */
  readonly category?: string
  readonly brand?: string
  readonly attributes?: Readonly<Record<string, readonly FacetValue[]>>
}

export interface SlateItem {
  readonly id: string
  /** From 0. */
  readonly position: number
  /** Cosine for `content`; 0 where the order is by date and not by nearness. */
  readonly score: number
  readonly source: CandidateSource
  /** Steps down the fallback chain of the placement: 0 is its first source. */
  readonly tier: number
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

export interface Recommendation {
  readonly slate: string
  readonly as_of: string
  /** The level that was needed, never above the one granted. */
  readonly consent_used: (typeof consentLevels)[number]
  readonly items: readonly SlateItem[]
  readonly fill: Fill
  /** Sources asked, in order, and how long each took. */
  readonly sources: readonly { readonly name: CandidateSource; readonly ms: number }[]
}

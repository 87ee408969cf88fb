/**
 * The in-process copy of everything learnt from behaviour in one shop, as serving sees it. A job builds it from Postgres,
 * processes load it and swap it between requests. Products have dense numbers of the image's own: `items.numberOf`
 * leads in, `items.idOf` leads out; the catalogue's numbers (ShopMirror) are others.
 */
import type { SessionModel } from '../session-knn/session-model.ts'

/** Lists of neighbours per product, best first. */
export const neighbourKinds = ['content', 'substitute', 'complement', 'viewed-after', 'ease'] as const
export type NeighbourKind = (typeof neighbourKinds)[number]

/** Rankings of all products. */
export const rankingKinds = ['trending', 'popular', 'bestsellers'] as const
export type RankingKind = (typeof rankingKinds)[number]

/**
 * Counts behind a pair of products (a → b), one vote per visitor; they recount to the same numbers from Postgres as of
 * the image's `seq`.
 */
export interface PairEvidence {
  /** Visitors with a and b. */
  readonly k: number
  /** Visitors with a. */
  readonly n: number
  /** Visitors with b. */
  readonly b: number
  /** All visitors counted. */
  readonly total: number
  readonly lift: number
  /** 95 % interval of the lift. */
  readonly ci: readonly [number, number]
}

export interface Neighbour {
  readonly item: number
  /** 0 to 1 for content (cosine), the kind's own scale for others; falls along the list. */
  readonly score: number
  /** Absent for content and ease, and where a count has fewer than five visitors behind it. */
  readonly evidence: PairEvidence | undefined
}

export interface ScoredItems {
  readonly items: Uint32Array
  readonly scores: Float32Array
}

export interface ItemNumbers {
  readonly size: number
  numberOf(externalId: string): number | undefined
  /** @throws RangeError beyond `size` */
  idOf(item: number): string
}

export interface ShopImage {
  readonly shopId: string
  /** Number of the build; grows with each one of the shop. */
  readonly epoch: number
  /** The last entry of the visit log this copy has taken in; grows as changes are applied. */
  readonly seq: number
  /** Visits of erased visitors taken out since it was loaded. */
  readonly erased: number
  /** The entry up to which pair evidence and rankings were counted. */
  readonly countedSeq: number
  /** Orders and carts received before this were counted (they have no number in the log). */
  readonly countedUntil: Date
  readonly builtAt: Date
  /** The last moment at which nothing was known that had not been counted: after it, counts grow old. */
  readonly asOf: Date
  /** False once a visitor who was counted is erased: counts are withheld until the next image. */
  readonly countsHold: boolean
  readonly items: ItemNumbers
  /** Undefined until the shop's own data has shown that it beats the baselines (the promotion gate). */
  readonly sessions: SessionModel | undefined
  neighbours(kind: NeighbourKind, item: number): readonly Neighbour[]
  /** The same list without evidence, as views of the image: what the hot path reads. */
  scored(kind: NeighbourKind, item: number): ScoredItems
  /** Evidence of one pair of the kind, if it is on the list of `item`. */
  evidence(kind: NeighbourKind, item: number, other: number): PairEvidence | undefined
  /** Products best first, with a positive score each. */
  ranking(kind: RankingKind): ScoredItems
  /** Voters behind a product's place in a ranking, of its last days; undefined below five. */
  rankVoters(kind: RankingKind, item: number): number | undefined
  /** All voters who viewed the product, also where they are too few to be told. */
  viewers(item: number): number
  /** Cosine of two products' content vectors; undefined when one has none. */
  similarity(item: number, other: number): number | undefined
}

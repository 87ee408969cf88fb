/**
 * An image as plain typed arrays: what the build makes, the file holds and `openShopImage` serves from. Lists are laid
 * out one after the other: product i has the entries `offsets[i] … offsets[i + 1] - 1`.
 */
import type { NeighbourKind, RankingKind } from './shop-image.ts'

export interface NeighbourLists {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  readonly scores: Float32Array
  /** Voters with both products, beside `items`; undefined where nobody was counted (content, ease). */
  readonly voters: Uint32Array | undefined
}

/** Voters of each product, and all of them: the rest of the counts behind a pair. */
export interface VoterCounts {
  readonly byItem: Uint32Array
  readonly total: number
}

/** Content vectors in bytes: product i has `bytes[i·dimensions] …`; all zero without a vector. */
export interface QuantisedVectors {
  readonly dimensions: number
  readonly bytes: Int8Array
  /** Length of each vector in units of its bytes; 0 without one. */
  readonly norms: Float32Array
}

export interface RankedItems {
  readonly items: Uint32Array
  readonly scores: Float32Array
  /** By product: voters of the days the ranking is told of; undefined in files of before there were such. */
  readonly voters: Uint32Array | undefined
}

export interface ImageParts {
  readonly shopId: string
  readonly epoch: number
  readonly seq: number
  readonly countedSeq: number
  readonly countedUntil: Date
  readonly builtAt: Date
  /** External id of each product, by number. */
  readonly items: readonly string[]
  readonly lists: Readonly<Partial<Record<NeighbourKind, NeighbourLists>>>
  /** Of visits: behind substitutes and viewed-after. */
  readonly viewers: VoterCounts
  /** Of baskets: behind complements. */
  readonly buyers: VoterCounts
  readonly rankings: Readonly<Partial<Record<RankingKind, RankedItems>>>
  readonly vectors: QuantisedVectors | undefined
}

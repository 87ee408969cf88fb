/** What a source says: products by the catalogue's numbers, with scores of its own scale. */
import type { CandidateSource } from '../recommendation.ts'

export interface Candidates {
  readonly source: CandidateSource
  /** Catalogue numbers, best first. */
  readonly products: readonly number[]
  /** One per product, positive, falling. */
  readonly scores: readonly number[]
  /** The product each was found from, by external id; undefined where it was not found from one. */
  readonly anchors?: readonly (string | undefined)[] | undefined
}

/** More candidates than this change no slate of a hundred. */
export const candidatesMax = 200

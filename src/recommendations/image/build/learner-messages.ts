/** What the thread that learns an image is told, and what it answers. Every request has a number; its answer repeats it. */
import type { PageKind } from './collect-history.ts'

/** What the image is to be called; the rest follows from the pages. */
export interface ImageHeader {
  readonly shopId: string
  readonly epoch: number
  /** The last entry of the visit log that was read. */
  readonly seq: number
  /** Orders and carts received before this were read, milliseconds since 1970. */
  readonly untilMs: number
  readonly builtAtMs: number
}

/** How many of each thing an image holds. */
export interface ImageCounts {
  readonly products: number
  readonly visits: number
  readonly clicks: number
  readonly baskets: number
  readonly viewers: number
  readonly buyers: number
  readonly substitutes: number
  readonly complements: number
  readonly viewedAfter: number
  readonly easeWeights: number
  readonly contentNeighbours: number
}

export interface LearntSummary {
  readonly counts: ImageCounts
  readonly byteLength: number
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum: string
  readonly modelHash: string
}

export type LearnerRequest = { readonly id: number } & (
  | { readonly kind: 'page'; readonly page: PageKind; readonly text: string }
  | { readonly kind: 'learn'; readonly header: ImageHeader }
  | { readonly kind: 'relations' }
  | { readonly kind: 'copy'; readonly from: number; readonly to: number }
)

export type LearnerAnswer =
  | { readonly id: number; readonly kind: 'taken' }
  | { readonly id: number; readonly kind: 'learnt'; readonly summary: LearntSummary }
  /** The next rows of `relations` as JSON; undefined after the last. */
  | { readonly id: number; readonly kind: 'relations'; readonly rows: string | undefined }
  | { readonly id: number; readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly id: number; readonly kind: 'failed'; readonly message: string }

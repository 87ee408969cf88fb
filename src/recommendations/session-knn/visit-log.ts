/**
 * Closed visits as plain arrays: what every behavioural model is built from, whether they come from Postgres or from a
 * file. Dense numbers stand for products, so that no model handles text.
 */

/** Visits ordered by (end, number). Visit v viewed `clicks[offsets[v]] … clicks[offsets[v + 1] - 1]`, oldest first. */
export interface VisitLog {
  /** External id of each dense product number. */
  readonly items: readonly string[]
  /** Length visits + 1. */
  readonly offsets: Uint32Array
  readonly clicks: Uint32Array
  /** When each visit ended, seconds since 1970. Files without times count up from 0. */
  readonly ends: Float64Array
  /** The visit's number in the shop's log (`visits.seq`); in files, its position. Breaks ties of `ends`. */
  readonly numbers: Float64Array
}

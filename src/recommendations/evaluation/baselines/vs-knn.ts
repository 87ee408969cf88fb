/**
 * Vector multiplication session kNN: VS-KNN of session-rec (Ludewig and Jannach 2018). Of the sessions that share an item
 * with the query the newest `sample` are compared, the `k` most similar vote. Items of the query weigh position / length
 * in the similarity (`weighting=div`); a neighbour's votes weigh 1 / steps back to the latest shared item
 * (`weighting_score=div`), and rare items gain (`idf_weighting`). Items of the query may be recommended; whether the last
 * one may is a setting, because in some logs a click never repeats the one before.
 */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { distinctItems, invert } from './postings.ts'
import { bestOf, createScoreBoard } from './score-board.ts'

export interface VsKnnSettings {
  readonly k: number
  readonly sample: number
  /** A vote is multiplied by 1 + idf · ln(N / n), n the sessions that hold the item. */
  readonly idf: number
  /** Whether the item viewed last may be recommended. */
  readonly keepsLast: boolean
}

/** The published defaults of session-rec. */
export const publishedVsKnn: VsKnnSettings = { k: 100, sample: 1_000, idf: 0, keepsLast: true }

export function buildVsKnn(log: VisitLog, { k, sample, idf, keepsLast }: VsKnnSettings): SessionModel {
  const visits = distinctItems(log)
  const visitsOf = invert(visits, log.items.length)
  const similarity = new Float64Array(log.offsets.length)
  const stepsBack = new Uint32Array(log.offsets.length)
  const seen = new Uint8Array(log.offsets.length)
  const board = createScoreBoard(log.items.length)
  const rarity = Float64Array.from({ length: log.items.length }, (_, item) => {
    const held = (visitsOf.offsets[item + 1] ?? 0) - (visitsOf.offsets[item] ?? 0)
    return held === 0 ? 1 : 1 + idf * Math.log((log.offsets.length - 1) / held)
  })
  return {
    score(query, limit) {
      const items = lastPositions(query)
      const found: number[] = []
      for (const { item } of items) {
        for (let at = visitsOf.offsets[item] ?? 0; at < (visitsOf.offsets[item + 1] ?? 0); at++) {
          const visit = visitsOf.values[at] ?? 0
          if (seen[visit] === 1) continue
          seen[visit] = 1
          found.push(visit)
        }
      }
      for (const visit of found) seen[visit] = 0
      // Visits are numbered by when they ended: the newest have the greatest numbers.
      const recent = found.length > sample ? Uint32Array.from(found).sort().subarray(-sample) : found
      for (const visit of recent) seen[visit] = 1
      for (const { item, position } of items) {
        for (let at = visitsOf.offsets[item] ?? 0; at < (visitsOf.offsets[item + 1] ?? 0); at++) {
          const visit = visitsOf.values[at] ?? 0
          if (seen[visit] === 0) continue
          // Latest items come first, so the first to touch a visit is the latest shared with it.
          if (similarity[visit] === 0) stepsBack[visit] = query.length - position
          similarity[visit] = (similarity[visit] ?? 0) + (position + 1) / query.length / items.length
        }
      }
      for (const visit of bestOf(recent, similarity, k)) {
        const vote = (similarity[visit] ?? 0) / (stepsBack[visit] ?? 1)
        for (let at = visits.offsets[visit] ?? 0; at < (visits.offsets[visit + 1] ?? 0); at++) {
          const item = visits.values[at] ?? 0
          if (keepsLast || item !== items[0]?.item) board.add(item, vote * (rarity[item] ?? 1))
        }
      }
      for (const visit of recent) {
        similarity[visit] = 0
        seen[visit] = 0
      }
      return board.take(limit)
    },
  }
}

/** The distinct items of a query with their last positions, latest first. */
function lastPositions(query: ArrayLike<number>): { readonly item: number; readonly position: number }[] {
  const seen = new Set<number>()
  const items: { item: number; position: number }[] = []
  for (let position = query.length - 1; position >= 0; position--) {
    const item = query[position] ?? 0
    if (seen.has(item)) continue
    seen.add(item)
    items.push({ item, position })
  }
  return items
}

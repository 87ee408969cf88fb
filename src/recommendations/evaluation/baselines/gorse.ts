/**
 * Item-to-item neighbours as Gorse sums them at its session endpoint: w_s = ln(items / |s|), g_a = Σ_{s ∋ a} w_s²,
 * sim(a, b) = Σ_{s ∋ a, b} w_s² / √(g_a · g_b), the best hundred an item, summed over the items of the query. Gorse
 * leaves the query's own items out; the variant with them tells how much of the distance is that choice.
 */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { distinctItems, invert, tableOf } from './postings.ts'
import { createScoreBoard } from './score-board.ts'

const kept = 100

export function buildGorse(log: VisitLog, keepsQuery: boolean): SessionModel {
  const visits = distinctItems(log)
  const visitsOf = invert(visits, log.items.length)
  const squares = Float64Array.from({ length: log.offsets.length - 1 }, (_, visit) => {
    const size = (visits.offsets[visit + 1] ?? 0) - (visits.offsets[visit] ?? 0)
    return size === 0 ? 0 : Math.log(log.items.length / size) ** 2
  })
  const norms = Float64Array.from({ length: log.items.length }, (_, item) => {
    let sum = 0
    for (const visit of listOf(visitsOf, item)) sum += squares[visit] ?? 0
    return Math.sqrt(sum)
  })
  const board = createScoreBoard(log.items.length)
  const shared = new Float64Array(log.items.length)
  const table = tableOf(log.items.length, (item) => {
    const touched: number[] = []
    for (const visit of listOf(visitsOf, item)) {
      for (const other of listOf(visits, visit)) {
        if (other === item) continue
        if (shared[other] === 0) touched.push(other)
        shared[other] = (shared[other] ?? 0) + (squares[visit] ?? 0)
      }
    }
    for (const other of touched) {
      const norm = (norms[item] ?? 0) * (norms[other] ?? 0)
      if (norm > 0) board.add(other, (shared[other] ?? 0) / norm)
      shared[other] = 0
    }
    return board.take(kept)
  })
  return {
    score(query, limit) {
      const asked = new Set<number>()
      for (let at = 0; at < query.length; at++) asked.add(query[at] ?? 0)
      for (const item of asked) {
        const to = table.offsets[item + 1] ?? 0
        for (let at = table.offsets[item] ?? 0; at < to; at++) {
          const other = table.values[at] ?? 0
          if (keepsQuery || !asked.has(other)) board.add(other, table.weights[at] ?? 0)
        }
      }
      return board.take(limit)
    },
  }
}

function listOf(lists: { readonly offsets: Uint32Array; readonly values: Uint32Array }, list: number) {
  return lists.values.subarray(lists.offsets[list] ?? 0, lists.offsets[list + 1] ?? 0)
}

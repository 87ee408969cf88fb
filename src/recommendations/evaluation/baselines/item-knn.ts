/**
 * Items clicked in the same sessions as the last one: `ItemKNN` of GRU4Rec (Hidasi et al. 2016), as session-rec ships it.
 * sim(a, b) = pairs(a, b) / ((n_a + λ)^α · (n_b + λ)^(1 − α)), n the clicks of an item, λ = 20, α = ½: a cosine
 * that rare pairs cannot win. The best hundred neighbours are kept; only the last item of the query counts.
 */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { invert, tableOf, type Lists, type NeighbourTable } from './postings.ts'
import { createScoreBoard } from './score-board.ts'

const lambda = 20
const alpha = 0.5
const kept = 100

export function buildItemKnn({ items, offsets, clicks }: VisitLog): SessionModel {
  const visits: Lists = { offsets, values: clicks }
  const visitsOf = invert(visits, items.length)
  const clicksOf = (item: number) => (visitsOf.offsets[item + 1] ?? 0) - (visitsOf.offsets[item] ?? 0)
  const board = createScoreBoard(items.length)
  const weighted = new Float64Array(items.length)
  const touched = new Uint32Array(items.length)
  const table = tableOf(items.length, (item) => {
    // A click of the item meets every click of its session, so an item viewed twice counts twice, as in the source.
    let count = 0
    for (let at = visitsOf.offsets[item] ?? 0; at < (visitsOf.offsets[item + 1] ?? 0); at++) {
      const visit = visitsOf.values[at] ?? 0
      for (let click = offsets[visit] ?? 0; click < (offsets[visit + 1] ?? 0); click++) {
        const other = clicks[click] ?? 0
        if (other === item) continue
        if (weighted[other] === 0) touched[count++] = other
        weighted[other] = (weighted[other] ?? 0) + 1
      }
    }
    const own = Math.pow(clicksOf(item) + lambda, alpha)
    for (let at = 0; at < count; at++) {
      const other = touched[at] ?? 0
      board.add(other, (weighted[other] ?? 0) / (own * Math.pow(clicksOf(other) + lambda, 1 - alpha)))
      weighted[other] = 0
    }
    return board.take(kept)
  })
  return { score: (query, limit) => neighboursOf(table, query[query.length - 1], limit) }
}

/** The first neighbours of one item; nothing without an item. */
export function neighboursOf(table: NeighbourTable, item: number | undefined, limit: number) {
  const from = item === undefined ? 0 : (table.offsets[item] ?? 0)
  const to = item === undefined ? 0 : Math.min(table.offsets[item + 1] ?? 0, from + limit)
  return {
    items: table.values.slice(from, to),
    scores: Float32Array.from(table.weights.subarray(from, to)),
  }
}

/**
 * What followed the last item, nearer steps counting more: "SR" of session-rec (Ludewig and Jannach 2018) with its
 * defaults: up to ten steps apart, weight 1 / steps, the best twenty rules an item.
 */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { neighboursOf } from './item-knn.ts'
import { invert, tableOf } from './postings.ts'
import { createScoreBoard } from './score-board.ts'

const stepsMax = 10
const kept = 20

export function buildSequentialRules({ items, offsets, clicks }: VisitLog): SessionModel {
  const visitOf = new Uint32Array(clicks.length)
  for (let visit = 0; visit + 1 < offsets.length; visit++) {
    visitOf.fill(visit, offsets[visit] ?? 0, offsets[visit + 1] ?? 0)
  }
  // Each click as a list of its own, so that the inverse is where an item was clicked.
  const clickNumbers = Uint32Array.from({ length: clicks.length + 1 }, (_, click) => click)
  const placesOf = invert({ offsets: clickNumbers, values: clicks }, items.length)
  const board = createScoreBoard(items.length)
  const table = tableOf(items.length, (item) => {
    for (let at = placesOf.offsets[item] ?? 0; at < (placesOf.offsets[item + 1] ?? 0); at++) {
      const click = placesOf.values[at] ?? 0
      const end = offsets[(visitOf[click] ?? 0) + 1] ?? 0
      for (let steps = 1; steps <= stepsMax && click + steps < end; steps++) {
        board.add(clicks[click + steps] ?? 0, 1 / steps)
      }
    }
    return board.take(kept)
  })
  return { score: (query, limit) => neighboursOf(table, query[query.length - 1], limit) }
}

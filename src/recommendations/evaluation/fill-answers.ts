/**
 * Answers shorter than asked, filled up as serving fills a page when behaviour alone does not: by what followed what
 * followed (rules over two steps), then by what was viewed most of late. What the session model says comes first and
 * is left as it is.
 */
import { documentFrequency, ruleUnit, type SessionIndex } from '../session-knn/session-index.ts'
import type { SessionModel } from '../session-knn/session-model.ts'
import { createScoreBoard } from './baselines/score-board.ts'

/** Visits that are "of late": the newest twentieth, and not fewer than these. */
const lateShare = 0.05
const lateMin = 200
/** Answers are at most this long. */
const popularMax = 1_000
/** Steps of the query that rules start from, newest first, each at half the weight of the one after it. */
const stepsBack = 3

export function fillAnswers(
  model: SessionModel,
  index: SessionIndex,
  { keepsLast }: { keepsLast: boolean },
): SessionModel {
  const popular = popularOfLate(index)
  const board = createScoreBoard(index.items.length)
  return {
    score(query, limit) {
      const { items, scores } = model.score(query, limit)
      if (items.length >= limit) return { items, scores }
      const known = new Set(items)
      const last = query[query.length - 1]
      if (!keepsLast && last !== undefined) known.add(last)
      walkTwice(index, query, board)
      const walked = board.take(limit + known.size).items
      const more: number[] = []
      for (const candidates of [walked, popular]) {
        for (const item of candidates) {
          if (items.length + more.length >= limit) break
          if (known.has(item)) continue
          known.add(item)
          more.push(item)
        }
      }
      // Below all scores of the model, falling.
      const lowest = scores.at(-1) ?? 1
      return {
        items: Uint32Array.from([...items, ...more]),
        scores: Float32Array.from([...scores, ...more.map((_, at) => lowest / (at + 2))]),
      }
    },
  }
}

/** Σ R(q, b)/df(q) · R(b, c)/df(b) over the products b that followed q. */
function walkTwice(
  index: SessionIndex,
  query: ArrayLike<number>,
  board: ReturnType<typeof createScoreBoard>,
): void {
  const { rules } = index
  let decay = 1
  for (let at = query.length - 1; at >= Math.max(0, query.length - stepsBack); at--, decay /= 2) {
    const from = query[at] ?? 0
    eachRule(index, from, (over, first) => {
      if (documentFrequency(index, over) === 0 || (rules.count[over] ?? 0) === 0) return
      eachRule(index, over, (item, second) => {
        board.add(item, decay * first * second)
      })
    })
  }
}

function eachRule(index: SessionIndex, src: number, take: (dst: number, weight: number) => void): void {
  const { start, count, values, weights } = index.rules
  const df = documentFrequency(index, src)
  const from = start[src] ?? 0
  for (let place = from; place < from + (count[src] ?? 0); place++) {
    take(values[place] ?? 0, (weights?.[place] ?? 0) / (ruleUnit * Math.max(1, df)))
  }
}

function popularOfLate(index: SessionIndex): Uint32Array {
  const board = createScoreBoard(index.items.length)
  const from = Math.max(0, Math.floor(index.slots - Math.max(lateMin, index.slots * lateShare)))
  for (let slot = from; slot < index.slots; slot++) {
    const start = index.offsets[slot] ?? 0
    const clicks = index.clicks.subarray(start, start + (index.lengths[slot] ?? 0))
    for (const item of new Set(clicks)) board.add(item, 1)
  }
  return board.take(popularMax).items
}

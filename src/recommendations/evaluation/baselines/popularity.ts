/** Most clicked items, the same for everyone ("POP" of GRU4Rec, Hidasi et al. 2016). */
import type { SessionModel } from '../../session-knn/session-model.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { createScoreBoard } from './score-board.ts'

/** GRU4Rec keeps the hundred most clicked. */
const kept = 100

export function buildPopularity({ items, clicks }: VisitLog): SessionModel {
  const board = createScoreBoard(items.length)
  for (const item of clicks) board.add(item, 1)
  const best = board.take(Math.max(kept, 100))
  return {
    score: (_query, limit) => ({
      items: best.items.slice(0, limit),
      scores: best.scores.slice(0, limit),
    }),
  }
}

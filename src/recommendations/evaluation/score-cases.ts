/** Asks a model a run of cases and notes what measures need. */
import type { Clock } from '../../clock.ts'
import type { SessionModel } from '../session-knn/session-model.ts'
import type { CaseSet } from './case-set.ts'
import { emptyOutcome, type Outcome } from './measures/outcome.ts'

export interface ScoreOptions {
  /** Cases `from` … `to` − 1. */
  readonly from: number
  readonly to: number
  /** Length of an answer, 1 to 100. */
  readonly cut: number
  /** Items that training saw; numbers from here on were never seen. */
  readonly items: number
  readonly clock: Pick<Clock, 'monotonicMs'>
  /** Called every five hundred cases. */
  readonly onProgress?: (done: number) => void
}

/** No answer is asked to be longer: what a visit viewed is rarely as much. */
const answerMax = 400

/** Items that training never saw are left out of the query; of a query of only such items nothing is left. */
export function scoreCases(model: SessionModel, cases: CaseSet, options: ScoreOptions): Outcome {
  const { from, to, cut, items, clock, onProgress } = options
  const outcome = emptyOutcome(to - from, items)
  const query: number[] = []
  for (let at = from; at < to; at++) {
    const target = cases.targets[at] ?? 0
    query.length = 0
    for (let place = cases.starts[at] ?? 0; place < target; place++) {
      const item = cases.clicks[place] ?? 0
      if (item < items) query.push(item)
    }
    const viewed = new Set(query)
    const limit = Math.min(answerMax, cut + viewed.size)
    const startMs = clock.monotonicMs()
    const answer = model.score(query, limit).items
    outcome.latencies[at - from] = clock.monotonicMs() - startMs
    note(outcome, at - from, answer, { wanted: cases.clicks[target] ?? 0, viewed, cut })
    if ((at - from + 1) % 500 === 0) onProgress?.(500)
  }
  onProgress?.((to - from) % 500)
  return outcome
}

/** @param answer longer than `cut` by the items viewed, so that `cut` others are in it */
function note(
  { ranks, novelRanks, shown }: Outcome,
  at: number,
  answer: Uint32Array,
  { wanted, viewed, cut }: { wanted: number; viewed: ReadonlySet<number>; cut: number },
): void {
  let novel = 0
  for (let place = 0; place < answer.length; place++) {
    const item = answer[place] ?? 0
    if (place < cut) shown[item] = (shown[item] ?? 0) + 1
    if (place < cut && item === wanted) ranks[at] = place + 1
    if (viewed.has(item)) continue
    novel += 1
    if (novel <= cut && item === wanted) novelRanks[at] = novel
  }
}

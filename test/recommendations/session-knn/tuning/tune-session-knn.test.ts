/** What ends the search for settings, and that the clock has no say in what is found. */
import { expect, test } from 'vitest'
import { createWorkCounter } from '../../../../src/recommendations/session-knn/tuning/count-work.ts'
import { defaultSessionKnnParams } from '../../../../src/recommendations/session-knn/session-knn-params.ts'
import {
  holdOutTail,
  tuneSessionKnn,
} from '../../../../src/recommendations/session-knn/tuning/tune-session-knn.ts'
import { syntheticVisits } from '../../evaluation/synthetic-visits.ts'
import { logOf } from '../../evaluation/tiny-log.ts'

const still = { monotonicMs: () => 0 }
/** A machine on which every look at the clock takes ten seconds. */
function slow() {
  let ms = 0
  return { monotonicMs: () => (ms += 10_000) }
}
const visits = syntheticVisits({ kind: 'static', visits: 800, seed: 9 })
const options = { seed: 1, casesMax: 200 }

function heldOut(log = visits) {
  const found = holdOutTail(log)
  if (found === undefined) throw new Error('This log has a tail.')
  return found
}

test(
  'a slow machine finds the settings of a fast one, unless the guard strikes, which is said',
  { timeout: 60_000 },
  () => {
    const fast = tuneSessionKnn(heldOut(), { ...options, clock: still })
    expect(fast.stopped).toBe('finished')
    expect(tuneSessionKnn(heldOut(), { ...options, clock: slow(), budgetMs: 1e9 })).toEqual(fast)
    const cut = tuneSessionKnn(heldOut(), { ...options, clock: slow(), budgetMs: 50_000 })
    expect(cut.stopped).toBe('time')
    expect(cut.evaluations).toBeLessThan(fast.evaluations)
  },
)

test('visits of one product each have nothing to ask about', () => {
  expect(holdOutTail(logOf([[0], [1], [2]]))).toBeUndefined()
})

test('five visits are enough to try, on the few questions there are', () => {
  const few = logOf([
    [0, 1],
    [1, 2],
    [0, 1, 2],
    [2, 0],
    [1, 0],
  ])
  expect(tuneSessionKnn(heldOut(few), { ...options, clock: still }).cases).toBeGreaterThan(0)
})

test('work counts entries of the index: more neighbours and a longer memory cost more, rules only where they count', () => {
  const { index, cases } = heldOut()
  const work = createWorkCounter(index)
  const cost = (change: object) => work.plain({ ...defaultSessionKnnParams, ...change }, cases)
  expect(cost({ k: 400 })).toBeGreaterThan(cost({ k: 10 }))
  expect(cost({ hist: 20 })).toBeGreaterThan(cost({ hist: 1 }))
  expect(cost({ mix: 0 })).toBeLessThan(cost({}))
  expect(work.ordered(defaultSessionKnnParams, cases)).toBeGreaterThan(cost({}))
})

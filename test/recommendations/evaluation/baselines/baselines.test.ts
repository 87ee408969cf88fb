/** Every baseline on an example small enough for paper. */
import { describe, expect, test } from 'vitest'
import {
  baselineNames,
  buildBaseline,
} from '../../../../src/recommendations/evaluation/baselines/baselines.ts'
import { buildChosenVsKnn } from '../../../../src/recommendations/evaluation/baselines/choose-vs-knn.ts'
import { buildVsKnn, publishedVsKnn } from '../../../../src/recommendations/evaluation/baselines/vs-knn.ts'
import { bestOf } from '../../../../src/recommendations/evaluation/baselines/score-board.ts'
import { logOf } from '../tiny-log.ts'

const log = logOf([
  [0, 1, 2],
  [0, 1],
  [1, 3],
  [0, 2],
])

function answer(name: (typeof baselineNames)[number], query: readonly number[]) {
  const { items, scores } = buildBaseline(name, log).score(query, 20)
  return [...items].map((item, at): [number, number] => [item, scores[at] ?? 0])
}

function expectScores(found: readonly (readonly [number, number])[], expected: readonly [number, number][]) {
  expect(found.map(([item]) => item)).toEqual(expected.map(([item]) => item))
  found.forEach(([, score], at) => {
    expect(score).toBeCloseTo(expected[at]?.[1] ?? 0, 5)
  })
}

describe('baselines', () => {
  test('popularity: clicks, the same for everyone', () => {
    expectScores(answer('popularity', [3]), [
      [0, 3],
      [1, 3],
      [2, 2],
      [3, 1],
    ])
  })

  test('item-kNN: pairs over damped clicks, from the last item', () => {
    // Item 2 has two clicks; it meets 0 twice and 1 once, which have three clicks each.
    expectScores(answer('item-knn', [3, 2]), [
      [0, 2 / Math.sqrt(22 * 23)],
      [1, 1 / Math.sqrt(22 * 23)],
    ])
  })

  test('sequential rules: what followed, one over the steps', () => {
    // After 0: 1 twice at one step; 2 at two steps and at one.
    expectScores(answer('sequential-rules', [0]), [
      [1, 2],
      [2, 1.5],
    ])
  })

  test('VS-KNN: similarity by place, votes by steps to the latest shared item', () => {
    const { items, scores } = buildVsKnn(log, { k: 100, sample: 1_000, idf: 0, keepsLast: true }).score(
      [0, 1],
      20,
    )
    // Visit 0 and 1 share both: (1/2 + 1)/2 = 0.75 at one step; visit 2 shares 1: 0.5 at one; visit 3 shares 0: 0.25 at two.
    const expected = new Map([
      [0, 0.75 + 0.75 + 0.125],
      [1, 0.75 + 0.75 + 0.5],
      [2, 0.75 + 0.125],
      [3, 0.5],
    ])
    expect([...items]).toEqual([1, 0, 2, 3])
    items.forEach((item, at) => {
      expect(scores[at]).toBeCloseTo(expected.get(item) ?? 0, 5)
    })
  })

  test('VS-KNN looks at the newest sessions of the sample alone', () => {
    const { items } = buildVsKnn(log, { k: 100, sample: 1, idf: 0, keepsLast: true }).score([0], 20)
    expect([...items].sort()).toEqual([0, 2])
  })

  test('VS-KNN finds its settings on the tail: where no click repeats the one before, the last item is left out', () => {
    const visits = Array.from({ length: 60 }, (_, visit) => [visit % 5, (visit + 1) % 5, (visit + 2) % 5])
    const { settings } = buildChosenVsKnn(logOf(visits))
    expect(settings.keepsLast).toBe(false)
    expect(buildChosenVsKnn(logOf(visits)).settings).toEqual(settings)
    expect(buildChosenVsKnn(logOf([[0], [1]])).settings).toEqual(publishedVsKnn)
  })

  test('Gorse: weighted cosine, summed over the query, whose items are left out', () => {
    const [three, two] = [Math.log(4 / 3) ** 2, Math.log(4 / 2) ** 2]
    // g: 0 is in one visit of three and two of two, 1 the same, 2 in one of each, 3 in one of two.
    const g0 = three + 2 * two
    const g2 = three + two
    expectScores(answer('gorse', [0]), [
      [2, (three + two) / Math.sqrt(g0 * g2)],
      [1, (three + two) / Math.sqrt(g0 * g0)],
    ])
    expect(answer('gorse', [0, 1]).map(([item]) => item)).toEqual([2, 3])
    expect(
      answer('gorse-with-query', [0, 1])
        .map(([item]) => item)
        .sort(),
    ).toEqual([0, 1, 2, 3])
  })

  test.each(baselineNames)(
    '%s gives the same answer to a repeated question, none longer than asked',
    (name) => {
      const model = buildBaseline(name, log)
      const first = model.score([0, 1], 2)
      expect(first.items.length).toBeLessThanOrEqual(2)
      model.score([2], 20)
      expect(model.score([0, 1], 2)).toEqual(first)
    },
  )
})

test('the best of many are those a full sort gives', () => {
  const sums = Float64Array.from({ length: 500 }, (_, item) => (item * 7_919) % 101)
  const items = Uint32Array.from(sums, (_, item) => item)
  const sorted = [...items]
    .filter((item) => (sums[item] ?? 0) > 0)
    .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0) || a - b)
  expect([...bestOf(items, sums, 37)]).toEqual(sorted.slice(0, 37))
})

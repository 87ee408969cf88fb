import { expect, test } from 'vitest'
import { easeDefaults, fitEase } from '../../../src/recommendations/ease/fit-ease.ts'
import { invertSymmetric } from '../../../src/recommendations/ease/invert-symmetric.ts'
import { countVoters, groupByVoter } from '../../../src/recommendations/relations/unit-log.ts'
import { mulberry, toUnitLog } from '../relations/random-history.ts'

test('the inverse times the matrix is one, for sizes around the four rows taken at once', () => {
  for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 23, 64]) {
    const random = mulberry(size)
    const half = Float64Array.from({ length: size * size }, () => random() - 0.5)
    const matrix = new Float64Array(size * size)
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1)
        for (let k = 0; k < size; k += 1)
          matrix[row * size + column] =
            (matrix[row * size + column] ?? 0) +
            (half[row * size + k] ?? 0) * (half[column * size + k] ?? 0) +
            (row === column ? 1 / size : 0)
    const inverse = matrix.slice()
    invertSymmetric(inverse, size)
    let worst = 0
    for (let row = 0; row < size; row += 1)
      for (let column = 0; column < size; column += 1) {
        let sum = 0
        for (let k = 0; k < size; k += 1)
          sum += (matrix[row * size + k] ?? 0) * (inverse[k * size + column] ?? 0)
        worst = Math.max(worst, Math.abs(sum - (row === column ? 1 : 0)))
      }
    expect(worst).toBeLessThan(1e-9)
  }
})

test('a matrix that has no inverse is refused', () => {
  expect(() => {
    invertSymmetric(Float64Array.of(1, 1, 1, 1), 2)
  }).toThrow(RangeError)
})

test('weights lead to what the same people saw, and never to the product itself', () => {
  const ids = new Map(['a', 'b', 'c', 'd', 'rare'].map((id, at) => [id, at]))
  const log = toUnitLog(
    ids,
    Array.from({ length: 400 }, (_, at) => ({
      voter: String(at),
      items: at === 0 ? ['rare', 'a'] : at % 2 === 0 ? ['a', 'b'] : ['c', 'd'],
    })),
  )
  const lists = fitEase(log, countVoters(log, groupByVoter(log)))
  expect([...(lists?.offsets ?? [])]).toEqual([0, 1, 2, 3, 4, 4])
  expect([...(lists?.items ?? [])]).toEqual([1, 0, 3, 2])
  expect(lists?.scores[0]).toBeGreaterThan(0.5)
})

test('a catalogue beyond the limit gets none', () => {
  const log = toUnitLog(
    new Map([
      ['a', 0],
      ['b', 1],
    ]),
    Array.from({ length: 9 }, (_, at) => ({ voter: String(at), items: ['a', 'b'] })),
  )
  expect(fitEase(log, Uint32Array.of(9, 9), { ...easeDefaults, itemsMax: 1 })).toBeUndefined()
})

import { expect, test } from 'vitest'
import { joinNeighbours } from '../../../src/recommendations/content-neighbours/join-neighbours.ts'

const lists = (...each: (readonly (readonly [item: number, score: number])[])[]) => {
  const offsets = [0]
  for (const list of each) offsets.push((offsets.at(-1) ?? 0) + list.length)
  return {
    offsets: Uint32Array.from(offsets),
    items: Uint32Array.from(each.flat(), ([item]) => item),
    scores: Float32Array.from(each.flat(), ([, score]) => score),
  }
}

test('a product looked up late enters the lists of those it found, in its place, and the lists stay cut', () => {
  const joined = joinNeighbours(
    lists(
      [
        [1, 0.9],
        [2, 0.5],
      ],
      [[0, 0.9]],
      [[0, 0.5]],
      [[0, 0.75]],
    ),
    2,
  )
  expect([...joined.offsets]).toEqual([0, 2, 3, 4, 5])
  expect([...joined.items]).toEqual([1, 3, 0, 0, 0])
  expect([...joined.scores]).toEqual([expect.closeTo(0.9), 0.75, expect.closeTo(0.9), 0.5, 0.75])
})

test('a product without a vector gets no list by being found', () => {
  const joined = joinNeighbours(lists([[1, 0.9]], []), 5)
  expect([...joined.offsets]).toEqual([0, 1, 1])
})

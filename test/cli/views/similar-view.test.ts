import { expect, test } from 'vitest'
import { reasonWords } from '../../../src/cli/views/similar-view.ts'

test.each([
  [{ code: 'popular', n: 212, days: 28 }, 'popular: 212 visitors in 28 days'],
  [{ code: 'trending', n: 9, days: 1 }, 'trending: 9 visitors in a day'],
  [{ code: 'bestseller', n: 40, days: 30 }, 'bestseller: 40 buyers in 30 days'],
  [{ code: 'popular' }, 'popular'],
  [{ code: 'fits-visit' }, 'fits visit'],
] as const)('a reason in words has its numbers, and none where none is told: %j', (reason, words) => {
  expect(reasonWords(reason)).toBe(words)
})

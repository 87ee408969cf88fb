import { expect, test } from 'vitest'
import { slotChoice } from '../../../../src/recommendations/exploration/estimate/slot-choice.ts'
import type { ActiveRule } from '../../../../src/recommendations/merchandising/rule.ts'
import { fakeMirror } from '../../serving/fake-mirror.ts'

const mirror = fakeMirror([
  { id: 'a', brand: 'Lumen' },
  { id: 'b', brand: 'Corvane' },
  { id: 'c', brand: 'Lumen' },
  { id: 'far', brand: 'Tula' },
])
const slot = {
  position: 3,
  shown: 'b',
  candidates: [
    ['a', 0.5, 1 / 3],
    ['b', 0.4, 1 / 3],
    // A diverse slate is not ordered by score.
    ['c', 0.45, 1 / 3],
  ] as const,
}
const choose = (action: ActiveRule['action'], brand: string, factor?: number) =>
  slotChoice(
    { id: 'r', action, filter: { brand: { in: [brand] } }, priority: 0, position: undefined, factor },
    { ...slot, candidates: slot.candidates.map(([id, score, chance]) => [id, score, chance]) },
    mirror,
  )

test('a rule chooses among the candidates as it would among products of a slate', () => {
  expect(choose('boost', 'Corvane')).toBe('b')
  expect(choose('boost', 'Corvane', 1.1)).toBe('a')
  expect(choose('bury', 'Lumen')).toBe('b')
  expect(choose('hide', 'Lumen')).toBe('b')
  expect(choose('pin', 'Corvane')).toBe('b')
  expect(choose('boost', 'Nobody')).toBe('a')
})

test('a product that chance could not have drawn is no choice', () => {
  expect(choose('pin', 'Tula')).toBeUndefined()
  expect(choose('pin', 'Nobody')).toBe('a')
})

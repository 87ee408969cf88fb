import { describe, expect, test } from 'vitest'
import { countPairs } from '../../../src/recommendations/relations/count-pairs.ts'
import { rankRelations } from '../../../src/recommendations/relations/rank-relations.ts'
import { countVoters, groupByVoter } from '../../../src/recommendations/relations/unit-log.ts'
import { toUnitLog } from './random-history.ts'

const numbers = new Map(['stand', 'cup', 'rare', 'other'].map((id, at) => [id, at]))

/** One voter each: so many baskets with these products. */
function baskets(...groups: readonly (readonly [count: number, ...items: string[]])[]) {
  const units = groups.flatMap(([count, ...items]) => Array.from({ length: count }, () => items))
  return toUnitLog(
    numbers,
    units.map((items, at) => ({ voter: String(at), items })),
  )
}

function complementsOf(source: string, log: ReturnType<typeof baskets>) {
  const pairs = countPairs(log, { order: 'together', reach: Infinity, unitMax: 200, keeps: () => true }, 5)
  const voters = { byItem: countVoters(log, groupByVoter(log)), total: log.voterCount }
  return rankRelations('complement', numbers.get(source) ?? 0, pairs, voters)
}

describe('complements', () => {
  const log = baskets([60, 'stand', 'cup'], [12, 'stand', 'rare'], [28, 'stand'], [60, 'cup'], [840, 'other'])

  test('put what many buy with it before what few buy at all, though the lift of the rare one is higher', () => {
    const [first, second, ...more] = complementsOf('stand', log)
    expect([first?.item, second?.item]).toEqual([numbers.get('cup'), numbers.get('rare')])
    expect(second?.lo ?? 0).toBeGreaterThan(first?.hi ?? 0)
    expect(more).toEqual([])
  })

  test('hold nothing whose cautious lift is not above 1', () => {
    const even = baskets([10, 'stand', 'cup'], [10, 'stand'], [40, 'cup'], [40, 'other'])
    expect(complementsOf('stand', even)).toEqual([])
  })

  test('are empty for a product with nineteen voters, and for pairs of four', () => {
    const few = baskets([19, 'stand', 'cup'], [300, 'other'])
    expect(complementsOf('stand', few)).toEqual([])
    const rarely = baskets([4, 'stand', 'cup'], [30, 'stand'], [300, 'other'])
    expect(complementsOf('stand', rarely)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { checkSupport } from '../../../bench/eval-relations/check-support.ts'
import { choosePairs } from '../../../bench/eval-relations/choose-pairs.ts'
import { measureHeldOut } from '../../../bench/eval-relations/held-out.ts'
import { learnOrders } from '../../../bench/eval-relations/learn-orders.ts'
import { nearVectors } from '../../../bench/eval-relations/near-titles.ts'
import {
  heldOutTable,
  pairTable,
  recountTable,
  supportLines,
} from '../../../bench/eval-relations/print-relations.ts'
import type { Order } from '../../../bench/eval-relations/read-orders.ts'

/** Mugs m0 to m4 are near each other by content, and so are the teas t0 to t4. */
const ids = ['m', 't'].flatMap((kind) => [0, 1, 2, 3, 4].map((number) => `${kind}${String(number)}`))
const vectors = ids.map((id) =>
  Float32Array.from(id.startsWith('m') ? [1, Number(id.slice(1)) / 100] : [Number(id.slice(1)) / 100, 1]),
)
const catalogue = { ids, near: nearVectors(vectors) }

function ordersOf(...groups: readonly (readonly [count: number, ...products: string[]])[]): Order[] {
  const baskets = groups.flatMap(([count, ...products]) => Array.from({ length: count }, () => products))
  return baskets.map((products, at) => ({ order: String(at), visitor: `u${String(at)}`, at, products }))
}

const orders = ordersOf(
  [30, 'm0', 'm1', 't0'],
  [15, 'm2', 't2'],
  [4, 'm3', 't4'],
  [25, 'm3'],
  [60, 'm4'],
  [60, 't4'],
  [2, 'm0', 't0'],
)

describe('relations of orders', () => {
  const learnt = learnOrders(orders, catalogue)
  const nameOf = (item: number) => learnt.items[item] ?? ''

  test('are learnt by the code of the product: of one kind substitutes, of two complements', () => {
    const named = (kind: 'substitute' | 'complement') =>
      choosePairs(learnt.relations, kind, 20).map(({ source, item, ab }) => [
        nameOf(source),
        nameOf(item),
        ab,
      ])
    expect(named('substitute')).toEqual([
      ['m0', 'm1', 30],
      ['m1', 'm0', 30],
    ])
    expect(named('complement')).toEqual([
      ['m0', 't0', 32],
      ['t0', 'm0', 32],
      ['m1', 't0', 30],
    ])
  })

  test('below the support are in no list, and examples of that are found', () => {
    const check = checkSupport(learnt)
    expect(check.below).toBe(0)
    expect(check.fewBuyers.map(({ item, a, most, length }) => [nameOf(item), a, most, length])).toEqual([
      ['m2', 15, 15, 0],
      ['t2', 15, 15, 0],
    ])
    expect(check.fewTogether.map(({ item, most }) => [nameOf(item), most])).toContainEqual(['m3', 4])
    expect(supportLines(check, nameOf).join('\n')).not.toContain('WRONG')
  })

  test('are printed with counts and interval, each row a table row', () => {
    const lines = pairTable('complement', choosePairs(learnt.relations, 'complement', 1), nameOf)
    expect(lines).toHaveLength(3)
    expect(lines[2]).toMatch(
      /^\| 1 \| m0 \| t0 \| 32 \| 32 \| 32 \| 0\.\d{3} \| [\d.]+ \[[\d.]+, [\d.]+\] \|$/,
    )
    const counts = { ab: 1, a: 2, b: 3, total: 4 }
    const recount = {
      kind: 'complement',
      pair: 'a → b',
      learnt: counts,
      found: counts,
      isEqual: false,
    } as const
    expect(recountTable([recount]).at(-1)).toBe(
      '| complement: a → b | 1 / 2 / 3 / 4 | 1 / 2 / 3 / 4 | DIFFERENT |',
    )
  })

  test('are measured on later orders that they were not learnt from', () => {
    const later = ordersOf([90, 'm0', 't0'], [90, 'm4'], [20, 'm0', 't0'])
    const [served, , bestsellers] = measureHeldOut(later, catalogue)
    expect(served).toMatchObject({ hits: 1, cases: 40 })
    expect(heldOutTable(bestsellers === undefined ? [] : [bestsellers]).at(-1)).toContain('| 100.0 % | 40 |')
  })
})

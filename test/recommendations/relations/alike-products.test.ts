import { describe, expect, test } from 'vitest'
import { alikeProducts } from '../../../src/recommendations/relations/alike-products.ts'

const uncategorised = (count: number) => Array.from({ length: count }, () => null)

/** Lists of neighbours, best first, as the index by content gives them. */
function nearLists(lists: readonly (readonly number[])[]) {
  const offsets = [0]
  for (const list of lists) offsets.push((offsets.at(-1) ?? 0) + list.length)
  return { offsets: Uint32Array.from(offsets), items: Uint32Array.from(lists.flat()) }
}

/** Products 0 to 9 are mugs, 10 to 19 are cards; each knows its own kind best, then the one of its theme. */
const twoKinds = nearLists(
  Array.from({ length: 20 }, (_, item) => {
    const first = item < 10 ? 0 : 10
    const kin = Array.from({ length: 9 }, (_, step) => first + ((item - first + step + 1) % 10))
    return [...kin.slice(0, 2), (item + 10) % 20, ...kin.slice(2)]
  }),
)

describe('alikeProducts', () => {
  test('goes by category where both have one, whatever their texts are near to', () => {
    const areAlike = alikeProducts(
      ['mugs', 'mugs', 'cards'],
      nearLists([
        [2, 1],
        [2, 0],
        [0, 1],
      ]),
    )
    expect([areAlike(0, 1), areAlike(0, 2), areAlike(1, 2)]).toEqual([true, false, false])
  })

  test('goes by shared neighbours without categories: a theme in common makes no kind', () => {
    const areAlike = alikeProducts(uncategorised(20), twoKinds)
    expect([1, 2, 8, 9].map((other) => areAlike(0, other))).toEqual([true, true, true, true])
    expect([10, 11, 15].map((other) => areAlike(0, other))).toEqual([false, false, false])
    expect(areAlike(10, 0)).toBe(false)
  })

  test('asks content about pairs of which one has no category', () => {
    const categories = [
      ...uncategorised(10).map((_, item) => (item < 9 ? 'mugs' : null)),
      ...uncategorised(10),
    ]
    const areAlike = alikeProducts(categories, twoKinds)
    expect([areAlike(8, 9), areAlike(9, 8), areAlike(9, 19)]).toEqual([true, true, false])
  })

  test('a product that nothing is known of is like no other', () => {
    const without = alikeProducts(uncategorised(4), nearLists([[1, 2], [0, 2], [0, 1], []]))
    expect([without(0, 1), without(0, 3), without(3, 1)]).toEqual([true, false, false])
    const unread = alikeProducts(uncategorised(2), undefined)
    expect(unread(0, 1)).toBe(false)
  })
})

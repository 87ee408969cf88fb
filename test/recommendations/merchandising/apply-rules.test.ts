import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProductFilter } from '../../../src/catalog/filter.ts'
import { applyRules } from '../../../src/recommendations/merchandising/apply-rules.ts'
import type { ActiveRule, Ranked, RuleView } from '../../../src/recommendations/merchandising/rule.ts'

/** Products are numbers; a filter names them by id. */
const about = (...products: readonly number[]): ProductFilter => ({ id: { in: products.map(String) } })
const rule = (
  id: string,
  action: ActiveRule['action'],
  filter: ProductFilter,
  rest: Partial<ActiveRule> = {},
): ActiveRule => ({ id, action, filter, priority: 0, position: undefined, factor: undefined, ...rest })

function viewOf(size: number, ineligible: ReadonlySet<number> = new Set()): RuleView {
  const keeps = (filter: ProductFilter, product: number) => {
    const test = 'id' in filter && typeof filter.id === 'object' && 'in' in filter.id ? filter.id.in : []
    return test.some((id) => id === String(product))
  }
  const isEligible = (product: number) => product < size && !ineligible.has(product)
  return {
    keeps,
    isEligible,
    find: (filter, limit) =>
      Array.from({ length: size }, (_, product) => product)
        .filter((product) => keeps(filter, product) && isEligible(product))
        .slice(0, limit),
  }
}

const ranking = (...products: readonly number[]): Ranked[] =>
  products.map((product, place) => ({ product, score: 1 - place / 100, rule: null }))
const productsOf = (ranked: readonly Ranked[]) => ranked.map(({ product }) => product)

describe('applyRules', () => {
  test('a pin goes to its place, is named, and need not be a candidate', () => {
    const pinned = applyRules(ranking(0, 1, 2), [rule('p', 'pin', about(7), { position: 1 })], viewOf(10))
    expect(productsOf(pinned)).toEqual([0, 7, 1, 2])
    expect(pinned.map(({ rule: id }) => id)).toEqual([null, 'p', null, null])
  })

  test('a hide wins over a pin, and a bury over a boost', () => {
    const rules = [
      rule('p', 'pin', about(0), { position: 0, priority: 9 }),
      rule('h', 'hide', about(0)),
      rule('up', 'boost', about(1), { factor: 5, priority: 9 }),
      rule('down', 'bury', about(1), { factor: 0.5 }),
    ]
    expect(productsOf(applyRules(ranking(0, 1, 2), rules, viewOf(3)))).toEqual([2, 1])
  })

  test('two pins for one place are settled by priority, then by id', () => {
    const rules = [
      rule('b', 'pin', about(3), { position: 0 }),
      rule('a', 'pin', about(2), { position: 0 }),
      rule('z', 'pin', about(1), { position: 0, priority: 1 }),
    ]
    expect(productsOf(applyRules(ranking(0), rules, viewOf(5)))).toEqual([1, 2, 3, 0])
  })

  test('a boost multiplies the relevance', () => {
    const ranked = [
      { product: 0, score: 0.9, rule: null },
      { product: 1, score: 0.5, rule: null },
      { product: 2, score: 0.4, rule: null },
    ]
    const boosted = applyRules(ranked, [rule('b', 'boost', about(2), { factor: 2 })], viewOf(3))
    expect(boosted).toEqual([
      { product: 0, score: 0.9, rule: null },
      { product: 2, score: 0.8, rule: 'b' },
      { product: 1, score: 0.5, rule: null },
    ])
  })

  const products = fc.uniqueArray(fc.nat(19), { maxLength: 20 })
  const rules = fc
    .array(
      fc.record({
        action: fc.constantFrom('hide', 'pin', 'bury', 'boost'),
        about: fc.uniqueArray(fc.nat(19), { minLength: 1, maxLength: 3 }),
        priority: fc.integer({ min: -2, max: 2 }),
        position: fc.nat(5),
        factor: fc.double({ min: 1.1, max: 10, noNaN: true }),
      }),
      { maxLength: 6 },
    )
    .map((drawn) =>
      drawn.map(({ action, about: ids, priority, position, factor }, place) =>
        rule(`rule-${String(place)}`, action, about(...ids), {
          priority,
          position,
          factor: action === 'bury' ? 1 / factor : factor,
        }),
      ),
    )

  test('hidden products never show, what shows twice or is not eligible never does, the rest stays', () => {
    fc.assert(
      fc.property(products, rules, products, (order, drawn, sold) => {
        const view = viewOf(20, new Set(sold))
        const eligible = order.filter((product) => view.isEligible(product))
        const result = productsOf(applyRules(ranking(...eligible), drawn, view))
        const isHidden = (product: number) =>
          drawn.some(({ action, filter }) => action === 'hide' && view.keeps(filter, product))
        expect(new Set(result).size).toBe(result.length)
        expect(result.every((product) => view.isEligible(product) && !isHidden(product))).toBe(true)
        expect(result).toEqual(expect.arrayContaining(eligible.filter((product) => !isHidden(product))))
      }),
    )
  })

  test('products no rule is about keep their order, and buried ones end below all others but pins', () => {
    fc.assert(
      fc.property(products, rules, (order, drawn) => {
        const view = viewOf(20)
        const result = applyRules(ranking(...order), drawn, view)
        const untouched = result.filter(({ rule: id }) => id === null).map(({ product }) => product)
        expect(untouched).toEqual(order.filter((product) => untouched.includes(product)))
        const actionOf = (id: string | null) => drawn.find((known) => known.id === id)?.action
        const loose = result.filter(({ rule: id }) => actionOf(id) !== 'pin')
        const firstBuried = loose.findIndex(({ rule: id }) => actionOf(id) === 'bury')
        if (firstBuried >= 0) {
          expect(loose.slice(firstBuried).every(({ rule: id }) => actionOf(id) === 'bury')).toBe(true)
        }
      }),
    )
  })

  test('every eligible pinned product is in place when enough others are there, and order of rules is no matter', () => {
    fc.assert(
      fc.property(rules, (drawn) => {
        const view = viewOf(20)
        const order = Array.from({ length: 20 }, (_, product) => product)
        const result = applyRules(ranking(...order), drawn, view)
        expect(applyRules(ranking(...order), [...drawn].reverse(), view)).toEqual(result)
        const pins = drawn.filter(({ action }) => action === 'pin')
        const first = [...pins].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))[0]
        const place = result.findIndex(({ rule: id }) => first !== undefined && id === first.id)
        if (first !== undefined && place >= 0) expect(place).toBe(first.position)
      }),
    )
  })
})

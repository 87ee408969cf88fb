import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ActiveRule } from '../../../src/recommendations/merchandising/rule.ts'
import { placements, recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import { composeSlate } from '../../../src/recommendations/serving/compose-slate.ts'
import { readSituation } from '../../../src/recommendations/serving/situation.ts'
import { fakeImage } from './fake-image.ts'
import { fakeMirror, type FakeProduct } from './fake-mirror.ts'

const categories = ['home', 'home > lamps', 'garden'] as const

const anyProducts = fc
  .array(
    fc.record({
      brand: fc.constantFrom('a', 'b'),
      category: fc.constantFrom(...categories),
      isHidden: fc.boolean(),
      isSoldOut: fc.boolean(),
      price: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => drawn.map((one, at): FakeProduct => ({ ...one, id: `p${String(at)}` })))

const anyFilter = fc.constantFrom(
  undefined,
  { brand: { in: ['a'] } },
  { price: { lte: 4 } },
  { brand: { in: ['none'] } },
  { not: { price: { gt: 6 } } },
)

test('a slate is short only when fewer products are eligible, whatever is asked of whatever catalogue', () => {
  fc.assert(
    fc.property(
      anyProducts,
      fc.constantFrom(...placements),
      fc.integer({ min: 1, max: 40 }),
      anyFilter,
      fc.constantFrom(0, 0.3, 1),
      fc.boolean(),
      (products, placement, n, filter, diversity, isKnown) => {
        const mirror = fakeMirror(products)
        const image = isKnown
          ? fakeImage({ items: products.map(({ id }) => id), rankings: { popular: ['p0', 'p1'] } })
          : undefined
        const request = recommendationRequestSchema.parse({
          placement,
          consent: 'known',
          visitor: 'v',
          context: { item: 'p0', category: 'Home', query: 'lamp', cart: ['p1'] },
          n,
          diversity,
          explain: true,
          ...(filter === undefined ? {} : { filter }),
        })
        const situation = readSituation(mirror, request)
        const { items, fill } = composeSlate(
          { mirror, image, situation },
          { items: [], sources: [] },
          [],
          situation.excluded,
        )
        expect(items).toHaveLength(Math.min(n, fill.eligible ?? NaN))
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
        const removed = Object.values(fill.removed ?? {}).reduce((sum, count) => sum + count, 0)
        expect((fill.eligible ?? NaN) + removed).toBe(products.length)
        for (const { id } of items) {
          const number = mirror.numberOf(id) ?? -1
          expect(mirror.isSellable(number) && !situation.excluded.has(number)).toBe(true)
          expect(situation.filter === undefined || mirror.matcher(situation.filter)(number)).toBe(true)
        }
      },
    ),
    { numRuns: 300 },
  )
})

test('rules that hide more than a source lists still leave a full slate', () => {
  const products = Array.from({ length: 500 }, (_, at): FakeProduct => ({
    id: `p${String(at)}`,
    brand: at < 250 ? 'old' : 'new',
  }))
  const mirror = fakeMirror(products)
  const hide: ActiveRule = {
    id: 'rule_1',
    action: 'hide',
    filter: { brand: { in: ['new'] } },
    priority: 0,
    position: undefined,
    factor: undefined,
  }
  const situation = readSituation(mirror, recommendationRequestSchema.parse({ placement: 'home', n: 20 }))
  const { items } = composeSlate(
    { mirror, image: undefined, situation },
    { items: [], sources: [] },
    [hide],
    situation.excluded,
  )
  expect(items).toHaveLength(20)
  for (const { id } of items) expect(mirror.product(mirror.numberOf(id) ?? 0).brand).toBe('old')
})

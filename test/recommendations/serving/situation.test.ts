import { expect, test } from 'vitest'
import { emptyHistory, type VisitorHistory } from '../../../src/events/history/visitor-history.ts'
import { recommendationRequestSchema } from '../../../src/recommendations/recommendation.ts'
import { readSituation } from '../../../src/recommendations/serving/situation.ts'
import { fakeMirror } from './fake-mirror.ts'

const mirror = fakeMirror(['a', 'b', 'c', 'd'].map((id) => ({ id })))
const read = (request: object, history?: VisitorHistory) =>
  readSituation(mirror, recommendationRequestSchema.parse(request), history)

test('each placement refuses a request without its context, and names the field', () => {
  const refused = [
    ['product-similar', 'context.item'],
    ['product-complements', 'context.item'],
    ['category', 'context.category'],
    ['search', 'context.query'],
    ['email', 'consent'],
  ] as const
  for (const [placement, path] of refused) {
    expect(() => read({ placement })).toThrow(
      expect.objectContaining({
        code: 'recommendations.context-missing',
        errors: [{ path, message: 'is missing' }],
      }),
    )
  }
  expect(read({ placement: 'cart' }).viewed).toEqual([])
  expect(read({ placement: 'home' }).viewed).toEqual([])
})

test('an unknown product of the page is refused, unknown ones elsewhere are passed over', () => {
  expect(() => read({ placement: 'product-similar', context: { item: 'z' } })).toThrow(
    expect.objectContaining({ code: 'catalog.product-not-found' }),
  )
  const { excluded } = read({ placement: 'home', exclude: { ids: ['z', 'a'] } })
  expect([...excluded]).toEqual([0])
})

test('the page’s own product comes last in the visit, after what events and the request say', () => {
  const history = { ...emptyHistory, viewed: ['d', 'a'], consentUsed: 'session' as const }
  const { viewed, consentUsed } = read(
    { placement: 'product-similar', consent: 'session', session: 's', context: { item: 'c', items: ['b'] } },
    history,
  )
  expect(viewed).toEqual(['d', 'a', 'b', 'c'])
  expect(consentUsed).toBe('session')
})

test('what is on the page, in the cart, seen or bought is excluded as asked', () => {
  const history: VisitorHistory = {
    ...emptyHistory,
    viewed: ['b'],
    cart: ['c'],
    bought: [{ product: 'd', timesSeconds: [1], quantity: 1 }],
    consentUsed: 'known',
  }
  const known = { consent: 'known', visitor: 'v' }
  const numbers = (request: object) => [...read({ ...known, ...request }, history).excluded].sort()
  expect(numbers({ placement: 'cart' })).toEqual([2])
  expect(numbers({ placement: 'home' })).toEqual([])
  expect(numbers({ placement: 'cart', exclude: { seen: true } })).toEqual([1, 2])
  expect(numbers({ placement: 'cart', exclude: { bought: true } })).toEqual([2, 3])
  expect(numbers({ placement: 'product-similar', context: { item: 'a' } })).toEqual([0, 2])
})

test('a category page shows its category, also beside a filter of the request', () => {
  const products = fakeMirror([
    { id: 'x', category: 'home > lamps', price: 5 },
    { id: 'y', category: 'garden', price: 5 },
    { id: 'z', category: 'home > lamps', price: 50 },
  ])
  const request = recommendationRequestSchema.parse({
    placement: 'category',
    context: { category: 'Home > LAMPS' },
    filter: { price: { lt: 10 } },
  })
  const { filter } = readSituation(products, request)
  const keeps = filter === undefined ? () => true : products.matcher(filter)
  expect([0, 1, 2].filter(keeps)).toEqual([0])
})

import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, problem, startFakeApi } from '../fake-api.ts'

const slate = {
  slate: 'slate_1',
  as_of: '2026-01-05T10:00:00.000Z',
  consent_used: 'none',
  items: [
    {
      id: 'k2',
      position: 0,
      score: 0.91,
      source: 'content',
      tier: 0,
      reason: {
        code: 'shares-category',
        item: 'k1',
        category: 'home > kettles',
        brand: 'Corvane',
        attributes: { cordless: [true], material: ['steel'] },
      },
    },
    { id: 'gone', position: 1, score: 0, source: 'latest', tier: 2, reason: { code: 'latest' } },
  ],
  fill: { asked: 8, returned: 2, eligible: 2, removed: { hidden: 3, stock: 0, filter: 0, excluded: 1 } },
  sources: [{ name: 'content', ms: 1.24 }],
}
const product = {
  id: 'k2',
  title: 'Steel \u001b]0;owned\u0007kettle',
  brand: 'Corvane',
  category: ['Home', 'Kettles'],
  currency: 'EUR',
  status: 'active',
  variants: [{ priceMinor: 3_990 }, { priceMinor: 4_990 }, { priceMinor: null }],
}
const routes = {
  'POST /v1/recommendations': json(slate),
  'GET /v1/products/k2': json(product),
  'GET /v1/products/gone': problem(404, 'catalog.product-not-found', 'There is no such product.'),
}

test('products with their price span and the reason in words; one that went away keeps its place', async () => {
  await using api = await startFakeApi(routes)
  const { code, stdout } = await vitrine(['recommend', 'k1'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^1 +k2 +Steel kettle +€39\.90–€49\.90 +0\.91$/m)
  expect(stdout).toContain('same category kettles, brand Corvane, cordless, material steel')
  expect(stdout).toMatch(/^2 +gone$/m)
  expect(stdout).toContain('new in the shop')
  expect(stdout).toContain('Only 2 products of the 8 asked for may be shown.')
  expect(stdout).not.toContain('\u001b')
})

test('--explain tells sources and what was left out', async () => {
  await using api = await startFakeApi(routes)
  const { stdout } = await vitrine(['recommend', 'k1', '--explain', '-n', '8'], { env: api.env })
  expect(stdout).toContain('Sources: content 1.2 ms')
  expect(stdout).toContain('Left out: 3 not active, 1 excluded by the request')
  expect(JSON.parse(api.asked[0]?.body ?? '')).toMatchObject({ context: { item: 'k1' }, n: 8, explain: true })
})

test('--json is the answer of the API, without further calls', async () => {
  await using api = await startFakeApi(routes)
  const { stdout } = await vitrine(['recommend', 'k1', '--json'], { env: api.env })
  expect(JSON.parse(stdout)).toEqual(slate)
  expect(api.asked).toHaveLength(1)
})

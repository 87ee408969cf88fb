import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, problem, startFakeApi } from '../fake-api.ts'

const complement = {
  id: 'cup',
  support: 38,
  a: 212,
  b: 338,
  total: 10_212,
  score: 0.112,
  lift: 6.1,
  interval: [4.5, 8.3],
}
const cup = { id: 'cup', title: 'Cup and saucer', variants: [], currency: 'EUR' }

test('complements with title, counts and the interval of the lift; a product that went away keeps its line', async () => {
  await using api = await startFakeApi({
    'GET /v1/products/stand/relations': json({ data: [complement, { ...complement, id: 'gone' }] }),
    'GET /v1/products/cup': json(cup),
    'GET /v1/products/gone': problem(404, 'catalog.product-not-found', 'There is no such product.'),
  })
  const { code, stdout } = await vitrine(['relations', 'stand', '--kind', 'complement', '-n', '5'], api)
  expect(code).toBe(0)
  expect(api.asked[0]?.query).toEqual({ kind: 'complement', limit: '5' })
  expect(stdout).toMatch(/^cup +Cup and saucer +38 +338 +0\.112 +6\.1 +4\.5 to 8\.3$/m)
  expect(stdout).toMatch(/^gone +38 /m)
  expect(stdout).toContain('212 of 10,212 visitors had stand.')
})

test('substitutes show the share of those with the product', async () => {
  await using api = await startFakeApi({
    'GET /v1/products/stand/relations': json({ data: [{ ...complement, interval: [0.133, 0.237] }] }),
    'GET /v1/products/cup': json(cup),
  })
  const { stdout } = await vitrine(['relations', 'stand'], api)
  expect(stdout).toMatch(/17\.9 % +13\.3 % to 23\.7 %$/m)
})

test('an empty list says why it may be empty, and is no failure', async () => {
  await using api = await startFakeApi({ 'GET /v1/products/new/relations': json({ data: [] }) })
  const { code, stdout } = await vitrine(['relations', 'new'], api)
  expect(code).toBe(0)
  expect(stdout).toContain('No substitutes of new: fewer than twenty visitors')
})

test('--json is what the API says, without further calls', async () => {
  await using api = await startFakeApi({ 'GET /v1/products/stand/relations': json({ data: [complement] }) })
  const { stdout } = await vitrine(['relations', 'stand', '--kind', 'complement', '--json'], api)
  expect(JSON.parse(stdout)).toEqual({ product: 'stand', kind: 'complement', data: [complement] })
  expect(api.asked).toHaveLength(1)
})

test('a kind that is none is refused with those there are', async () => {
  const { code, stderr } = await vitrine(['relations', 'stand', '--kind', 'twin'])
  expect(code).toBe(2)
  expect(stderr).toContain('substitute, complement, viewed-after')
})

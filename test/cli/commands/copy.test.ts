import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { events, json, startFakeApi } from '../fake-api.ts'

const counts = {
  ...{ total: 1, waiting: 0, running: 0, ready: 1, needsReview: 0, reused: 0, failed: 0, cancelled: 0 },
  fallbacks: { budget: 0, provider: 0, check: 0 },
}
const job = {
  id: 'job_1',
  state: 'done',
  selection: { products: ['k1'] },
  fields: ['pdp.long', 'promo'],
  locale: 'en-GB',
  counts,
  failures: [],
  cost: { settledMicros: 0, uncertainMicros: 0, inputTokens: 0, outputTokens: 0, calls: 0 },
}
const fact = { subject: 'product:k1', source: 'catalog', asOf: '2026-01-05T10:00:00.000Z', parents: [] }
const draft = {
  id: 'draft_1',
  product: 'k1',
  copyJobId: 'job_1',
  locale: 'en-GB',
  state: 'ready',
  writer: 'embedded',
  model: null,
  costMicros: 0,
  fields: {
    'pdp.long': {
      provenance: 'embedded',
      segments: [{ text: 'The kettle holds 1.7 litres.', factIds: ['a_capacity'], role: 'claim' }],
    },
    promo: {
      provenance: 'embedded',
      segments: [
        { text: 'Now €39.90.', factIds: ['v_1_price'], role: 'claim' },
        { text: 'Take a look.', factIds: [], role: 'cta' },
      ],
    },
  },
  facts: [
    { ...fact, id: 'a_capacity', attribute: 'capacity', value: 1.7, unit: 'l' },
    { ...fact, id: 'v_1_price', attribute: 'price', value: 3_990, unit: 'EUR' },
  ],
  findings: [],
}
const product = {
  id: 'k1',
  title: 'Steel kettle',
  brand: 'Corvane',
  category: ['Home', 'Kettles'],
  currency: 'EUR',
  status: 'active',
  variants: [{ priceMinor: 3_990, compareAtPriceMinor: null, stockUnits: 3 }],
}

function serverWith(end: Readonly<Record<string, unknown>>) {
  return startFakeApi({
    'GET /v1/shop': json({ id: 'shop_1', name: 'Mine', locale: 'en-GB' }),
    'POST /v1/copy/jobs': json({ ...job, state: 'queued' }, 202),
    'GET /v1/copy/jobs/job_1/events': events([['done', end]]),
    'GET /v1/copy/drafts': json({ items: [draft], next: null }),
    'GET /v1/products/k1': json(product),
  })
}

test('description and promo stand side by side', async () => {
  await using api = await serverWith(job)
  const { code, stdout } = await vitrine(['copy', 'k1', '--seed', '7'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Description +│ Promo$/m)
  expect(stdout).toMatch(/^The kettle holds 1\.7 litres\. +│ Now €39\.90\. Take a look\.$/m)
  const asked = api.asked.find(({ method }) => method === 'POST')
  expect(JSON.parse(asked?.body ?? '')).toMatchObject({
    selection: { products: ['k1'] },
    fields: ['pdp.long', 'promo'],
    locale: 'en-GB',
    seed: 7,
  })
})

test('--explain shows each sentence with its facts, money in major units, and what claims nothing', async () => {
  await using api = await serverWith(job)
  const { stdout } = await vitrine(['copy', 'k1', '--explain'], { env: api.env })
  const [, explanation = ''] = stdout.split('sentence by sentence')
  expect(explanation).toMatch(/The kettle holds 1\.7 litres\.\n +capacity = 1\.7 l +\[a_capacity\]/)
  expect(stdout).toContain('price = €39.90  [v_1_price]')
  expect(stdout).toMatch(/Take a look\.\n +no claim \(cta\)/)
})

test('some products without copy: exit status 3, and the reasons', async () => {
  const failures = [
    { code: 'content.prompt-missing', detail: 'The prompt version is not installed.', count: 2 },
  ]
  await using api = await serverWith({ ...job, counts: { ...counts, total: 3, failed: 2 }, failures })
  const { code, stdout } = await vitrine(['copy', 'k1', 'k2', 'k3'], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toContain('2 × The prompt version is not installed. [content.prompt-missing]')
})

test('--json gives the job and its drafts', async () => {
  await using api = await serverWith(job)
  const { stdout } = await vitrine(['copy', 'k1', '--json'], { env: api.env })
  expect(JSON.parse(stdout)).toMatchObject({ job: { id: 'job_1' }, drafts: [{ id: 'draft_1' }] })
})

test.each([
  [['--max-cost', 'cheap'], 'US dollars'],
  [['--field', 'poem'], 'pdp.long'],
])('%j is refused before anything is asked for', async (args, hint) => {
  await using api = await serverWith(job)
  const { code, stderr } = await vitrine(['copy', 'k1', ...args], { env: api.env })
  expect(code).toBe(2)
  expect(stderr).toContain(hint)
  expect(api.asked.some(({ method }) => method === 'POST')).toBe(false)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { bearer, startServer, type TestServer } from '../support/start-server.ts'

interface Rule {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly state: string
  readonly name: string
  readonly effectiveAt: string
  readonly code: string
  readonly errors: readonly { readonly path: string }[]
  readonly items: readonly (Rule & { readonly before: object | null })[]
  readonly next: string | null
  readonly outcome: string
}

let rig: TestServer
beforeAll(async () => {
  rig = await startServer()
})
afterAll(() => rig[Symbol.asyncDispose]())

const recall = {
  name: 'Recall',
  action: 'hide',
  filter: { id: { in: ['KET-007'] } },
  state: 'enabled',
}

async function call(
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
  key = rig.secret,
) {
  const response = await rig.server.inject({
    method,
    url: `/v1/merchandising/rules${path}`,
    headers: { ...bearer(key), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: response.statusCode, headers: response.headers, body: response.json<Rule>() }
}

test('a rule is made, read, replaced, archived, and each change is kept with who made it', async () => {
  const made = await call('POST', '', recall)
  expect(made.status).toBe(201)
  const { id, version, effectiveAt } = made.body
  expect(made.headers.location).toBe(`/v1/merchandising/rules/${id}`)

  const renamed = await call('PUT', `/${id}`, { ...recall, name: 'Recall of kettles', version })
  expect(renamed.body).toMatchObject({ version: 2, name: 'Recall of kettles', effectiveAt })
  const stale = await call('PUT', `/${id}`, { ...recall, version })
  expect([stale.status, stale.body.code]).toEqual([409, 'recommendations.rule-changed'])
  expect(
    (await call('PUT', `/${id}`, { ...recall, name: 'Recall of kettles', version: 2 })).body.version,
  ).toBe(2)

  expect((await call('DELETE', `/${id}`)).body).toMatchObject({ state: 'archived', version: 3 })
  expect((await call('GET', '')).body.items.some((rule) => rule.id === id)).toBe(false)
  expect((await call('GET', '?state=archived')).body.items.map((rule) => rule.id)).toContain(id)
  const { items } = (await call('GET', `/${id}/changes`)).body
  expect(items.map((change) => change.version)).toEqual([3, 2, 1])
  expect(items.at(-1)?.before).toBeNull()
})

test('a patch changes what it names, null takes away, and what would be no rule is refused', async () => {
  const boost = { ...recall, action: 'boost', factor: 3, note: 'why', placements: ['home'], priority: 5 }
  const { id, effectiveAt } = (await call('POST', '', boost)).body
  const renamed = await call('PATCH', `/${id}`, { name: 'Push', version: 1 })
  expect(renamed.body).toMatchObject({ ...boost, name: 'Push', version: 2, effectiveAt })
  const plain = await call('PATCH', `/${id}`, { factor: null, schedule: { from: '2026-11-27T00:00:00Z' } })
  expect(plain.body).toMatchObject({
    version: 3,
    schedule: { timeZone: 'UTC' },
    note: 'why',
    state: 'enabled',
  })
  expect(plain.body).not.toHaveProperty('factor')
  expect((await call('PATCH', `/${id}`, { schedule: null, state: 'draft' })).body).toMatchObject({
    ...{ version: 4, schedule: null, state: 'draft', placements: ['home'], priority: 5 },
  })
  const wrong = await call('PATCH', `/${id}`, { position: 2 })
  expect([wrong.status, wrong.body.errors.map(({ path }) => path)]).toEqual([400, ['position']])
  const stale = await call('PATCH', `/${id}`, { name: 'Late', version: 1 })
  expect([stale.status, stale.body.code]).toEqual([409, 'recommendations.rule-changed'])
  expect((await call('PATCH', `/${id}`, { name: 'x' }, {}, rig.otherSecret)).status).toBe(404)
  expect((await call('GET', `/${id}`)).body.version).toBe(4)
})

test('a repeat with the same Idempotency-Key makes one rule', async () => {
  const headers = { 'idempotency-key': 'rule-once' }
  const [first, second] = [await call('POST', '', recall, headers), await call('POST', '', recall, headers)]
  expect(second.body.id).toBe(first.body.id)
  expect(second.headers['idempotent-replayed']).toBe('true')
})

test('what is wrong with a rule is said by field', async () => {
  const wrong = await call('POST', '', {
    ...recall,
    action: 'boost',
    factor: 0.5,
    position: 3,
    filter: { colour: { in: ['red'] } },
    schedule: { timeZone: 'Mars/Olympus' },
  })
  expect(wrong.status).toBe(400)
  const paths = wrong.body.errors.map(({ path }) => path)
  expect(paths).toContain('filter.colour')
  expect(paths).toContain('schedule.timeZone')
  const late = await call('POST', '', { ...recall, action: 'boost', factor: 0.5, position: 3 })
  expect(late.body.errors.map(({ path }) => path)).toEqual(['position', 'factor'])
})

test('another shop neither sees nor ends a rule, and a storefront’s key may not read them', async () => {
  const { id } = (await call('POST', '', recall)).body
  expect((await call('GET', `/${id}`, undefined, {}, rig.otherSecret)).status).toBe(404)
  expect((await call('DELETE', `/${id}`, undefined, {}, rig.otherSecret)).status).toBe(404)
  expect((await call('GET', '', undefined, {}, rig.publishable)).status).toBe(403)
})

test('a list goes page by page and is narrowed by action and placement', async () => {
  const pin = { name: 'Pin', action: 'pin', filter: { brand: { in: ['x'] } }, placements: ['home'] }
  for (let made = 0; made < 3; made += 1) await call('POST', '', pin)
  const first = (await call('GET', '?action=pin&limit=2')).body
  const rest = (await call('GET', `?action=pin&limit=2&cursor=${first.next ?? ''}`)).body
  expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null])
  expect((await call('GET', '?action=pin&placement=cart')).body.items).toEqual([])
})

test('the price of a hide is never measured, and without events there is not enough data', async () => {
  const hidden = (await call('POST', '', recall)).body
  expect((await call('GET', `/${hidden.id}/price`)).body.outcome).toBe('never-withheld')
  const { id } = (await call('POST', '', { ...recall, action: 'boost', factor: 3 })).body
  expect((await call('GET', `/${id}/price`)).body.outcome).toBe('not-enough-data')
})

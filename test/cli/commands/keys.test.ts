import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi } from '../fake-api.ts'

const key = {
  id: 'key_1',
  name: 'storefront',
  kind: 'publishable',
  prefix: 'vt_pk_live_Ab12',
  scopes: ['reco:read'],
  createdAt: '2026-01-05T10:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
}

test('the list shows every page of keys and their state', async () => {
  const second = { ...key, id: 'key_2', revokedAt: '2026-01-06T10:00:00.000Z' }
  await using api = await startFakeApi({
    'GET /v1/keys': (asked, response) => {
      const page =
        asked.query['cursor'] === 'c2' ? { items: [second], next: null } : { items: [key], next: 'c2' }
      json(page)(asked, response)
    },
  })
  const { code, stdout } = await vitrine(['keys', 'list'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^key_1 +storefront +publishable +vt_pk_live_Ab12… +live +never$/m)
  expect(stdout).toMatch(/^key_2 .* revoked /m)
})

test('a new key is printed once, alone on its line', async () => {
  await using api = await startFakeApi({ 'POST /v1/keys': json({ ...key, key: 'vt_pk_live_secret' }, 201) })
  const { code, stdout } = await vitrine(['keys', 'create', 'storefront', '--kind', 'publishable'], {
    env: api.env,
  })
  expect(code).toBe(0)
  expect(stdout.split('\n')[0]).toBe('vt_pk_live_secret')
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ name: 'storefront', kind: 'publishable' })
})

test('an unknown scope is refused with those there are', async () => {
  await using api = await startFakeApi({})
  const args = ['keys', 'create', 'feed', '--kind', 'restricted', '--scope', 'catalog:write,everything']
  const { code, stderr } = await vitrine(args, { env: api.env })
  expect(code).toBe(2)
  expect(stderr).toContain('"everything"')
  expect(stderr).toContain('catalog:read')
})

test('--new-shop needs a database', async () => {
  await using api = await startFakeApi({})
  const { code, stderr } = await vitrine(['keys', 'create', 'admin', '--new-shop', 'Mine'], { env: api.env })
  expect(code).toBe(2)
  expect(stderr).toContain('DATABASE_URL=postgres://')
})

import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi } from '../fake-api.ts'

const newest = {
  epoch: 12,
  seq: 4_127,
  countedUntil: '2026-01-05T10:00:00.000Z',
  builtAt: '2026-01-05T10:00:05.000Z',
  checksum: 'c0ffee',
  bytes: 2_500_000,
  buildMs: 3_210,
  modelHash: 'abc123',
  promoted: true,
  counts: { visits: 4_100, substitutes: 800, complements: 90 },
}
const before = { ...newest, epoch: 11, promoted: false, modelHash: 'def456' }
const routes = {
  'GET /v1/models': json({ data: [newest, before] }),
  'POST /v1/models': json({ job: 'job_1' }, 202),
}

test('build asks for one and says where to see it', async () => {
  await using api = await startFakeApi(routes)
  const { code, stdout } = await vitrine(['model', 'build'], api)
  expect(code).toBe(0)
  expect(stdout).toContain('job_1 is queued')
  expect(api.asked[0]?.method).toBe('POST')
})

test('list shows both builds, newest first', async () => {
  await using api = await startFakeApi(routes)
  const { stdout } = await vitrine(['model', 'list'], api)
  expect(stdout).toMatch(/^ +12 +2026-01-05 10:00 +4,100 +800 +90 +2\.5 MB +3\.2 s +serves$/m)
  expect(stdout).toMatch(/^ +11 .*not promoted$/m)
})

test('show tells the newest or the named one with its hash, and names those there are', async () => {
  await using api = await startFakeApi(routes)
  const shown = await vitrine(['model', 'show'], api)
  expect(shown.stdout).toContain('Hash of the visits: abc123')
  const named = await vitrine(['model', 'show', '11', '--json'], api)
  expect(JSON.parse(named.stdout)).toEqual(before)
  const missing = await vitrine(['model', 'show', '7'], api)
  expect(missing.code).toBe(2)
  expect(missing.stderr).toContain('There is no build 7; there are 12, 11.')
})

test('nothing built yet is said with what to do', async () => {
  await using api = await startFakeApi({ 'GET /v1/models': json({ data: [] }) })
  const listed = await vitrine(['model', 'list'], api)
  expect(listed.code).toBe(0)
  expect(listed.stdout).toContain('vitrine model build')
  expect((await vitrine(['model', 'show'], api)).code).toBe(2)
})

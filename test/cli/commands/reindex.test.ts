import { expect, test } from 'vitest'
import { startVitrine, vitrine } from '../cli-process.ts'
import { events, json, problem, startFakeApi } from '../fake-api.ts'

const running = {
  id: 'job_1',
  state: 'leased',
  versionId: 'vec_1',
  spec: 'lsa',
  model: null,
  progress: { phase: 'embed', done: 100, total: 341, rate: 52.4 },
  result: null,
  error: null,
  createdAt: '2026-01-05T10:00:00.000Z',
  finishedAt: null,
}
const gate = { coverage: 1, sampled: 100, recallAt10: 0.991, p95Ms: 2, efSearch: 100, exact: false }
const done = { ...running, state: 'done', model: 'lsa-256', result: { changed: true, embedded: 341, gate } }

test('shows what became live and what the gate measured', async () => {
  await using api = await startFakeApi({
    'POST /v1/reindexes': json(running, 202),
    'GET /v1/reindexes/job_1/events': events([
      ['progress', running],
      ['done', done],
    ]),
  })
  const { code, stdout } = await vitrine(['reindex', '--model', 'lsa'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toContain('lsa-256, 341 products embedded')
  expect(stdout).toContain('coverage 100 %, recall@10 0.991')
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ spec: 'lsa', force: false })
})

test('asking again while one runs follows that one; another model is refused with advice', async () => {
  await using api = await startFakeApi({
    'POST /v1/reindexes': problem(409, 'catalog.reindex-running', 'Re-index job_1 has not ended.'),
    'GET /v1/reindexes': json({ items: [running], next: null }),
    'GET /v1/reindexes/job_1/events': events([['done', done]]),
  })
  const again = await vitrine(['reindex'], { env: api.env })
  expect(again.code).toBe(0)
  expect(again.stderr).toContain('job_1')
  const other = await vitrine(['reindex', '--model', 'minilm'], { env: api.env })
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('--cancel')
})

test('one that fails the gate ends in exit status 1 and says that the live vectors stay', async () => {
  const error = { code: 'catalog.reindex-gate-failed', detail: 'recall@10 was 0.91' }
  await using api = await startFakeApi({
    'POST /v1/reindexes': json(running, 202),
    'GET /v1/reindexes/job_1/events': events([['error', { ...running, state: 'failed', error }]]),
  })
  const { code, stdout } = await vitrine(['reindex'], { env: api.env })
  expect(code).toBe(1)
  expect(stdout).toContain('recall@10 was 0.91')
  expect(stdout).toContain('the live vectors stay')
})

test('Ctrl-C leaves it running and ends with 130', async () => {
  await using api = await startFakeApi({
    'POST /v1/reindexes': json(running, 202),
    'GET /v1/reindexes/job_1/events': events([['progress', running]], true),
  })
  const command = await startVitrine(['reindex'], { env: api.env })
  await expect.poll(() => api.asked.length, { timeout: 20_000, interval: 20 }).toBe(2)
  command.process.kill('SIGINT')
  const { code, stderr } = await command.ended
  expect(code).toBe(130)
  expect(stderr).toContain('goes on at the server')
})

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startVitrine, vitrine } from '../cli-process.ts'
import { events, json, problem, startFakeApi, type Answer } from '../fake-api.ts'

const done = {
  id: 'imp_1',
  format: 'jsonl',
  fileName: 'a.jsonl',
  state: 'done',
  byteLength: 4,
  bytesRead: 4,
  rowsSettled: 1_204,
  created: 1_200,
  updated: 0,
  unchanged: 4,
  failed: 0,
  failure: null,
  createdAt: '2026-01-05T10:00:00.000Z',
  finishedAt: '2026-01-05T10:00:01.000Z',
}
const queued = { ...done, state: 'queued', rowsSettled: 0, created: 0, unchanged: 0, bytesRead: 0 }
const rowError = {
  row: 17,
  externalId: 'k1\u001b[31m',
  path: 'Variant Price',
  message: 'must be a decimal number',
}

/** A server on which an import ends as `end`. */
function serverWith(end: Readonly<Record<string, unknown>>, more: Readonly<Record<string, Answer>> = {}) {
  return startFakeApi({
    'GET /v1/imports': json({ items: [], next: null }),
    'POST /v1/imports': json(queued, 202),
    'GET /v1/imports/imp_1': json(queued),
    'GET /v1/imports/imp_1/events': events([
      ['progress', queued],
      [end['state'] === 'failed' ? 'error' : 'done', end],
    ]),
    'GET /v1/imports/imp_1/errors': json({ items: [rowError], next: null }),
    ...more,
  })
}

async function file(text = '{"id":"k1"}\n'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'vitrine-import-')), 'a.jsonl')
  await writeFile(path, text)
  return path
}

test('the file arrives whole, and the counts are printed', async () => {
  await using api = await serverWith(done)
  const { code, stdout } = await vitrine(['import', await file('{"id":"ü"}\n'), '--format', 'jsonl'], {
    env: api.env,
  })
  expect(code).toBe(0)
  expect(stdout).toContain('1,204 rows')
  expect(stdout).toContain('1,200 new · 0 changed · 4 unchanged · 0 with errors')
  const upload = api.asked.find(({ method }) => method === 'POST')
  expect(upload).toMatchObject({ body: '{"id":"ü"}\n', query: { format: 'jsonl', fileName: 'a.jsonl' } })
  expect(upload?.headers['idempotency-key']).toBeUndefined()
})

test('rows with errors are shown as a table and end in exit status 3; foreign control characters are not printed', async () => {
  await using api = await serverWith({ ...done, failed: 1 })
  const { code, stdout } = await vitrine(['import', await file()], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^ 17 +k1 +Variant Price +must be a decimal number$/m)
  expect(stdout).not.toContain('\u001b')
})

test('an import that took nothing in says so, and a message that many rows share is shown once with its count', async () => {
  const rows = Array.from({ length: 130 }, (_none, index) => ({
    row: index + 1,
    externalId: null,
    path: index === 3 ? 'id' : 'title',
    message: 'is missing',
  }))
  const nothing = { ...done, rowsSettled: 130, created: 0, unchanged: 0, failed: 130 }
  await using api = await serverWith(nothing, {
    'GET /v1/imports/imp_1/errors': (asked, response) => {
      const page =
        asked.query['cursor'] === 'more'
          ? { items: rows.slice(100), next: null }
          : { items: rows.slice(0, 100), next: 'more' }
      json(page)(asked, response)
    },
  })
  const { code, stdout } = await vitrine(['import', await file()], { env: api.env })
  expect(code).toBe(3)
  expect(stdout).toMatch(/^Nothing imported: a\.jsonl/)
  expect(stdout).toMatch(/^129 × title is missing \(first in row 1\)\n\nRow /m)
  expect(stdout).not.toContain('× id')
  expect(stdout.match(/^ *\d+ +– /gm)).toHaveLength(10)
  expect(stdout).toContain('These are the first; all of them: GET /v1/imports/imp_1/errors')
})

test('an import that failed ends in exit status 1 with its reason', async () => {
  await using api = await serverWith({ ...done, state: 'failed', failure: 'The file is no catalogue.' })
  const { code, stdout } = await vitrine(['import', await file()], { env: api.env })
  expect(code).toBe(1)
  expect(stdout).toContain('The file is no catalogue.')
})

test('--json prints the import with its first errors on stdout and nothing else', async () => {
  await using api = await serverWith({ ...done, failed: 1, futureField: 7 })
  const { stdout } = await vitrine(['import', await file(), '--json'], { env: api.env })
  expect(JSON.parse(stdout)).toMatchObject({
    id: 'imp_1',
    created: 1_200,
    futureField: 7,
    errors: [{ row: 17 }],
  })
})

test('"-" reads standard input; a mapping travels with it', async () => {
  await using api = await serverWith(done)
  const mapping = await file('{"version":1}')
  const { code } = await vitrine(['import', '-', '--mapping', mapping], { env: api.env, stdin: 'a,b\n1,2\n' })
  expect(code).toBe(0)
  const upload = api.asked.find(({ method }) => method === 'POST')
  expect(upload?.body).toBe('a,b\n1,2\n')
  expect(upload?.query).not.toHaveProperty('fileName')
  const header = String(upload?.headers['vitrine-mapping'])
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({ version: 1 })
})

test('--once sends the same key for the same bytes, another for others, and says when nothing new was started', async () => {
  await using api = await serverWith(done, {
    'POST /v1/imports': json(queued, 202, { 'idempotent-replayed': 'true' }),
  })
  const { stderr } = await vitrine(['import', await file('a'), '--once'], { env: api.env })
  expect(stderr).toContain('imported before')
  await vitrine(['import', await file('a'), '--once'], { env: api.env })
  await vitrine(['import', await file('b'), '--once'], { env: api.env })
  const keys = api.asked
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['idempotency-key'])
  expect(keys[0]).toMatch(/^import-[0-9a-f]{64}$/)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

test('--no-wait returns at once and says how to follow it', async () => {
  await using api = await serverWith(done)
  const { code, stdout } = await vitrine(['import', await file(), '--no-wait'], { env: api.env })
  expect(code).toBe(0)
  expect(stdout).toContain('vitrine import --attach imp_1')
  expect(api.asked.some(({ path }) => path.endsWith('/events'))).toBe(false)
})

test('Ctrl-C leaves the import running, says how to follow it again and ends with 130; --attach does follow it', async () => {
  await using api = await serverWith(done, {
    'GET /v1/imports/imp_1/events': events([['progress', queued]], true),
  })
  const running = await startVitrine(['import', await file()], { env: api.env })
  await waitFor(() => api.asked.some(({ path }) => path.endsWith('/events')))
  running.process.kill('SIGINT')
  const { code, stderr } = await running.ended
  expect(code).toBe(130)
  expect(stderr).toContain('vitrine import --attach imp_1')
  expect(api.asked.some(({ path }) => path.endsWith('/cancel'))).toBe(false)

  await using later = await serverWith(done)
  const attached = await vitrine(['import', '--attach', 'imp_1'], { env: later.env })
  expect(attached.code).toBe(0)
  expect(later.asked.every(({ method }) => method === 'GET')).toBe(true)
})

test('a stream that breaks off is taken up again', async () => {
  let times = 0
  const broken = events([['progress', queued]])
  const whole = events([['done', done]])
  await using api = await serverWith(done, {
    'GET /v1/imports/imp_1/events': (asked, response) =>
      ((times += 1) === 1 ? broken : whole)(asked, response),
  })
  const { code } = await vitrine(['import', await file()], { env: api.env })
  expect(code).toBe(0)
  expect(times).toBe(2)
})

test('a refused key is told before anything is uploaded', async () => {
  await using api = await startFakeApi({
    'GET /v1/imports': problem(401, 'security.key-invalid', 'The API key is not valid.'),
  })
  const { code, stderr } = await vitrine(['import', await file()], { env: api.env })
  expect(code).toBe(1)
  expect(stderr).toContain('[security.key-invalid]')
  expect(api.asked.some(({ method }) => method === 'POST')).toBe(false)
})

test.each([
  ['missing.csv', 'ENOENT'],
  ['.', 'directory'],
])('%s cannot be read: a usage error', async (path, hint) => {
  await using api = await serverWith(done)
  const { code, stderr } = await vitrine(['import', path], { env: api.env })
  expect(code).toBe(2)
  expect(stderr).toContain(hint)
})

async function waitFor(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { timeout: 20_000, interval: 20 }).toBe(true)
}

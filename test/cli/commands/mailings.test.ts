import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi, type Answer } from '../fake-api.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitrine-mailings-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const mailing = {
  ...{ id: 'job_1', state: 'done', n: 6, filter: null, exclude: { ids: [], bought: false }, diversity: 0 },
  createdAt: '2026-11-27T10:00:00.000Z',
  finishedAt: '2026-11-27T10:00:05.000Z',
  ...{ recipients: 2, answered: 2, failure: null },
}
const queued = { ...mailing, state: 'queued', answered: 0, finishedAt: null }
const slate = { slate: 'slate_1', items: [{ id: 'p1' }] }

const stream =
  (name: string, data: object): Answer =>
  (_asked, response) => {
    response
      .writeHead(200, { 'content-type': 'text/event-stream' })
      .end(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }

const pages: Answer = (asked, response) => {
  const [items, next] =
    asked.query['cursor'] === undefined
      ? [
          [
            { visitor: 'anna', slate },
            { visitor: 'gone', slate: null },
          ],
          'more',
        ]
      : [[{ visitor: 'ben', slate }], null]
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items, next }))
}

const routes = {
  'POST /v1/mailings': json(queued, 202),
  'GET /v1/mailings/job_1/events': stream('done', mailing),
  'GET /v1/mailings/job_1/slates': pages,
}

test('recipients go out as they stand in the file, and slates come back a line each', async () => {
  await using api = await startFakeApi(routes)
  const [from, to] = [join(directory, 'recipients.txt'), join(directory, 'slates.jsonl')]
  await writeFile(from, '\uFEFFanna\r\n\r\n ben \nanna\n')
  const words = ['-n', '6', '--without', 'p9,p8', '--without-bought', '--diversity', '30', '-o', to]
  const { code, stdout, stderr } = await vitrine(['mailings', 'make', from, ...words], api)
  expect([code, stdout]).toEqual([0, `Wrote ${to} (2 slates).\n`])
  expect(stderr).toContain('1 line named twice or erased')
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({
    ...{ visitors: ['anna', 'ben', 'anna'], n: 6, filter: null, diversity: 0.3 },
    exclude: { ids: ['p9', 'p8'], bought: true },
  })
  const lines = (await readFile(to, 'utf8')).trimEnd().split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    { visitor: 'anna', slate },
    { visitor: 'ben', slate },
  ])
})

test('a mailing that failed says why, where its slates are, and leaves no file', async () => {
  const failure = { code: 'database.unavailable', detail: 'The database does not answer.' }
  await using api = await startFakeApi({
    ...routes,
    'GET /v1/mailings/job_1/events': stream('failed', { ...mailing, state: 'failed', failure }),
  })
  const from = join(directory, 'one.txt')
  await writeFile(from, 'anna\n')
  const { code, stderr } = await vitrine(['mailings', 'make', from, '-o', join(directory, 'none.jsonl')], api)
  expect(code).not.toBe(0)
  expect(stderr).toContain('is failed: The database does not answer.')
  expect(stderr).toContain('vitrine mailings slates job_1')
  expect(await readdir(directory)).not.toContain('none.jsonl')
})

test('without waiting it says where to read on', async () => {
  await using api = await startFakeApi(routes)
  const from = join(directory, 'later.txt')
  await writeFile(from, 'anna\nben\n')
  const { stdout } = await vitrine(['mailings', 'make', from, '--no-wait'], api)
  expect(stdout).toBe('Mailing job_1 is queued. When it is done: vitrine mailings slates job_1\n')
  expect(api.asked).toHaveLength(1)
})

test.each([
  ['empty.txt', '\n\n', 'names no recipient'],
  ['long.txt', `a\n${'x'.repeat(201)}\n`, 'Line 2 of'],
  ['many.txt', 'v\n'.repeat(10_001), 'more than 10000 recipients'],
])('%s is refused before anything is asked', async (name, text, words) => {
  await using api = await startFakeApi(routes)
  const from = join(directory, name)
  await writeFile(from, text)
  const { code, stderr } = await vitrine(['mailings', 'make', from, '--no-wait'], api)
  expect([code, api.asked.length]).toEqual([2, 0])
  expect(stderr).toContain(words)
})

test('a file that is not there, and slates with nowhere to go, are usage errors', async () => {
  const missing = await vitrine(['mailings', 'make', join(directory, 'missing.txt'), '--no-wait'])
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('cannot be read (ENOENT)')])
  const nowhere = await vitrine(['mailings', 'make', '-'])
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('--output')])
})

test('list, show, slates and cancel say what the API says', async () => {
  await using api = await startFakeApi({
    ...routes,
    'GET /v1/mailings': json({ items: [mailing, { ...queued, id: 'job_2' }], next: null }),
    'GET /v1/mailings/job_1': json(mailing),
    'POST /v1/mailings/job_1/cancel': json({ ...queued, state: 'cancelled' }),
  })
  const list = await vitrine(['mailings', 'list', '-n', '5'], api)
  expect(list.stdout).toMatch(/^job_1 +done +2 +2 +2026-11-27T10:00:00\.000Z$/m)
  expect(list.stdout).toMatch(/^job_2 +queued +0 +2 /m)
  const shown = await vitrine(['mailings', 'show', 'job_1'], api)
  expect(shown.stdout).toContain('6 products each for 2 recipients; 2 slates made')
  const slates = await vitrine(['mailings', 'slates', 'job_1'], api)
  expect(slates.stdout.trimEnd().split('\n')).toHaveLength(2)
  const cancelled = await vitrine(['mailings', 'cancel', 'job_1', '--json'], api)
  expect(JSON.parse(cancelled.stdout)).toMatchObject({ state: 'cancelled' })
  expect((await vitrine(['mailings', 'slates', 'job_1', '--json'], api)).code).toBe(2)
})

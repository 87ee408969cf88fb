import { expect, test } from 'vitest'
import { z } from 'zod'
import { vitrine } from '../cli-process.ts'
import { json, startFakeApi } from '../fake-api.ts'

const reportSchema = z.object({
  ok: z.boolean(),
  checks: z.array(
    z.object({
      name: z.string(),
      status: z.enum(['ok', 'warn', 'fail']),
      message: z.string(),
      advice: z.string().optional(),
    }),
  ),
})

async function examine(env: Readonly<Record<string, string>>) {
  const { code, stdout } = await vitrine(['doctor', '--json'], {
    env: { PORT: '0', EMBEDDING_MODEL: 'lsa', ...env },
  })
  const report = reportSchema.parse(JSON.parse(stdout))
  return { code, report, check: (name: string) => report.checks.find((one) => one.name === name) }
}

test('a machine before its first start is well, with warnings that say what comes next', async () => {
  const { code, report, check } = await examine({})
  expect(code).toBe(0)
  expect(report.ok).toBe(true)
  expect(check('node')?.status).toBe('ok')
  expect(check('database')).toMatchObject({
    status: 'warn',
    advice: expect.stringContaining('vitrine start'),
  })
  expect(check('server')).toMatchObject({ status: 'warn', advice: expect.stringContaining('VITRINE_URL') })
})

test('a database that does not answer fails with advice, and its password is not shown', async () => {
  const { code, check } = await examine({ DATABASE_URL: 'postgres://shop:hunter2@127.0.0.1:1/shop' })
  expect(code).toBe(1)
  expect(check('database')).toMatchObject({ status: 'fail', advice: expect.stringContaining('DATABASE_URL') })
  expect(check('database')?.message).toContain('ECONNREFUSED')
  expect(JSON.stringify(check('database'))).not.toContain('hunter2')
})

test('a queue that does not answer fails with advice', async () => {
  const { code, check } = await examine({ QUEUE_URL: 'redis://:hunter2@127.0.0.1:1' })
  expect(code).toBe(1)
  expect(check('queue')).toMatchObject({ status: 'fail', advice: expect.stringContaining('QUEUE_URL') })
  expect(JSON.stringify(check('queue'))).not.toContain('hunter2')
})

test('a model endpoint is asked for its models; a refused key and a missing endpoint fail', async () => {
  await using api = await startFakeApi({
    'GET /good/models': json({ data: [] }),
    'GET /locked/models': json({}, 401),
  })
  const key = { OPENAI_API_KEY: 'sk-hunter2' }
  const good = await examine({ ...key, OPENAI_BASE_URL: `${api.url}/good` })
  expect(good.check('model endpoint')?.status).toBe('ok')
  expect(api.asked[0]?.headers.authorization).toBe('Bearer sk-hunter2')
  const locked = await examine({ ...key, OPENAI_BASE_URL: `${api.url}/locked` })
  expect(locked.check('model endpoint')).toMatchObject({
    status: 'fail',
    advice: expect.stringContaining('OPENAI_API_KEY'),
  })
  const none = await examine({ COPY_WRITER: 'openai' })
  expect(none.check('model endpoint')?.status).toBe('fail')
})

test('an embedding model nobody knows fails', async () => {
  const { code, check } = await examine({ EMBEDDING_MODEL: 'word2vec' })
  expect(code).toBe(1)
  expect(check('embeddings')?.status).toBe('fail')
})

test('a port that another program has is told from one that Vitrine has', async () => {
  await using ours = await startFakeApi({ 'GET /livez': json({ status: 'ok' }) })
  await using other = await startFakeApi({})
  const inUse = await examine({ PORT: new URL(ours.url).port })
  expect(inUse.check('port')?.status).toBe('ok')
  const taken = await examine({ PORT: new URL(other.url).port })
  expect(taken.check('port')).toMatchObject({ status: 'fail', advice: expect.stringContaining('PORT') })
})

test('a setting that is not valid ends the examination with its name', async () => {
  const { code, report } = await examine({ PORT: 'hunter2' })
  expect(code).toBe(1)
  expect(report.checks.at(-1)).toMatchObject({
    name: 'configuration',
    status: 'fail',
    message: expect.stringContaining('PORT'),
  })
  expect(JSON.stringify(report)).not.toContain('hunter2')
})

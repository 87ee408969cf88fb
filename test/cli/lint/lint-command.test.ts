import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { events, json, startFakeApi } from '../fake-api.ts'

const row = (id: string, description: string) =>
  JSON.stringify({
    id,
    title: `Kettle ${id}`,
    description,
    attributes: { capacity: { value: 1.7, unit: 'l' }, material: { value: 'plastic', unit: null } },
    variants: [{ id: `${id}-1` }],
  })
const good = row('k1', 'A kettle of plastic for 1.7 litres.')
const bad = row('k2', 'A stainless steel kettle for 1.7 litres.')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-lint-'))
  await writeFile(join(folder, 'good.jsonl'), `${good}\n`)
  await writeFile(join(folder, 'bad.jsonl'), `${good}\n${bad}\nnot json\n`)
})

describe('vitrine lint <file>', () => {
  test('needs no server: it prints figures, writes both reports, and exits 3 when rows are unreadable', async () => {
    const html = join(folder, 'report.html')
    const report = join(folder, 'report.json')
    const result = await vitrine(['lint', join(folder, 'bad.jsonl'), '--html', html, '--report', report])
    expect([result.code, result.stdout]).toEqual([
      3,
      expect.stringContaining('2 products: 1 must be corrected'),
    ])
    expect(result.stdout).toContain('The data says otherwise')
    expect(await readFile(html, 'utf8')).toContain('<mark>stainless steel</mark>')
    const parsed: unknown = JSON.parse(await readFile(report, 'utf8'))
    expect(parsed).toMatchObject({
      products: [{ product: 'k2' }],
      summary: { products: 2, unreadableRows: 1 },
    })
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test('--fail-on block exits with 1 when something must be corrected, and with 0 otherwise', async () => {
    expect((await vitrine(['lint', join(folder, 'bad.jsonl'), '--fail-on', 'block'])).code).toBe(1)
    expect((await vitrine(['lint', join(folder, 'good.jsonl'), '--fail-on', 'block'])).code).toBe(0)
  })

  test('reads standard input and gives the report as JSON', async () => {
    const result = await vitrine(['--json', 'lint', '-', '--format', 'jsonl'], { stdin: `${bad}\n` })
    expect(JSON.parse(result.stdout)).toMatchObject({ source: 'standard input', worst: [{ product: 'k2' }] })
  })

  test('never overwrites the catalogue, and says what is wrong with a file', async () => {
    const file = join(folder, 'good.jsonl')
    const refused = await vitrine(['lint', file, '--report', file])
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('is the catalogue')])
    expect(await readFile(file, 'utf8')).toBe(`${good}\n`)
    expect((await vitrine(['lint', join(folder, 'absent.csv')])).code).toBe(2)
    expect((await vitrine(['lint', file, '--law', 'mars'])).stderr).toContain('There is no law "mars"')
  })
})

test('vitrine lint without a file asks the server, follows the check and shows its report', async () => {
  const summary = {
    ...{ products: 4, flagged: 1, blocked: 1, findings: 1, words: 40, unreadableRows: 0 },
    claims: { found: 9, supported: 8 },
    groups: [{ group: 'contradicted', products: 1, findings: 1 }],
    codes: [{ code: 'F07', title: 'Asserted', products: 1, findings: 1 }],
    unsaid: [],
  }
  const run = {
    ...{ id: 'job_9', profile: 'block', jurisdictions: ['eu'], filter: null, failure: null, summary },
    progress: { products: 4, flagged: 1 },
  }
  await using api = await startFakeApi({
    'POST /v1/copy/lint': json({ ...run, state: 'queued', summary: null }),
    'GET /v1/copy/lint/job_9/events': events([['done', { ...run, state: 'done' }]]),
    'GET /v1/copy/lint/job_9/report.json': json({
      ...{ source: 'Catalogue of the shop', checkedAt: '2026-03-01T12:00:00.000Z', profile: 'block' },
      ...{ jurisdictions: ['eu'], summary, worst: [] },
    }),
  })
  const result = await vitrine(['lint', '--fail-on', 'block'], { env: api.env })
  expect([result.code, result.stdout]).toEqual([
    1,
    expect.stringContaining('4 products: 1 must be corrected'),
  ])
  expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({
    profile: 'block',
    jurisdictions: ['eu'],
    filter: null,
  })
})

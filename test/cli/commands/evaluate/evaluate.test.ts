/** `vitrine evaluate` as a person or a script runs it: files in, one object or a page out. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { baselineNames } from '../../../../src/recommendations/evaluation/baselines/baselines.ts'
import { syntheticVisits } from '../../../recommendations/evaluation/synthetic-visits.ts'
import { startVitrine, vitrine } from '../../cli-process.ts'

let folder: string
let train: string
let asked: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-evaluate-'))
  train = join(folder, 'train_sessions.txt')
  asked = join(folder, 'test.txt')
  const { items, offsets, clicks } = syntheticVisits({ kind: 'drifting', visits: 2_000, seed: 4 })
  const sessions = Array.from({ length: 2_000 }, (_, visit) =>
    [...clicks.subarray(offsets[visit], offsets[visit + 1])].map((item) => items[item] ?? ''),
  )
  await writeFile(
    train,
    sessions
      .slice(0, 1_800)
      .map((viewed) => `${viewed.join(' ')}\n`)
      .join(''),
  )
  // Clicks of the test come shuffled, and with an item nobody has seen.
  const clicksOf = sessions
    .slice(1_800)
    .flatMap((viewed, session) =>
      [...viewed, 'never-seen'].map((item, at) => `${session}\t${item}\t${session * 100 + at}`),
    )
  await writeFile(asked, ['SessionId\tItemId\tTime', ...clicksOf.reverse()].join('\n'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

const share = z.number().min(0).max(1)
const measures = z.looseObject({ 'hr@20': share, 'mrr@20': share })
const contract = measures.extend({
  cases: z.int().positive(),
  baselines: z.record(z.enum(baselineNames), measures),
  gate: z.object({ passed: z.boolean(), reasons: z.array(z.string()) }),
})

describe('vitrine evaluate', { timeout: 120_000 }, () => {
  test('--json prints exactly one object, on one line, that begins as promised', async () => {
    const { code, stdout } = await vitrine([
      'evaluate',
      '--train',
      train,
      '--test',
      asked,
      '--json',
      '--tune-seconds',
      '3',
    ])
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(stdout).toMatch(/^\{"cases":\d+,"hr@20":[\d.e-]+,"mrr@20":[\d.e-]+,/)
    const found = contract.parse(JSON.parse(stdout))
    expect(Object.keys(found.baselines)).toEqual(baselineNames)
    expect(found['mrr@20']).toBeGreaterThan(found.baselines.popularity['mrr@20'])
  })

  test('--html writes a page, and people get a table and a verdict', async () => {
    const page = join(folder, 'report.html')
    const { code, stdout } = await vitrine([
      'evaluate',
      '--train',
      train,
      '--test',
      asked,
      '--html',
      page,
      '--k',
      '5',
      '--tune-seconds',
      '1',
    ])
    expect(code).toBe(0)
    expect(stdout).toMatch(/HR@5/)
    expect(stdout).toMatch(/Gate (not )?passed/)
    expect(await readFile(page, 'utf8')).toMatch(/^<!doctype html>/)
  })

  test('a bad line is named, and ends with a status of 1', async () => {
    const bad = join(folder, 'bad.tsv')
    await writeFile(bad, 'prefix\ttarget\n1\t2\n\t3\n')
    const { code, stderr } = await vitrine(['evaluate', '--train', train, '--test', bad])
    expect(code).toBe(1)
    expect(stderr).toContain('bad.tsv, line 3: has an empty prefix')
  })

  test('one file without the other is a usage error, and so is a page over a file', async () => {
    expect((await vitrine(['evaluate', '--train', train])).code).toBe(2)
    expect((await vitrine(['evaluate', '--train', train, '--test', asked, '--html', asked])).code).toBe(2)
  })

  test('Ctrl-C ends it cleanly and writes nothing', async () => {
    const page = join(folder, 'never.html')
    const running = await startVitrine(['evaluate', '--train', train, '--test', asked, '--html', page])
    await running.said('tune')
    running.process.kill('SIGINT')
    const { code, stdout, stderr } = await running.ended
    expect(code).toBe(130)
    expect(stdout).toBe('')
    expect(stderr).toContain('stopped')
    await expect(readFile(page)).rejects.toThrow('ENOENT')
  })
})

/** Starts of the built product that do not go as planned. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, test } from 'vitest'
import { startVitrine } from '../support/vitrine-process.ts'

let directory = ''
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vitrine-start-'))
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

it('Ctrl-C while the sample shop is being loaded stops in order', async () => {
  const environment = { DATA_DIR: directory, EMBEDDING_MODEL: 'lsa' }
  const running = await startVitrine({ role: 'all', environment })
  // The process is ready before the load begins, and the load takes seconds.
  expect(await running.stop('SIGINT')).toBe(0)
  expect(running.output()).toContain('"stopping"')
  expect(running.output()).not.toContain('could not be prepared')
  // Whoever ends in order leaves no lock behind.
  expect(existsSync(join(directory, 'vitrine.lock'))).toBe(false)
  expect(existsSync(join(directory, 'local.json'))).toBe(false)
  const ready = running
    .output()
    .split('\n')
    .filter((line) => line.includes('"vitrine is ready"'))
  expect(ready.map((line) => line.split('"role"').length - 1)).toEqual([1])
})

test.each(['dist/src/main.js', 'dist/workers/main.js'])(
  '%s says why it cannot start, without a stack',
  async (entry) => {
    const { code, stderr } = await run(entry, { DATA_DIR: directory })
    expect(stderr).toMatch(/^Error: The embedded database belongs to one process.*\[config\.invalid\]\n$/)
    expect(code).toBe(2)
  },
)

test('an unreachable database is named as what it is, with advice', async () => {
  const { code, stderr } = await run('dist/src/main.js', {
    DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none',
  })
  expect(stderr).toContain(
    'The database does not answer; check that it runs and that DATABASE_URL leads to it.',
  )
  expect(stderr).toContain('[database.unavailable]')
  expect(stderr).not.toContain('secret')
  expect(code).toBe(4)
})

function run(
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [entry],
      { env: { PATH: process.env['PATH'], ...env } },
      (error, _stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stderr })
      },
    )
  })
}

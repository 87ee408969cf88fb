import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { vitrine } from '../cli-process.ts'
import { startFakeApi, type Answer } from '../fake-api.ts'

const whole: Answer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/jsonl' })
  response.write('{"id":"k1"}\n')
  response.end('{"id":"ü"}\n')
}
const cut: Answer = (_asked, response) => {
  response.writeHead(200, { 'content-type': 'application/jsonl' })
  response.write('{"id":"k1"}\n', () => response.destroy())
}

test('the catalogue goes to standard output byte by byte', async () => {
  await using api = await startFakeApi({ 'GET /v1/exports': whole })
  const { code, stdout } = await vitrine(['export', 'jsonl', '--filter', '{"price":{"lte":50}}'], {
    env: api.env,
  })
  expect(code).toBe(0)
  expect(stdout).toBe('{"id":"k1"}\n{"id":"ü"}\n')
  expect(api.asked[0]?.query).toEqual({ format: 'jsonl', filter: '{"price":{"lte":50}}' })
})

test('a file appears only when it is whole', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-export-'))
  const path = join(directory, 'catalog.jsonl')
  await using broken = await startFakeApi({ 'GET /v1/exports': cut })
  const failed = await vitrine(['export', 'jsonl', '-o', path], { env: broken.env })
  expect(failed.code).toBe(4)
  expect(await readdir(directory)).toEqual([])

  await using api = await startFakeApi({ 'GET /v1/exports': whole })
  const { code, stdout } = await vitrine(['export', 'jsonl', '-o', path, '--json'], { env: api.env })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ file: path, format: 'jsonl', bytes: 24 })
  expect(await readFile(path, 'utf8')).toBe('{"id":"k1"}\n{"id":"ü"}\n')
})

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findConnection } from '../../src/cli/connection.ts'
import { Secret } from '../../src/config.ts'

async function dataDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-connection-'))
  const note = { url: 'http://127.0.0.1:3000', key: 'local-key', publishableKey: 'p' }
  await writeFile(join(directory, 'local.json'), JSON.stringify(note))
  return directory
}

const nothing = { VITRINE_URL: undefined, VITRINE_API_KEY: undefined }

test('the note of a started server gives its address and its key', async () => {
  const { url, key } = await findConnection({}, { DATA_DIR: await dataDirectory(), ...nothing })
  expect([url, key.reveal()]).toEqual(['http://127.0.0.1:3000', 'local-key'])
})

test('the key of the note is never sent to another server', async () => {
  const config = { DATA_DIR: await dataDirectory(), ...nothing }
  await expect(findConnection({ url: 'http://127.0.0.1:3001' }, config)).rejects.toMatchObject({
    code: 'cli.usage',
  })
  await expect(findConnection({ url: 'https://127.0.0.1:3000' }, config)).rejects.toMatchObject({
    code: 'cli.usage',
  })
})

test('the environment goes before the note, a flag before both', async () => {
  const config = {
    DATA_DIR: await dataDirectory(),
    VITRINE_URL: 'https://shop.example',
    VITRINE_API_KEY: new Secret('env-key'),
  }
  const fromEnvironment = await findConnection({}, config)
  expect([fromEnvironment.url, fromEnvironment.key.reveal()]).toEqual(['https://shop.example', 'env-key'])
  const fromFlags = await findConnection({ url: 'http://other.example', key: 'flag-key' }, config)
  expect([fromFlags.url, fromFlags.key.reveal()]).toEqual(['http://other.example', 'flag-key'])
})

test('without any server it says where it looked', async () => {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'vitrine-connection-'))
  await expect(findConnection({}, { DATA_DIR, ...nothing })).rejects.toMatchObject({
    code: 'cli.server-unreachable',
    message: expect.stringContaining('local.json'),
  })
})

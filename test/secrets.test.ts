import { mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSecrets, openSecrets } from '../src/secrets.ts'

const key = Buffer.alloc(32, 7)

test('a sealed text opens again, looks different each time and shows nothing of itself', () => {
  const secrets = createSecrets(key)
  const [first, second] = [secrets.seal('whsec_abc'), secrets.seal('whsec_abc')]
  expect(secrets.open(first)).toBe('whsec_abc')
  expect(first).not.toBe(second)
  expect(Buffer.from(first.slice(3), 'base64url').toString('latin1')).not.toContain('abc')
})

test('a changed text and a text of another key are refused', () => {
  const sealed = createSecrets(key).seal('whsec_abc')
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith('A') ? 'B' : 'A'}A`
  expect(() => createSecrets(key).open(changed)).toThrow('another SECRETS_KEY')
  expect(() => createSecrets(Buffer.alloc(32, 8)).open(sealed)).toThrow('another SECRETS_KEY')
})

test('an embedded installation makes a key of its own, once, readable by its owner alone', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vitrine-secrets-'))
  const sealed = openSecrets(undefined, directory)?.seal('x') ?? ''
  expect(openSecrets(undefined, directory)?.open(sealed)).toBe('x')
  expect(statSync(join(directory, 'secrets.key')).mode & 0o077).toBe(0)
})

test('without a key of the operator and without a directory nothing can be sealed; a short key is refused', () => {
  expect(openSecrets(undefined, null)).toBeUndefined()
  expect(() => openSecrets('short', null)).toThrow('32 random bytes')
})

/** The commands that README and docs tell people to type exist. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readRepositoryFile, repositoryRoot } from './repository-files.ts'

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(repositoryRoot, 'docs')).flatMap((name) =>
    name.endsWith('.md') ? [`docs/${name}`] : [],
  ),
]

const scripts = Object.keys(
  z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readRepositoryFile('package.json'))).scripts,
)

test.each(documents)('every npm script that %s names exists', (document) => {
  const named = [...readRepositoryFile(document).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !scripts.includes(name) && name !== '')).toEqual([])
})

test.each(documents)('every vitrine command that %s names exists', (document) => {
  const commands = readdirSync(join(repositoryRoot, 'src/cli/commands')).map((file) =>
    file.replace(/\.ts$/, ''),
  )
  const named = [...readRepositoryFile(document).matchAll(/(?:npx |`|^)vitrine ([a-z]+)\b/gm)].map(
    ([, name = '']) => name,
  )
  expect(named.filter((name) => !commands.includes(name) && name !== 'help')).toEqual([])
})

test('the README stays short enough to be read', () => {
  expect(readRepositoryFile('README.md').split('\n').length).toBeLessThanOrEqual(150)
})

test.each(documents)('%s has no placeholder left', (document) => {
  expect(readRepositoryFile(document)).not.toMatch(/@@\w+@@/)
})

import { expect, test } from 'vitest'
import { renderEnvironmentExample } from '../../scripts/environment-example.ts'
import { environmentSchema } from '../../src/config.ts'
import { readRepositoryFile, repositoryFiles } from './repository-files.ts'

test('.env.example shows every variable of the schema with its meaning and default', () => {
  expect(readRepositoryFile('.env.example'), 'run "npm run docs:env"').toBe(
    renderEnvironmentExample(environmentSchema),
  )
})

test('compose.yaml sets only variables that the service reads', () => {
  const known = new Set(Object.keys(environmentSchema.shape))
  const vitrine = readRepositoryFile('compose.yaml').split(/^x-vitrine-environment:.*\n/m)[1] ?? ''
  const block = vitrine.split(/^\S/m)[0] ?? ''
  const names = [...block.matchAll(/^ {2}([A-Z][A-Z0-9_]*):/gm)].flatMap(([, name]) => name ?? [])
  expect(names).toContain('DATABASE_URL')
  expect(names.filter((name) => !known.has(name))).toEqual([])
})

test('variables named in the documents exist', () => {
  const known = new Set(Object.keys(environmentSchema.shape))
  const strangers = repositoryFiles()
    .filter((path) => path === 'README.md' || path === 'docs/operations.md')
    .flatMap((path) =>
      [...readRepositoryFile(path).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(
        ([, name]) => ({ path, name }),
      ),
    )
    .filter(({ name = '' }) => !known.has(name) && !/^(VITRINE|TEST|POSTGRES)_/.test(name))
  expect(strangers).toEqual([])
})

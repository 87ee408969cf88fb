/** Prose and code point at each other: what a document names as a path exists, and so does what a comment names as a document. */
import { expect, test } from 'vitest'
import { existsInRepository, isTextFile, readRepositoryFile, repositoryFiles } from './repository-files.ts'

/** Decisions tell how things were when they were made; they are not kept in step. */
const pages = repositoryFiles().filter((path) => path.endsWith('.md') && !path.startsWith('docs/decisions/'))

test('every path of the code that a document names exists', () => {
  const named = pages.flatMap((page) =>
    [...readRepositoryFile(page).matchAll(/`((?:src|workers|test|scripts|migrations|bench)\/[^`\s]*)`/g)]
      .flatMap(([, path = '']) => (/[*<…]/.test(path) ? [] : path))
      .map((path) => ({ page, path })),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ path }) => !existsInRepository(path))).toEqual([])
})

test('every document that the code names exists', () => {
  const files = repositoryFiles().filter(
    (path) => /^(src|workers|migrations|prompts|scripts|bench)\//.test(path) && isTextFile(path),
  )
  const named = files.flatMap((file) =>
    [...readRepositoryFile(file).matchAll(/\bdocs\/([a-z0-9/-]+\.(?:md|json))\b/g)].map(([, name = '']) => ({
      file,
      name,
    })),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ name }) => !existsInRepository(`docs/${name}`))).toEqual([])
})

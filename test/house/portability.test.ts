/** Nothing tracked knows the machine it was written on or the mirror it was installed from. */
import { expect, test } from 'vitest'
import { isTextFile, readRepositoryFile, repositoryFiles } from './repository-files.ts'

const machinePaths = /(^|[\s"'`=:(])\/(work|root|home|Users)\/[A-Za-z0-9._-]/m
// The brackets keep this line from matching itself.
const registryHosts =
  /\bregistry\.[a-z0-9-]+\.[a-z]{2,}|\b[a-z0-9.-]*\.?debian\.org\/debian|\bartifact[o]ry\b|_auth[T]oken/i
/** The Docker image has its own root and home. */
const pathsAllowed = new Set(['Dockerfile'])

const texts = repositoryFiles().filter(isTextFile)

test('no file names a path of one machine', () => {
  expect(
    texts.filter((path) => !pathsAllowed.has(path) && machinePaths.test(readRepositoryFile(path))),
  ).toEqual([])
})

test('no file names a package registry or mirror', () => {
  expect(texts.filter((path) => registryHosts.test(readRepositoryFile(path)))).toEqual([])
})

test('the rules above recognise what they forbid', () => {
  const slash = '/'
  expect(machinePaths.test(`see ${slash}work/main`)).toBe(true)
  expect(machinePaths.test('a worker/main.ts')).toBe(false)
  expect(registryHosts.test(['https://registry', 'example', 'org'].join('.'))).toBe(true)
  expect(registryHosts.test('the registry. It')).toBe(false)
})

/** What can be known about the image without building it. */
import { describe, expect, test } from 'vitest'
import { existsInRepository, readRepositoryFile } from './repository-files.ts'

const dockerfile = readRepositoryFile('Dockerfile')
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+)$/gm)].flatMap(([, paths = '']) =>
  paths.split(' ').slice(0, -1),
)

describe('the image', () => {
  test('everything it copies exists and passes .dockerignore', () => {
    const admitted = readRepositoryFile('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1))
    expect(copied).toContain('migrations')
    expect(copied.filter((path) => !existsInRepository(path))).toEqual([])
    expect([...new Set(copied)].sort()).toEqual(admitted.sort())
  })

  test('every stage is the Node release that CI tests, and the service is not root', () => {
    const tested = readRepositoryFile('.ci/node-24').split('.')[0] ?? ''
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)
    expect(new Set(bases)).toEqual(new Set([`node:${tested}-bookworm-slim`]))
    expect([...dockerfile.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user)).toEqual(['node'])
  })
})

test('every action of the workflows is pinned to a commit', () => {
  const uses = [...readRepositoryFile('.github/workflows/ci.yml').matchAll(/uses: (\S+)/g)].map(
    ([, action]) => action,
  )
  expect(uses.length).toBeGreaterThan(0)
  expect(uses.filter((action = '') => !/@[0-9a-f]{40}$/.test(action))).toEqual([])
})

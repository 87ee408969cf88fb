/** `npm ci` must work from the registry alone, run no script that was not looked at, and bring nothing unexplained. */
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readRepositoryFile } from './repository-files.ts'

const versions = z.record(z.string(), z.string())
const manifest = z
  .object({
    engines: z.object({ node: z.string() }),
    dependencies: versions,
    devDependencies: versions,
    overrides: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readRepositoryFile('package.json')))

const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
        optionalDependencies: versions.optional(),
        resolved: z.string().optional(),
      }),
    ),
  })
  .parse(JSON.parse(readRepositoryFile('package-lock.json')))

const direct = { ...manifest.dependencies, ...manifest.devDependencies }

test('every direct dependency is pinned to one version', () => {
  expect(Object.entries(direct).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual(
    [],
  )
})

test('every direct dependency has a line in the decision about dependencies', () => {
  const decision = readRepositoryFile('docs/decisions/0008-dependencies.md')
  expect(Object.keys(direct).filter((name) => !decision.includes(`\`${name}\``))).toEqual([])
})

test('every package with an install script is listed in allowScripts', () => {
  const scripted = Object.entries(lock.packages)
    .filter(([path, { hasInstallScript }]) => path !== '' && hasInstallScript === true)
    .map(([path]) => path.split('node_modules/').at(-1) ?? path)
  expect(scripted.filter((name) => !(name in manifest.allowScripts))).toEqual([])
})

test('the overrides that a plain registry needs are in force in the lockfile', () => {
  expect(Object.keys(manifest.overrides)).toContain('msgpackr-extract')
  const locked = Object.keys(manifest.overrides).map((name) => [
    name,
    lock.packages[`node_modules/${name}`]?.version,
  ])
  expect(Object.fromEntries(locked)).toEqual(manifest.overrides)
})

test('every platform package of a native module is locked, or "npm ci" fails on other machines', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter(
        (name) =>
          !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      )
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

test('the lockfile records no download addresses, so that any mirror serves it', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([])
})

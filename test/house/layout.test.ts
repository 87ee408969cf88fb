/** Where files may lie and what they may be called (CONTRIBUTING.md). */
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readRepositoryFile, repositoryFiles } from './repository-files.ts'

const files = repositoryFiles()
const code = files.filter((path) => path.endsWith('.ts'))
const product = code.filter((path) => /^(src|workers)\//.test(path))

const topLevel = [
  ...[
    '.ci',
    '.github',
    'bench',
    'docs',
    'fixtures',
    'migrations',
    'prompts',
    'scripts',
    'src',
    'test',
    'workers',
  ],
  ...[
    '.dependency-cruiser.cjs',
    '.dockerignore',
    '.env.example',
    '.gitattributes',
    '.gitignore',
    '.npmrc',
    '.nvmrc',
  ],
  ...['.prettierignore', '.prettierrc', 'CHANGELOG.md', 'CONTRIBUTING.md', 'Dockerfile', 'LICENSE', 'NOTICE'],
  ...['README.md', 'SECURITY.md', 'compose.yaml', 'eslint.config.js', 'knip.json', 'openapi.json'],
  ...['package-lock.json', 'package.json', 'tsconfig.build.json', 'tsconfig.json', 'vitest.config.ts'],
]

const layers = [
  ...['database', 'queue', 'inference'],
  ...['catalog', 'content', 'events', 'recommendations', 'shops', 'security', 'webhooks'],
  ...['http', 'cli', 'client', 'process'],
]
const ground = ['chance', 'clock', 'config', 'errors', 'ids', 'page', 'secrets', 'telemetry', 'thread']
const rootFiles = [...ground, 'app', 'main', 'cli'].map((name) => `${name}.ts`)

/** Written by openapi-typescript. */
const generatedTypes = 'src/client/openapi-schema.ts'

const bannedNames = new Set(
  'utils util helpers helper common shared misc manager service handler base core lib types interfaces constants index'.split(
    ' ',
  ),
)

describe('layout', () => {
  test('the top level holds only what has a place there', () => {
    const entries = new Set(files.map((path) => path.split('/')[0]))
    expect([...entries].filter((entry) => entry === undefined || !topLevel.includes(entry))).toEqual([])
  })

  test('src holds only the layers and the ground', () => {
    const inSource = files.filter((path) => path.startsWith('src/')).map((path) => path.slice('src/'.length))
    const strangers = inSource.filter((path) => {
      const [first = '', ...rest] = path.split('/')
      return rest.length === 0 ? !rootFiles.includes(first) : !layers.includes(first)
    })
    expect(strangers).toEqual([])
  })

  test('no file has a name that says nothing', () => {
    const vague = code.filter((path) =>
      basename(path, '.ts')
        .split('.')
        .some((word) => bannedNames.has(word)),
    )
    expect(vague).toEqual([])
  })

  test('folders, too, are named for what they hold', () => {
    const folders = new Set(code.flatMap((path) => dirname(path).split('/')))
    expect([...folders].filter((folder) => bannedNames.has(folder))).toEqual([])
  })

  test('code files are in kebab-case', () => {
    expect(
      code.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|generated))?\.ts$/.test(basename(path))),
    ).toEqual([])
  })

  test('no file of src or workers passes 300 lines', () => {
    const long = product
      .filter((path) => path !== generatedTypes)
      .map((path) => ({ path, lines: readRepositoryFile(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300)
    expect(long).toEqual([])
  })

  test('no folder of src holds more than 12 code files', () => {
    const counts = new Map<string, number>()
    for (const path of product.filter((file) => file.startsWith('src/'))) {
      counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1)
    }
    expect([...counts].filter(([, count]) => count > 12)).toEqual([])
  })

  test('every test of a source file stands where the file stands', () => {
    const known = new Set(product.map((path) => path.replace(/^src\//, '').replace(/\.ts$/, '')))
    const ownSubjects = /^test\/(bench|contracts|fixtures|house|journeys|regressions|scripts|support)\//
    const lost = code
      .filter((path) => path.startsWith('test/') && path.endsWith('.test.ts') && !ownSubjects.test(path))
      .map((path) => path.replace(/^test\//, '').replace(/\.test\.ts$/, ''))
      .filter((subject) => ![...known].some((path) => path === subject || dirname(path) === dirname(subject)))
    expect(lost).toEqual([])
  })
})

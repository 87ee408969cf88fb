/** The layer rules fire: a small tree that breaks each one is cruised with the repository's own configuration. */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from './repository-files.ts'

/** Rule → a file that breaks it and what that file imports. Targets inside the tree are made empty. */
const breaches = [
  ['ground-imports-ground', 'src/clock.ts', '../src/catalog/product.ts'],
  ['infrastructure-talks', 'src/database/connect.ts', '../catalog/product.ts'],
  ['infrastructure-database', 'src/database/pool.ts', '../queue/outbox.ts'],
  ['infrastructure-queue', 'src/queue/relay.ts', '../inference/embedder.ts'],
  ['domains-decide', 'src/catalog/reindex.ts', '../config.ts'],
  ['domains-decide', 'src/catalog/import-products.ts', '../http/server.ts'],
  ['domain-shops', 'src/shops/shop.ts', '../catalog/product.ts'],
  ['domain-catalog', 'src/catalog/search.ts', '../content/draft.ts'],
  ['domain-content', 'src/content/request-copy.ts', '../security/api-key.ts'],
  ['queries-are-private', 'src/content/brief.ts', '../catalog/product-queries.ts'],
  ['edges-have-no-sql', 'src/http/routes/products.ts', '../../catalog/product-queries.ts'],
  ['edges-have-no-sql', 'workers/embed-products.ts', '../src/inference/embedder.ts'],
  ['edges-do-not-meet', 'workers/generate-copy.ts', '../src/http/server.ts'],
  ['routes-do-not-meet', 'src/http/routes/search.ts', './health.ts'],
  ['composition-knows-drivers-only', 'src/app.ts', './catalog/product.ts'],
  ['composition-is-for-entries', 'workers/purge-expired.ts', '../src/app.ts'],
  ['nobody-imports-an-entry', 'src/http/page.ts', '../main.ts'],
  ['product-code-stands-alone', 'src/content/review.ts', '../../test/support/database.ts'],
  ['imports-resolve', 'src/content/prompt.ts', './missing.ts'],
  ['no-circular', 'src/security/scope.ts', './scope.ts'],
  ['fence-fastify', 'src/catalog/page.ts', 'fastify'],
  ['fence-queue', 'workers/main.ts', 'bullmq'],
  ['fence-models', 'src/content/writer.ts', '@langchain/core'],
  ['fence-database-driver', 'src/queue/bullmq.ts', 'pg'],
  ['fence-kysely', 'src/http/problem.ts', 'kysely'],
  ['fence-terminal', 'src/process/shutdown.ts', 'commander'],
] as const

const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

describe('the layer rules', () => {
  let tree = ''
  let broken: ReadonlySet<string> = new Set()

  beforeAll(async () => {
    tree = await mkdtemp(join(tmpdir(), 'vitrine-layers-'))
    await plant(tree)
    const arguments_ = [
      '--config',
      join(repositoryRoot, '.dependency-cruiser.cjs'),
      '--output-type',
      'json',
      'src',
      'workers',
    ]
    const cruiser = join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [cruiser, ...arguments_], { cwd: tree })
    const { violations } = report.parse(JSON.parse(stdout)).summary
    broken = new Set(violations.map(({ rule, from }) => `${rule.name} ${from}`))
  })
  afterAll(() => rm(tree, { recursive: true, force: true }))

  test.each(breaches)('%s stops %s from importing %s', (rule, file) => {
    expect([...broken]).toContain(`${rule} ${file}`)
  })

  test('an allowed import breaks nothing', () => {
    expect([...broken].filter((breach) => breach.endsWith(' src/recommendations/recommend.ts'))).toEqual([])
  })
})

async function plant(tree: string): Promise<void> {
  await copyFile(join(repositoryRoot, 'tsconfig.json'), join(tree, 'tsconfig.json'))
  await copyFile(join(repositoryRoot, 'package.json'), join(tree, 'package.json'))
  await symlink(join(repositoryRoot, 'node_modules'), join(tree, 'node_modules'))
  const allowed = ['', 'src/recommendations/recommend.ts', '../catalog/product.ts'] as const
  const imports = [...breaches, allowed]
  const targets = imports
    .filter(([rule, , target]) => target.startsWith('.') && rule !== 'imports-resolve')
    .map(([, file, target]) => join(dirname(file), target))
  for (const target of targets) await write(tree, target, 'export const here = true\n')
  for (const [, file, target] of imports) {
    await write(tree, file, `import * as target from '${target}'\nexport const here = target\n`)
  }
}

async function write(tree: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(tree, path)), { recursive: true })
  await writeFile(join(tree, path), text)
}

/**
 * vitest global set-up: one migrated, empty database per run, which every test clones (testDatabase): a dump of
 * PGlite, or a template database on the server named by TEST_DATABASE_URL.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embed, openDatabase, type Database } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'
import { dropDatabase, inDatabase, withAdmin } from './database-admin.ts'

export type MigratedTemplate =
  | { readonly kind: 'pglite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string; readonly name: string }

declare module 'vitest' {
  interface ProvidedContext {
    migratedTemplate: MigratedTemplate
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['TEST_DATABASE_URL']
  return url === undefined ? embeddedTemplate(project) : serverTemplate(project, url)
}

async function embeddedTemplate(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-test-'))
  const path = join(directory, 'migrated.tar')
  const engine = await openInThread(undefined)
  const database = await embed(engine, () => Promise.resolve())
  await fill(database)
  await writeFile(path, Buffer.from(await (await engine.dump()).arrayBuffer()))
  await database[Symbol.asyncDispose]()
  project.provide('migratedTemplate', { kind: 'pglite', path })
  return () => rm(directory, { recursive: true, force: true })
}

async function serverTemplate(project: TestProject, url: string): Promise<() => Promise<void>> {
  const name = `vitrine_template_${randomBytes(5).toString('hex')}`
  await withAdmin(url, `CREATE DATABASE ${name}`)
  const database = await openDatabase(inDatabase(url, name), { poolMax: 2 })
  await fill(database)
  await database[Symbol.asyncDispose]()
  project.provide('migratedTemplate', { kind: 'postgres', url, name })
  return () => dropDatabase(url, name)
}

async function fill({ db }: Database): Promise<void> {
  await migrate(db, await readMigrations('migrations'))
}

/** vitest global set-up: one migrated, empty database per run, dumped once and cloned by every test (testDatabase). */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { embed } from '../../src/database/connect.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-test-'))
  const engine = await openInThread(undefined)
  const database = await embed(engine, () => Promise.resolve())
  await migrate(database.db, await readMigrations('migrations'))
  const snapshot = await engine.dump()
  const path = join(directory, 'migrated.tar')
  await writeFile(path, Buffer.from(await snapshot.arrayBuffer()))
  await database[Symbol.asyncDispose]()
  project.provide('migratedSnapshot', path)
  return () => rm(directory, { recursive: true, force: true })
}

declare module 'vitest' {
  interface ProvidedContext {
    migratedSnapshot: string
  }
}

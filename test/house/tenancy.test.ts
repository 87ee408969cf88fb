/** Shops are tenants: every table and every file of queries names the shop. */
import { expect, test } from 'vitest'
import { readRepositoryFile, repositoryFiles } from './repository-files.ts'

/** Tables without a shop, and why. */
const tablesOfNobody: Readonly<Record<string, string>> = {
  shops: 'it is the list of shops',
  schema_migrations: 'it describes the database',
  serving_instances: 'a process serves all shops',
}

/** Compiles a condition that other statements, which name the shop, put beside theirs. */
const fragments = new Set(['src/catalog/filter-queries.ts'])

test('every table has a shop_id', () => {
  const tables = repositoryFiles()
    .filter((path) => /^migrations\/.*\.sql$/.test(path))
    .flatMap((path) => createdTables(readRepositoryFile(path)))
  expect(tables.length).toBeGreaterThan(0)
  const without = tables.filter(
    ({ name, columns }) => !/\bshop_id\b/.test(columns) && !(name in tablesOfNobody),
  )
  expect(without.map(({ name }) => name)).toEqual([])
})

test('every file of queries names the shop', () => {
  const queries = repositoryFiles().filter(
    (path) => /^(src|workers)\/.*-queries\.ts$/.test(path) && !fragments.has(path),
  )
  expect(queries.length).toBeGreaterThan(0)
  expect(queries.filter((path) => !/\bshop_?id\b/i.test(readRepositoryFile(path)))).toEqual([])
})

/** Name and column text of every CREATE TABLE that is not a partition of another. */
function createdTables(sql: string): { name: string; columns: string }[] {
  return [...sql.matchAll(/^create table(?: if not exists)? (\w+)\s*\(([\s\S]*?)^\)/gim)].map(
    ([, name = '', columns = '']) => ({
      name,
      columns,
    }),
  )
}

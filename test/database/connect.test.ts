import { sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { embed, openDatabase } from '../../src/database/connect.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'

describe('the embedded database', () => {
  it('gives the JavaScript values that pg is set up to give', async () => {
    await using database = await embed(await openInThread(undefined), () => Promise.resolve())
    const { rows } = await sql`SELECT 9007199254740991::bigint AS n, '2026-03-01'::date AS d, now() AS t,
      ARRAY['a','b'] AS l, '{"a":[1]}'::jsonb AS j, '\\x01ff'::bytea AS b, ${['x', 'y']}::text[] AS p`.execute(
      database.db,
    )
    expect(rows[0]).toMatchObject({
      n: 9007199254740991,
      d: '2026-03-01',
      l: ['a', 'b'],
      j: { a: [1] },
      p: ['x', 'y'],
    })
    expect(rows[0]).toHaveProperty('t', expect.any(Date))
    expect(Buffer.from(Reflect.get(Object(rows[0]), 'b')).toString('hex')).toBe('01ff')
  })

  it('runs transactions one after another, and a failed one leaves nothing', async () => {
    await using database = await embed(await openInThread(undefined), () => Promise.resolve())
    const { db } = database
    await sql`CREATE TABLE counter (n int)`.execute(db)
    await sql`INSERT INTO counter VALUES (0)`.execute(db)
    const add = () =>
      db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ n: number }>`SELECT n FROM counter`.execute(trx)
        await new Promise((resolve) => setTimeout(resolve, 1))
        await sql`UPDATE counter SET n = ${(rows[0]?.n ?? 0) + 1}`.execute(trx)
      })
    const fail = () =>
      db.transaction().execute(async (trx) => {
        await sql`UPDATE counter SET n = 1000`.execute(trx)
        await sql`SELECT 1/0`.execute(trx)
      })
    const outcomes = await Promise.allSettled([add(), fail(), add(), add(), fail(), add()])
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(2)
    const { rows } = await sql`SELECT n FROM counter`.execute(db)
    expect(rows).toEqual([{ n: 4 }])
  })

  it('keeps its rows across a restart in the worker thread, and refuses a second owner with advice', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-db-'))
    try {
      const url = `pglite://${directory}`
      {
        await using database = await openDatabase(url, { poolMax: 1 })
        await sql`CREATE TABLE kept AS SELECT 42 AS n`.execute(database.db)
        await expect(openDatabase(url, { poolMax: 1 })).rejects.toMatchObject({
          code: 'database.data-directory-locked',
          message: expect.stringContaining(`process ${String(process.pid)}`),
        })
        await expect(sql`SELECT * FROM nowhere`.execute(database.db)).rejects.toMatchObject({ code: '42P01' })
      }
      await using reopened = await openDatabase(url, { poolMax: 1 })
      expect((await sql`SELECT n FROM kept`.execute(reopened.db)).rows).toEqual([{ n: 42 }])
    } finally {
      await rm(directory, { recursive: true, force: true })
    }
  })
})

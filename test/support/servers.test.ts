import { Redis } from 'ioredis'
import pg from 'pg'
import { expect, test } from 'vitest'
import { describeOnRealServers, openScratch, realServers } from './servers.ts'

describeOnRealServers('scratch servers', (scratch) => {
  test('a scratch database is empty, has pgvector and belongs to an ordinary role', async () => {
    const client = new pg.Client({ connectionString: scratch.databaseUrl })
    await client.connect()
    try {
      await client.query('CREATE EXTENSION IF NOT EXISTS vector')
      const { rows } = await client.query(
        `SELECT (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS vector,
                current_setting('is_superuser') AS superuser,
                (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public') AS tables`,
      )
      expect(rows).toEqual([{ vector: expect.stringMatching(/^0\.[89]\./), superuser: 'off', tables: 0 }])
    } finally {
      await client.end()
    }
  })

  test('a scratch queue is empty and refuses to evict', async () => {
    const redis = new Redis(scratch.queueUrl)
    try {
      expect(await redis.dbsize()).toBe(0)
      expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction'])
    } finally {
      redis.disconnect()
    }
  })

  test('a second scratch shares nothing with the first and leaves no database behind', async () => {
    const servers = realServers()
    if (servers === undefined) throw new Error('the servers have stopped')
    const second = await openScratch(servers)
    expect(second.databaseUrl).not.toBe(scratch.databaseUrl)
    expect(second.queueUrl).not.toBe(scratch.queueUrl)
    await second.close()
    const client = new pg.Client({ connectionString: second.databaseUrl })
    await expect(client.connect()).rejects.toThrow(/does not exist/)
  })
})

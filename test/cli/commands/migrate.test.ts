/** What an operator does on a new PostgreSQL: migrate, make a shop with its first key, look whether all is well. */
import { expect, test } from 'vitest'
import { describeOnRealServers } from '../../support/servers.ts'
import { vitrine } from '../cli-process.ts'

describeOnRealServers('a new installation', (scratch) => {
  test('migrate, the first key, its successor and its end, without any key at hand', async () => {
    const env = {
      DATABASE_URL: scratch.databaseUrl,
      QUEUE_URL: scratch.queueUrl,
      EMBEDDING_MODEL: 'lsa',
      PORT: '0',
    }

    const early = await vitrine(['keys', 'list'], { env })
    expect(early.code).toBe(4)
    expect(early.stderr).toContain('vitrine migrate')

    const first = await vitrine(['migrate', '--json'], { env })
    expect(first.code).toBe(0)
    expect(JSON.parse(first.stdout)).toMatchObject({ applied: expect.arrayContaining(['0002_catalog.sql']) })
    const again = await vitrine(['migrate'], { env })
    expect(again.stdout).toContain('Nothing to do')

    const lost = await vitrine(['keys', 'create', 'admin'], { env })
    expect(lost.code).toBe(1)
    expect(lost.stderr).toContain('--new-shop')
    const created = await vitrine(['keys', 'create', 'admin', '--new-shop', 'Mine', '--json'], { env })
    expect(created.code).toBe(0)
    const key: unknown = JSON.parse(created.stdout)
    expect(key).toMatchObject({ kind: 'secret', key: expect.stringMatching(/^vt_sk_live_/) })

    const id = /"id": "(key_\w+)"/.exec(created.stdout)?.[1] ?? ''
    const rotated = await vitrine(['keys', 'rotate', id, '--overlap-hours', '1'], { env })
    expect(rotated.stdout).toContain('1 more hour')
    expect((await vitrine(['keys', 'revoke', id, '--shop', 'Mine'], { env })).code).toBe(0)
    const list = await vitrine(['keys', 'list'], { env })
    expect(list.stdout).toMatch(new RegExp(`^${id} .* revoked `, 'm'))

    const doctor = await vitrine(['doctor'], { env })
    expect(doctor.stdout).toMatch(/^ok +migrations /m)
    expect(doctor.stdout).toMatch(/^ok +queue +redis:/m)
    expect(doctor.code).toBe(0)
  })
})

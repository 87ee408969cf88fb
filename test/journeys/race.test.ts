/**
 * Real API processes over one PostgreSQL: storefronts ask while products and rules change and processes are stalled, cut
 * off, frozen and killed. What was acknowledged as gone must not be shown; and a process that is wrong must be found.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runRace, type RaceOptions } from '../../bench/race/run-race.ts'
import { describeOnRealServers, realServers } from '../support/servers.ts'

const REQUESTS = 20_000

describeOnRealServers('what has been taken away is not shown', () => {
  let dataDirectory: string
  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'vitrine-race-'))
  })
  afterAll(() => rm(dataDirectory, { recursive: true, force: true }))

  const race = (options: Partial<RaceOptions>) => {
    const servers = realServers()
    if (servers === undefined) throw new Error('The real servers have gone.')
    return runRace({
      ...{ servers, dataDirectory, requests: REQUESTS, instances: 3, seed: 'ci', calmMs: 1_000 },
      ...options,
    })
  }

  test('no answer to a request shows what was acknowledged as hidden, sold out or changed before it', async () => {
    const { asked, acknowledged, faults, instances } = await race({})
    expect(asked.leaks).toEqual([])
    expect(asked.requests).toBeGreaterThanOrEqual(REQUESTS)
    expect(asked.certain).toBeGreaterThan(REQUESTS)
    expect(new Set(acknowledged.map(({ kind }) => kind))).toContain('rule')
    expect(faults).toMatchObject({ stalled: expect.any(Number), frozen: expect.any(Number) })
    expect(instances.some(({ lapses }) => lapses > 1)).toBe(true)
    expect(instances.some(({ confirms }) => confirms > 0)).toBe(true)
  }, 600_000)

  test.each(['apply', 'confirm'] as const)(
    'a process that is wrong is found (%s)',
    async (broken) => {
      const { asked } = await race({ broken, untilLeak: true, instances: 2, calmMs: 2_000 })
      expect(asked.leaks.length).toBeGreaterThan(0)
    },
    300_000,
  )
})

import { describe, expect, test } from 'vitest'
import type { Db } from '../../../src/database/schema.ts'
import { readBaskets } from '../../../src/events/reading/read-history.ts'
import { HistoryCollector } from '../../../src/recommendations/image/build/collect-history.ts'
import { countPairs } from '../../../src/recommendations/relations/count-pairs.ts'
import { pairRule } from '../../../src/recommendations/relations/learn-relations.ts'
import { recountPairs } from '../../../src/recommendations/relations/recount-pairs.ts'
import {
  relationKinds,
  viewReach,
  type RelationKind,
} from '../../../src/recommendations/relations/rank-relations.ts'
import { countVoters, groupByVoter, type UnitLog } from '../../../src/recommendations/relations/unit-log.ts'
import { addShop, testDatabase } from '../../support/database.ts'
import { describeOnRealServers } from '../../support/servers.ts'
import {
  basketUnits,
  randomHistory,
  storeHistory,
  toUnitLog,
  viewUnits,
  type History,
} from './random-history.ts'

const ids = Array.from({ length: 8 }, (_, at) => `p${String(at)}`)
const numbers = new Map(ids.map((id, at) => [id, at]))
const counted = { seq: 1_000, until: new Date('2027-01-01') }

describe('counts of pairs', () => {
  test('recount to the same numbers from Postgres, over random histories', async () => {
    await using database = await testDatabase()
    for (let seed = 1; seed <= 4; seed += 1) await compareAll(database.db, await addShop(database), seed)
  })

  test('stop at the number of the log and the moment they are asked for', async () => {
    await using database = await testDatabase()
    const { db, shopId } = database
    const history = randomHistory(9)
    await storeHistory(db, shopId, history)
    const upTo = { seq: 30, until: new Date(Date.UTC(2026, 0, 1, 0, 0, 50)) }
    const cut = { visits: history.visits.slice(0, 30), basketEvents: history.basketEvents.slice(0, 50) }
    const pair = { src: 'p1', dst: 'p2' }
    const expected = relationKinds.map((kind) => plainCount(kind, cut, 'p1', 'p2'))
    const pairs = relationKinds.map((kind) => ({ kind, ...pair }))
    expect(await recountPairs(db, shopId, upTo, pairs)).toEqual(expected)
  })

  test('leave out baskets of more than two hundred products, in models and receipts alike', async () => {
    await using database = await testDatabase()
    const { db, shopId } = database
    const basketOf = (session: string, size: number) =>
      Array.from({ length: size }, (_, at) => ({
        visitor: null,
        session,
        order: null,
        product: `p${String(at)}`,
      }))
    // A second line of the same product makes no basket larger.
    const history = {
      visits: [],
      basketEvents: [
        ...basketOf('list', 201),
        ...basketOf('full', 200),
        ...basketOf('full', 3),
        ...basketOf('small', 3),
      ],
    }
    await storeHistory(db, shopId, history)
    const [recounted] = await recountPairs(db, shopId, counted, [
      { kind: 'complement', src: 'p1', dst: 'p2' },
    ])
    expect(recounted).toEqual({ ab: 2, a: 3, b: 3, total: 3 })
    const collector = new HistoryCollector()
    for await (const { text } of readBaskets(db, shopId, counted.until)) collector.add('baskets', text)
    const { baskets, items } = collector.finish()
    const rule = pairRule('complement', new Uint32Array(items.length).fill(5), () => false)
    const pairs = countPairs(baskets, rule, 1)
    const from = pairs.offsets[items.indexOf('p1')] ?? 0
    expect(pairs.counts[from + pairs.destinations.subarray(from).indexOf(items.indexOf('p2'))]).toBe(2)
  })

  test('are those of the shop alone', async () => {
    await using database = await testDatabase()
    await storeHistory(database.db, await addShop(database), randomHistory(3))
    const found = await recountPairs(database.db, database.shopId, counted, [
      { kind: 'substitute', src: 'p1', dst: 'p2' },
    ])
    expect(found).toEqual([{ ab: 0, a: 0, b: 0, total: 0 }])
  })
})

describeOnRealServers('counts of pairs', (servers) => {
  test('recount to the same numbers from Postgres, over random histories', async () => {
    await using database = await testDatabase(servers.databaseUrl)
    for (let seed = 11; seed <= 14; seed += 1) await compareAll(database.db, await addShop(database), seed)
  })
})

async function compareAll(db: Db, shopId: string, seed: number): Promise<void> {
  const history = randomHistory(seed)
  await storeHistory(db, shopId, history)
  for (const kind of relationKinds) {
    const pairs = ids.flatMap((src) => ids.filter((dst) => dst !== src).map((dst) => ({ kind, src, dst })))
    const expected = pairs.map(({ src, dst }) => plainCount(kind, history, src, dst))
    expect(await recountPairs(db, shopId, counted, pairs)).toEqual(expected)
    expect(expected.some(({ ab }) => ab > 1)).toBe(true)
  }
}

/** As the models count. */
function plainCount(kind: RelationKind, history: History, src: string, dst: string) {
  const log = logOf(kind, history)
  const byVoter = groupByVoter(log)
  const voters = countVoters(log, byVoter)
  const order = kind === 'viewed-after' ? 'after' : 'together'
  const reach = kind === 'complement' ? Infinity : viewReach
  const rule = { order, reach, unitMax: Infinity, keeps: () => true } as const
  const pairs = countPairs(log, rule, 1, byVoter)
  const [source, destination] = [numbers.get(src) ?? 0, numbers.get(dst) ?? 0]
  const from = pairs.offsets[source] ?? 0
  const place = pairs.destinations.subarray(from, pairs.offsets[source + 1]).indexOf(destination)
  const ab = place < 0 ? 0 : (pairs.counts[from + place] ?? 0)
  return { ab, a: voters[source], b: voters[destination], total: log.voterCount }
}

function logOf(kind: RelationKind, history: History): UnitLog {
  return toUnitLog(numbers, kind === 'complement' ? basketUnits(history) : viewUnits(history))
}

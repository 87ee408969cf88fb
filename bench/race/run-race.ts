/**
 * The race (docs/recommendations/eligibility.md): several API processes over one PostgreSQL answer requests while products
 * and rules change and processes fail; every answer is judged by what had been acknowledged before it was asked for.
 */
import { setTimeout } from 'node:timers/promises'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { createChance } from '../../src/chance.ts'
import { systemClock } from '../../src/clock.ts'
import { openChanges } from '../../src/database/changes/open-changes.ts'
import type { RealServers } from '../../test/support/servers.ts'
import { openShop, type BenchShop } from '../shop/open-shop.ts'
import { askAll, type Asked } from './ask-all.ts'
import { changeProducts, changeRules, type Acknowledged } from './changer.ts'
import { causeFaults, type FaultKind } from './faults.ts'
import { startInstance, type Instance, type InstanceCounts } from './fleet.ts'
import { KnownState } from './known-state.ts'
import { firstState, toProduct } from './race-product.ts'
import { probeOf, writeQuestions } from './questions.ts'

/** How the race is made to fail: see serve-instance.ts; "ack" counts a change as acknowledged at its commit. */
export const breaks = ['apply', 'confirm', 'ack'] as const

export interface RaceOptions {
  readonly servers: RealServers
  readonly dataDirectory: string
  readonly requests: number
  readonly instances: number
  readonly seed: string
  readonly calmMs: number
  /** Ends the race before all requests were asked. */
  readonly limitMs?: number
  readonly broken?: (typeof breaks)[number] | undefined
  /** Ends at the first leak: to prove that one is found. */
  readonly untilLeak?: boolean
  readonly onProgress?: (asked: Asked, acknowledged: number) => void
}

export interface RaceResult {
  readonly asked: Asked
  readonly acknowledged: readonly Acknowledged[]
  readonly faults: Readonly<Record<FaultKind, number>>
  readonly instances: readonly InstanceCounts[]
  readonly ms: number
}

const products = 600
/** Changed products that probes ask about. */
const recentMax = 8
const probeShare = 0.25
const connectionsPerInstance = 2

export async function runRace(options: RaceOptions): Promise<RaceResult> {
  await using shop = await openShop(options.servers, options.dataDirectory, 'lsa')
  const environment = { ...shop.environment, DATABASE_POOL_MAX: '6', RATE_LIMIT_IP_PER_MINUTE: '100000000' }
  const instances = await Promise.all(
    Array.from({ length: options.instances }, (_, at) =>
      startInstance(environment, at === 0 && options.broken !== 'ack' ? options.broken : undefined),
    ),
  )
  try {
    return await raceOn(options, shop, instances)
  } finally {
    await Promise.all(instances.map((instance) => instance.stop()))
  }
}

async function raceOn(
  {
    requests,
    seed,
    calmMs,
    limitMs = Number.POSITIVE_INFINITY,
    broken,
    untilLeak = false,
    onProgress,
  }: RaceOptions,
  { database, shopId, key }: BenchShop,
  instances: readonly Instance[],
): Promise<RaceResult> {
  const { db } = database
  const known = new KnownState()
  const chanceOf = (part: string) => createChance(`${seed}:${part}`)
  await using changes = await openChanges(database, {
    id: 'race',
    clock: systemClock,
    listens: false,
    onTrouble: () => undefined,
  })
  const states = Array.from({ length: products }, (_, at) =>
    firstState(at, chanceOf(`product ${String(at)}`)),
  )
  await upsertProducts(
    db,
    shopId,
    states.map((state) => productRow(toProduct(state))),
  )
  await changes.awaitApplied()
  known.settle(states)

  const ids = states.map(({ id }) => id)
  const ending = new AbortController()
  const { signal } = ending
  const acknowledged: Acknowledged[] = []
  const recent: string[] = [...ids.slice(0, recentMax)]
  const changer = {
    ...{ db, shopId, known, signal },
    awaitApplied: () =>
      broken === 'ack' ? Promise.resolve({ applied: true, ms: 0 }) : changes.awaitApplied(),
    onAcknowledged(change: Acknowledged, changedIds: readonly string[]) {
      acknowledged.push(change)
      recent.push(...changedIds.slice(0, recentMax))
      recent.splice(0, recent.length - recentMax)
    },
  }
  const faults = { paused: 0, stalled: 0, cut: 0, frozen: 0, restarted: 0 }
  const startedAt = performance.now()
  const background = Promise.all([
    changeProducts({ ...changer, chance: chanceOf('products') }, ids),
    changeRules({ ...changer, chance: chanceOf('rules') }, ids),
    causeFaults({ db, instances, chance: chanceOf('faults'), calmMs, signal }, (kind) => {
      faults[kind] += 1
    }),
  ])
  const chance = chanceOf('questions')
  const questions = writeQuestions(300, products, chance)
  const asking = askAll({
    ...{ requests, known, key, untilLeak, untilMs: startedAt + limitMs },
    urls: instances.map(({ url }) => url),
    connectionsPerInstance,
    nextQuestion(turn) {
      const fixed = questions[turn % questions.length]
      return fixed === undefined || chance() < probeShare ? probeOf(recent, chance) : fixed
    },
    onProgress: (asked) => onProgress?.(asked, acknowledged.length),
  })
  // A changer that fails must end the race, not leave it to a quiet catalogue.
  const asked = await Promise.race([asking, background.then(() => asking)]).finally(() => {
    ending.abort()
  })
  const ms = performance.now() - startedAt
  await background
  await setTimeout(200)
  return {
    asked,
    acknowledged,
    faults,
    instances: await Promise.all(instances.map((one) => one.counts())),
    ms,
  }
}

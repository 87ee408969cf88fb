/**
 * Changes products and hide rules while storefronts ask. Several lanes at once, each with products of its own, so that two
 * changes of one product never overlap; what is acknowledged goes into what the race knows.
 */
import { setTimeout } from 'node:timers/promises'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { productFilterSchema } from '../../src/catalog/filter.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { below } from '../../src/chance.ts'
import { systemClock } from '../../src/clock.ts'
import { announceChange } from '../../src/database/changes/announce.ts'
import type { Application } from '../../src/database/changes/open-changes.ts'
import type { Db } from '../../src/database/schema.ts'
import { archiveRule, createRule } from '../../src/recommendations/merchandising/manage-rules.ts'
import { newRuleSchema } from '../../src/recommendations/merchandising/stored-rule.ts'
import type { KnownState } from './known-state.ts'
import {
  changed,
  changeKinds,
  colours,
  filterOf,
  pick,
  toProduct,
  type ChangeKind,
  type Demand,
} from './race-product.ts'

export interface Acknowledged {
  readonly kind: ChangeKind | 'many' | 'rule'
  readonly products: number
  readonly ms: number
}

export interface ChangerOptions {
  readonly db: Db
  readonly shopId: string
  readonly known: KnownState
  readonly chance: () => number
  readonly signal: AbortSignal
  /** What a change waits for before it counts. */
  awaitApplied(): Promise<Application>
  onAcknowledged(change: Acknowledged, ids: readonly string[]): void
}

const lanes = 3
const pauseMaxMs = 60
/** Above the 400 ids a notice names: instances must look for what changed by transaction id. */
const manyProducts = 450
const hideSlots = 4
const pinSlots = 2

export async function changeProducts(options: ChangerOptions, ids: readonly string[]): Promise<void> {
  const lock = { many: Promise.resolve() }
  const own = Array.from({ length: lanes }, (_, lane) => ids.filter((_id, at) => at % lanes === lane))
  await Promise.all(own.map((mine, lane) => runLane(options, mine, lane === 0 ? ids : undefined, lock)))
}

/** The first lane also changes most of the catalogue at once now and then, while the others pause. */
async function runLane(
  options: ChangerOptions,
  mine: readonly string[],
  everything: readonly string[] | undefined,
  lock: { many: Promise<void> },
): Promise<void> {
  const { signal, chance } = options
  for (let turn = 1; !signal.aborted; turn += 1) {
    if (everything === undefined) await lock.many
    if (everything !== undefined && turn % 200 === 0) {
      lock.many = setTimeout(400).then(() => change(options, everything.slice(0, manyProducts), 'many'))
      await lock.many
    }
    const ids = new Set(Array.from({ length: 1 + below(chance, 4) }, () => pick(mine, chance)))
    await change(options, [...ids], pick(changeKinds, chance))
    await setTimeout(below(chance, pauseMaxMs))
  }
}

async function change(
  { db, shopId, known, chance, awaitApplied, onAcknowledged }: ChangerOptions,
  ids: readonly string[],
  kind: ChangeKind | 'many',
): Promise<void> {
  const states = ids.map((id) => changed(known.stateOf(id), kind === 'many' ? 'stock' : kind, chance))
  const rows = states.map((state) => productRow(toProduct(state)))
  known.begin(ids)
  await db.transaction().execute((trx) => upsertProducts(trx, shopId, rows))
  const ms = await untilApplied(awaitApplied)
  known.settle(states)
  onAcknowledged({ kind, products: ids.length, ms }, ids)
}

/** Hide rules come and go slot by slot; pins as well, to see that a pin never lifts what may not be shown. */
export async function changeRules(options: ChangerOptions, ids: readonly string[]): Promise<void> {
  const { db, shopId, known, chance, signal, awaitApplied, onAcknowledged } = options
  const deps = { clock: systemClock, announce: announceChange }
  const inForce = new Map<number, string>()
  for (let turn = 0; !signal.aborted; turn += 1) {
    const slot = turn % (hideSlots + pinSlots)
    const isHide = slot < hideSlots
    const id = inForce.get(slot)
    const demand = someRule(ids, chance)
    known.beginRule(slot)
    if (id === undefined) {
      const rule = newRuleSchema.parse({
        name: `slot ${String(slot)}`,
        action: isHide ? 'hide' : 'pin',
        filter: productFilterSchema.parse(filterOf(demand)),
        state: 'enabled',
      })
      const made = await db
        .transaction()
        .execute((trx) => createRule(trx, deps, { shopId, by: 'race', rule }))
      inForce.set(slot, made.id)
    } else {
      await db.transaction().execute((trx) => archiveRule(trx, deps, { shopId, by: 'race', id }))
      inForce.delete(slot)
    }
    const ms = await untilApplied(awaitApplied)
    known.settleRule(slot, isHide && id === undefined ? demand : undefined)
    onAcknowledged({ kind: 'rule', products: 0, ms }, demand.ids ?? [])
    await setTimeout(100 + below(chance, 200))
  }
}

/** A change that was not acknowledged is not certain: it is asked for again, and all of it counts as its time. */
async function untilApplied(awaitApplied: ChangerOptions['awaitApplied']): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    const { applied } = await awaitApplied()
    if (applied) return performance.now() - startedAt
  }
}

function someRule(ids: readonly string[], chance: () => number): Demand {
  if (chance() < 0.3) return { colours: [pick(colours, chance)] }
  return { ids: Array.from({ length: 12 }, () => pick(ids, chance)) }
}

/**
 * What the race knows for certain: per product and hide rule the last acknowledged state, and since when. A request is
 * judged on a product only when its state was acknowledged before the request was sent and no change of it began before
 * the answer was read: everything else overlaps a change, and either answer is right.
 */
import { meets, objectionTo, type Demand, type RaceProduct } from './race-product.ts'

export interface Leak {
  readonly id: string
  /** hidden, stock, filter, or rule. */
  readonly why: string
  readonly instance: number
  /** Between the acknowledgement and the sending of the request. */
  readonly sentAfterMs: number
}

export interface Judged {
  /** Items whose state was certain. */
  readonly certain: number
  readonly overlapping: number
  readonly leaks: readonly Omit<Leak, 'instance'>[]
}

/** A moment of the race: its place in the order of events, and the clock. */
export interface Moment {
  readonly order: number
  readonly ms: number
}

interface Tracked<T> {
  state: T
  changing: boolean
  settled: Moment
}

export class KnownState {
  #order = 0
  readonly #products = new Map<string, Tracked<RaceProduct>>()
  /** Hide rules by slot; undefined: none is in force. */
  readonly #hides = new Map<number, Tracked<Demand | undefined>>()

  now(): Moment {
    return { order: ++this.#order, ms: performance.now() }
  }

  /** Before the change is sent to the database. */
  begin(ids: readonly string[]): void {
    for (const id of ids) {
      const tracked = this.#products.get(id)
      if (tracked !== undefined) tracked.changing = true
    }
  }

  /** After the change was acknowledged. */
  settle(states: readonly RaceProduct[]): void {
    const settled = this.now()
    for (const state of states) this.#products.set(state.id, { state, changing: false, settled })
  }

  beginRule(slot: number): void {
    const tracked = this.#hides.get(slot)
    if (tracked !== undefined) tracked.changing = true
  }

  settleRule(slot: number, hidden: Demand | undefined): void {
    this.#hides.set(slot, { state: hidden, changing: false, settled: this.now() })
  }

  stateOf(id: string): RaceProduct {
    const tracked = this.#products.get(id)
    if (tracked === undefined) throw new RangeError(`The race has no product ${id}.`)
    return tracked.state
  }

  judge(ids: readonly string[], demand: Demand, sent: Moment): Judged {
    let certain = 0
    const leaks: Omit<Leak, 'instance'>[] = []
    for (const id of ids) {
      const product = this.#products.get(id)
      if (product === undefined || !isCertain(product, sent)) continue
      certain += 1
      const why = objectionTo(product.state, demand)
      if (why !== undefined) leaks.push({ id, why, sentAfterMs: sent.ms - product.settled.ms })
      for (const rule of this.#hides.values()) {
        if (rule.state === undefined || !isCertain(rule, sent) || !meets(product.state, rule.state)) continue
        const sinceMs = Math.max(rule.settled.ms, product.settled.ms)
        leaks.push({ id, why: 'rule', sentAfterMs: sent.ms - sinceMs })
      }
    }
    return { certain, overlapping: ids.length - certain, leaks }
  }
}

function isCertain({ changing, settled }: Tracked<unknown>, sent: Moment): boolean {
  return !changing && settled.order < sent.order
}

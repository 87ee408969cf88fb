/**
 * Answers worth keeping: candidates of a question, and the slate made of them. Bounded, the least used leave; short-lived, so
 * that what was learnt in the meantime shows. Whether products may be shown is not part of it: a slate is used only
 * while nothing has changed in the catalogue since.
 */
import type { Clock } from '../../clock.ts'

export interface Memo<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
}

export interface MemoOptions {
  readonly entriesMax: number
  readonly keptMs: number
  readonly clock: Pick<Clock, 'monotonicMs'>
}

/** Answers that were ready, and those that were not. */
export interface MemoCounts {
  hits: number
  misses: number
}

export function createMemo<T>({ entriesMax, keptMs, clock }: MemoOptions): Memo<T> {
  // Two generations: looking up costs one or two reads, and nothing is moved for every hit.
  let young = new Map<string, { readonly value: T; readonly until: number }>()
  let old = new Map<string, { readonly value: T; readonly until: number }>()
  const put = (key: string, held: { readonly value: T; readonly until: number }) => {
    young.set(key, held)
    if (young.size <= entriesMax / 2) return
    old = young
    young = new Map()
  }
  return {
    get(key) {
      const held = young.get(key) ?? old.get(key)
      if (held === undefined || held.until < clock.monotonicMs()) return undefined
      if (!young.has(key)) put(key, held)
      return held.value
    },
    set(key, value) {
      put(key, { value, until: clock.monotonicMs() + keptMs })
    },
  }
}

/** Keeps nothing: for measuring what an answer costs. */
export function noMemo<T>(): Memo<T> {
  return {
    get: () => undefined,
    set() {
      // Measured without a memory on purpose.
    },
  }
}

/** The signing keys of each shop, kept in the process for a while so that a request asks nobody. */
import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { selectSigningKeys } from './signing-key-queries.ts'
import { signingKey, type SigningKey } from './slate-token.ts'

/** A key signs for 90 days and verifies for as long again. */
const keyDays = 90
const keptMs = 10 * 60_000
const secretBytes = 32

export interface SigningKeys {
  /** Newest first; from memory when known. */
  of(shopId: string): readonly SigningKey[] | Promise<readonly SigningKey[]>
  /** Those in memory; empty when the shop's were not asked for yet. */
  peek(shopId: string): readonly SigningKey[]
}

export function createSigningKeys(db: Db, clock: Pick<Clock, 'monotonicMs'>): SigningKeys {
  const known = new Map<string, { readonly keys: readonly SigningKey[]; readonly until: number }>()
  const loading = new Map<string, Promise<readonly SigningKey[]>>()
  const load = (shopId: string) => {
    const running = loading.get(shopId)
    if (running !== undefined) return running
    const started = selectSigningKeys(db, shopId, randomBytes(secretBytes), keyDays)
      .then((rows) => {
        const keys = rows.map(({ number, secret }) => signingKey(number, secret))
        known.set(shopId, { keys, until: clock.monotonicMs() + keptMs })
        return keys
      })
      .finally(() => loading.delete(shopId))
    loading.set(shopId, started)
    return started
  }
  return {
    peek: (shopId) => known.get(shopId)?.keys ?? [],
    of(shopId) {
      const held = known.get(shopId)
      if (held === undefined) return load(shopId)
      // An outdated copy still signs: keys are replaced long before anybody stops accepting them.
      if (held.until < clock.monotonicMs()) load(shopId).catch(() => undefined)
      return held.keys
    },
  }
}

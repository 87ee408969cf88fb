/** Prefixed, time-ordered identifiers: "shop_01JD…" (ULID, 26 Crockford base32 characters, https://github.com/ulid/spec). */
import { randomFillSync } from 'node:crypto'
import { monotonicFactory } from 'ulid'

/** Random bytes are drawn many at a time: one draw per character was 4 % of a recommendation's work (profiled). */
const pool = new Uint8Array(4_096)
let drawn = pool.length

const ulid = monotonicFactory(() => {
  if (drawn === pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  return (pool[drawn++] ?? 0) / 256
})

export type IdPrefix =
  | 'shop'
  | 'key'
  | 'imp'
  | 'job'
  | 'draft'
  | 'waiver'
  | 'pub'
  | 'rule'
  | 'slate'
  | 'vec'
  | 'call'
  | 'batch'
  | 'preview'
  | 'req'
  | 'hook'
  | 'evt'
  | 'proc'

/** A new id; ids made by one process sort in the order they were made. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${ulid()}`
}

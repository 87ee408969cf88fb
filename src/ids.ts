/** Prefixed, time-ordered identifiers: "shop_01JD…" (ULID, 26 Crockford base32 characters, https://github.com/ulid/spec). */
import { monotonicFactory } from 'ulid'

const ulid = monotonicFactory()

export type IdPrefix = 'shop' | 'key' | 'imp' | 'job' | 'draft' | 'slate' | 'vec' | 'call' | 'req'

/** A new id; ids made by one process sort in the order they were made. */
export function newId<P extends IdPrefix>(prefix: P): `${P}_${string}` {
  return `${prefix}_${ulid()}`
}

/** Tells every process of a change, as part of the transaction that makes it: nobody hears of what is rolled back. */
import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { Change } from './change-feed.ts'

export const changeChannel = 'vitrine'

/** PostgreSQL takes payloads below 8,000 bytes. */
const payloadBytesMax = 7_900

export async function announceChange(trx: Db, change: Change): Promise<void> {
  for (const payload of payloadsOf(change)) {
    await sql`SELECT pg_notify(${changeChannel}, ${payload})`.execute(trx)
  }
}

/** A change that is too long for one notice: products without their ids, visitors in several notices. */
export function payloadsOf(change: Change): string[] {
  const payload = JSON.stringify(change)
  if (Buffer.byteLength(payload) <= payloadBytesMax) return [payload]
  if (change.topic === 'catalog')
    return [JSON.stringify({ topic: 'catalog', shopId: change.shopId } satisfies Change)]
  if (change.topic !== 'visitors' || change.keys.length < 2) throw new RangeError('The change is too long.')
  // The first key names who announces and stands in every part.
  const [mark = '', ...keys] = change.keys
  const middle = Math.ceil(keys.length / 2)
  return [keys.slice(0, middle), keys.slice(middle)].flatMap((part) =>
    payloadsOf({ ...change, keys: [mark, ...part] }),
  )
}

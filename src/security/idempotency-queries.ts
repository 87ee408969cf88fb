/** SQL of the idempotency_keys table. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/schema.ts'

export interface StoredAnswer {
  readonly status: number
  readonly location: string | null
  /** JSON text, kept byte by byte: inside a jsonb string its keys keep their order. */
  readonly body: string
}

/** The fewest days an answer is kept (reliability.md R5); the sweeper of src/queue deletes older ones. */
const keptDays = 7

/** How long a parallel repeat waits for the first request to commit before it is told to come back. */
const waitMs = 2_000

/**
 * Takes the key for this transaction: true when it was free (or older than its keeping time). On Postgres a parallel
 * request with the same key waits here for the first one's commit, at most `waitMs`, then fails with SQLSTATE 55P03.
 */
export async function takeKey(
  trx: Db,
  shopId: string,
  key: string,
  fingerprint: Uint8Array,
): Promise<boolean> {
  await sql`SELECT set_config('lock_timeout', ${String(waitMs)}, true)`.execute(trx)
  const { rows } = await sql`
    INSERT INTO idempotency_keys AS k (shop_id, key, fingerprint)
    VALUES (${shopId}, ${key}, ${fingerprint})
    ON CONFLICT (shop_id, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, status = NULL, location = NULL, body = NULL, created_at = now()
      WHERE k.created_at < now() - make_interval(days => ${keptDays})
    RETURNING k.key
  `.execute(trx)
  await sql`SELECT set_config('lock_timeout', '0', true)`.execute(trx)
  return rows.length === 1
}

/** Stores the answer in the row `takeKey` made, in the same transaction. */
export async function storeAnswer(trx: Db, shopId: string, key: string, answer: StoredAnswer): Promise<void> {
  await trx
    .updateTable('idempotency_keys')
    .set({ status: answer.status, location: answer.location, body: JSON.stringify(answer.body) })
    .where('shop_id', '=', shopId)
    .where('key', '=', key)
    .execute()
}

/** What the key was used for; undefined when it is free or its row is too old to count. */
export async function selectAnswer(
  db: Db,
  shopId: string,
  key: string,
): Promise<{ readonly fingerprint: Uint8Array; readonly answer: StoredAnswer | null } | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'location', 'body'])
    .where('shop_id', '=', shopId)
    .where('key', '=', key)
    .where('created_at', '>=', sql<Date>`now() - make_interval(days => ${keptDays})`)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const answer =
    row.status === null
      ? null
      : { status: row.status, location: row.location, body: z.string().parse(row.body) }
  return { fingerprint: row.fingerprint, answer }
}

const lockFailureSchema = z.object({ code: z.literal('55P03') })

/** True for "lock_not_available", which `takeKey` gives when the first request takes too long. */
export function isLockTimeout(error: unknown): boolean {
  return lockFailureSchema.safeParse(error).success
}

/** SQL of what is remembered about model endpoints. Updates name the mode they saw, so that late news changes nothing. */
import { sql } from 'kysely'
import type { Db } from '../../../database/schema.ts'
import type { EndpointProfile } from '../../../inference/answer-mode.ts'

export interface EndpointKey {
  readonly shopId: string
  readonly endpoint: string
  readonly model: string
}

export interface EndpointRow {
  readonly endpoint: string
  readonly model: string
  readonly api: string
  readonly mode: string
  readonly streams: boolean
  readonly batches: boolean | null
  readonly probed_at: Date
  readonly expires_at: Date
}

/** Undefined when the endpoint was never probed, or too long ago. */
export async function findEndpoint(db: Db, key: EndpointKey, now: Date): Promise<EndpointRow | undefined> {
  const { rows } = await sql<EndpointRow>`
    SELECT endpoint, model, api, mode, streams, batches, probed_at, expires_at FROM model_endpoints
    WHERE shop_id = ${key.shopId} AND endpoint = ${key.endpoint} AND model = ${key.model}
      AND expires_at > ${now}::timestamptz`.execute(db)
  return rows[0]
}

export async function upsertEndpoint(
  db: Db,
  key: EndpointKey,
  profile: EndpointProfile,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await sql`
    INSERT INTO model_endpoints (shop_id, endpoint, model, api, mode, streams, probed_at, expires_at)
    VALUES (${key.shopId}, ${key.endpoint}, ${key.model}, ${profile.api}, ${profile.mode}, ${profile.streams}::boolean,
      ${now}::timestamptz, ${expiresAt}::timestamptz)
    ON CONFLICT (shop_id, endpoint, model) DO UPDATE SET api = excluded.api, mode = excluded.mode,
      streams = excluded.streams, off_schema = 0, probed_at = excluded.probed_at, expires_at = excluded.expires_at`.execute(
    db,
  )
}

/** The endpoint refused what `from` asked for: it is spoken to by `to` until the next probe. */
export async function replaceProfile(
  db: Db,
  key: EndpointKey,
  from: EndpointProfile,
  to: EndpointProfile,
): Promise<void> {
  await sql`
    UPDATE model_endpoints SET api = ${to.api}, mode = ${to.mode}, streams = ${to.streams}::boolean, off_schema = 0
    WHERE shop_id = ${key.shopId} AND endpoint = ${key.endpoint} AND model = ${key.model}
      AND api = ${from.api} AND mode = ${from.mode} AND streams = ${from.streams}::boolean`.execute(db)
}

/** Counts an answer that did not fit the schema, or clears the count; returns answers in a row that did not. */
export async function countOffSchema(
  db: Db,
  key: EndpointKey,
  mode: EndpointProfile['mode'],
  fits: boolean,
): Promise<number> {
  const { rows } = await sql<{ off_schema: number }>`
    UPDATE model_endpoints SET off_schema = CASE WHEN ${fits}::boolean THEN 0 ELSE off_schema + 1 END
    WHERE shop_id = ${key.shopId} AND endpoint = ${key.endpoint} AND model = ${key.model} AND mode = ${mode}
      AND (off_schema > 0 OR NOT ${fits}::boolean)
    RETURNING off_schema`.execute(db)
  return rows[0]?.off_schema ?? 0
}

export async function setBatches(db: Db, key: EndpointKey, offered: boolean): Promise<void> {
  await sql`UPDATE model_endpoints SET batches = ${offered}::boolean
    WHERE shop_id = ${key.shopId} AND endpoint = ${key.endpoint} AND model = ${key.model}`.execute(db)
}

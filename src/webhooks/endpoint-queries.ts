/** SQL of webhook endpoints. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/schema.ts'
import type { Endpoint } from './endpoint.ts'
import { webhookEventTypeSchema, type WebhookEventType } from './webhook-event.ts'

interface EndpointRow {
  readonly id: string
  readonly url: string
  readonly events: string[]
  readonly state: string
  readonly disabled_reason: string | null
  readonly created_at: Date
}

const columns = sql`id, url, events, state, disabled_reason, created_at`

export async function insertEndpoint(
  trx: Db,
  row: {
    readonly id: string
    readonly shopId: string
    readonly url: string
    readonly events: readonly WebhookEventType[]
    readonly sealedSecret: string
    readonly createdAt: Date
  },
): Promise<Endpoint> {
  const { rows } = await sql<EndpointRow>`
    INSERT INTO webhook_endpoints (id, shop_id, url, events, secret, created_at)
    VALUES (${row.id}, ${row.shopId}, ${row.url}, ${row.events}::text[], ${row.sealedSecret}, ${row.createdAt}::timestamptz)
    RETURNING ${columns}`.execute(trx)
  const [created] = rows
  if (created === undefined) throw new Error('An insert returned no row.')
  return toEndpoint(created)
}

/** Oldest first. */
export async function selectEndpoints(
  db: Db,
  shopId: string,
  after: string | null,
  limit: number,
): Promise<Endpoint[]> {
  const keyset = after === null ? sql`` : sql`AND id > ${after}`
  const { rows } = await sql<EndpointRow>`
    SELECT ${columns} FROM webhook_endpoints WHERE shop_id = ${shopId} ${keyset} ORDER BY id LIMIT ${limit}::int`.execute(
    db,
  )
  return rows.map(toEndpoint)
}

/** Undefined when the shop has no such endpoint. */
export async function findEndpoint(db: Db, shopId: string, id: string): Promise<Endpoint | undefined> {
  const { rows } = await sql<EndpointRow>`
    SELECT ${columns} FROM webhook_endpoints WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0] === undefined ? undefined : toEndpoint(rows[0])
}

/** How many a shop has, under a lock on the shop's row, so that two requests cannot pass the limit together. */
export async function countEndpoints(trx: Db, shopId: string): Promise<number> {
  await sql`SELECT id FROM shops WHERE id = ${shopId} FOR UPDATE`.execute(trx)
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM webhook_endpoints WHERE shop_id = ${shopId}`.execute(trx)
  return rows[0]?.count ?? 0
}

/** Undefined when the shop has no such endpoint. Making it active forgets why it was disabled. */
export async function updateEndpoint(
  trx: Db,
  shopId: string,
  id: string,
  change: {
    readonly url?: string | undefined
    readonly events?: readonly WebhookEventType[] | undefined
    readonly state?: 'active' | 'disabled' | undefined
    readonly disabledReason?: string | undefined
  },
): Promise<Endpoint | undefined> {
  const { rows } = await sql<EndpointRow>`
    UPDATE webhook_endpoints SET url = coalesce(${change.url ?? null}, url),
      events = coalesce(${change.events ?? null}::text[], events), state = coalesce(${change.state ?? null}, state),
      disabled_reason = CASE ${change.state ?? null}::text WHEN 'active' THEN NULL
        WHEN 'disabled' THEN ${change.disabledReason ?? null} ELSE disabled_reason END
    WHERE shop_id = ${shopId} AND id = ${id} RETURNING ${columns}`.execute(trx)
  return rows[0] === undefined ? undefined : toEndpoint(rows[0])
}

/** The present secret becomes the former one until `formerUntil`. False when the shop has no such endpoint. */
export async function replaceSecret(
  trx: Db,
  shopId: string,
  id: string,
  next: { readonly sealedSecret: string; readonly formerUntil: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE webhook_endpoints SET former_secret = secret, former_until = ${next.formerUntil}::timestamptz,
      secret = ${next.sealedSecret}
    WHERE shop_id = ${shopId} AND id = ${id} RETURNING id`.execute(trx)
  return rows.length === 1
}

/** Its deliveries go with it. False when the shop has no such endpoint. */
export async function deleteEndpoint(trx: Db, shopId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    DELETE FROM webhook_endpoints WHERE shop_id = ${shopId} AND id = ${id} RETURNING id`.execute(trx)
  return rows.length === 1
}

function toEndpoint(row: EndpointRow): Endpoint {
  return {
    id: row.id,
    url: row.url,
    events: z.array(webhookEventTypeSchema).parse(row.events),
    state: z.enum(['active', 'disabled']).parse(row.state),
    disabledReason: row.disabled_reason,
    createdAt: row.created_at,
  }
}

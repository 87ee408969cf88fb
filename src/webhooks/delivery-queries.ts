/** SQL of webhook messages. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database/schema.ts'
import type { Delivery } from './endpoint.ts'
import { webhookEventTypeSchema, type WebhookEventType } from './webhook-event.ts'

/** Active endpoints that want this type of event. */
export async function selectListeners(db: Db, shopId: string, type: WebhookEventType): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM webhook_endpoints
    WHERE shop_id = ${shopId} AND state = 'active' AND (events = '{}' OR ${type} = ANY(events)) ORDER BY id`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

export interface NewDelivery {
  readonly id: string
  readonly endpointId: string
  readonly eventId: string
  readonly eventType: WebhookEventType
  readonly body: string
}

/** One row per endpoint; an event an endpoint was told of already is left out. Returns the ids that are new. */
export async function insertDeliveries(
  trx: Db,
  shopId: string,
  deliveries: readonly NewDelivery[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO webhook_deliveries (id, shop_id, endpoint_id, event_id, event_type, body)
    SELECT id, ${shopId}::text, "endpointId", "eventId", "eventType", body
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
      AS d(id text, "endpointId" text, "eventId" text, "eventType" text, body text)
    ON CONFLICT (endpoint_id, event_id) DO NOTHING RETURNING id`.execute(trx)
  return rows.map((row) => row.id)
}

export interface DueDelivery {
  readonly url: string
  readonly endpoint_id: string
  readonly endpoint_state: string
  readonly secret: string
  readonly former_secret: string | null
  readonly former_until: Date | null
  readonly event_id: string
  readonly body: string
  readonly attempts: number
  readonly state: string
}

/** Undefined when the endpoint was removed, and its deliveries with it. */
export async function findDueDelivery(db: Db, shopId: string, id: string): Promise<DueDelivery | undefined> {
  const { rows } = await sql<DueDelivery>`
    SELECT e.url, e.id AS endpoint_id, e.state AS endpoint_state, e.secret, e.former_secret, e.former_until,
      d.event_id, d.body, d.attempts, d.state
    FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
    WHERE d.shop_id = ${shopId} AND d.id = ${id}`.execute(db)
  return rows[0]
}

/** What one attempt came to. */
export async function recordAttempt(
  db: Db,
  shopId: string,
  id: string,
  attempt: {
    readonly state: Delivery['state']
    readonly at: Date
    readonly status: number | null
    readonly failure: string | null
  },
): Promise<void> {
  await sql`
    UPDATE webhook_deliveries SET state = ${attempt.state}, attempts = attempts + 1, last_attempt_at = ${attempt.at}::timestamptz,
      last_status = ${attempt.status}::int, last_failure = ${attempt.failure}
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'pending'`.execute(db)
}

/** A message nobody wants any more; no attempt is counted. */
export async function dropDelivery(db: Db, shopId: string, id: string, reason: string): Promise<void> {
  await sql`UPDATE webhook_deliveries SET state = 'dropped', last_failure = ${reason}
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'pending'`.execute(db)
}

interface DeliveryRow {
  readonly id: string
  readonly event_id: string
  readonly event_type: string
  readonly state: string
  readonly attempts: number
  readonly last_status: number | null
  readonly last_failure: string | null
  readonly last_attempt_at: Date | null
  readonly created_at: Date
}

/** Newest first; `after` is the last id shown. */
export async function selectDeliveries(
  db: Db,
  shopId: string,
  endpointId: string,
  after: string | null,
  limit: number,
): Promise<Delivery[]> {
  const keyset = after === null ? sql`` : sql`AND id < ${after}`
  const { rows } = await sql<DeliveryRow>`
    SELECT id, event_id, event_type, state, attempts, last_status, last_failure, last_attempt_at, created_at
    FROM webhook_deliveries WHERE shop_id = ${shopId} AND endpoint_id = ${endpointId} ${keyset}
    ORDER BY id DESC LIMIT ${limit}::int`.execute(db)
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event_id,
    eventType: webhookEventTypeSchema.parse(row.event_type),
    state: z.enum(['pending', 'delivered', 'failed', 'dropped']).parse(row.state),
    attempts: row.attempts,
    lastStatus: row.last_status,
    lastFailure: row.last_failure,
    lastAttemptAt: row.last_attempt_at,
    createdAt: row.created_at,
  }))
}

/** Ended messages of every shop_id older than `before`; the newest stay for those who look for a fault. */
export async function deleteOldDeliveries(db: Db, before: Date): Promise<void> {
  await sql`DELETE FROM webhook_deliveries WHERE created_at < ${before}::timestamptz AND state <> 'pending'`.execute(
    db,
  )
}

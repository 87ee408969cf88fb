/** Tells a shop's endpoints of an event: message rows and their jobs, in the transaction of what happened. */
import type { Db } from '../database/schema.ts'
import { newId } from '../ids.ts'
import { jobs } from '../queue/jobs.ts'
import { enqueueMany } from '../queue/outbox.ts'
import { insertDeliveries, selectListeners } from './delivery-queries.ts'
import { bodyOf, type WebhookEvent } from './webhook-event.ts'

/** Announcing the same event again does nothing. @returns how many endpoints will be told */
export async function announce(trx: Db, shopId: string, event: WebhookEvent): Promise<number> {
  const listeners = await selectListeners(trx, shopId, event.type)
  return await tell(trx, shopId, event, listeners)
}

/** The same for one endpoint, whatever events it wants. */
export async function tell(
  trx: Db,
  shopId: string,
  event: WebhookEvent,
  endpointIds: readonly string[],
): Promise<number> {
  if (endpointIds.length === 0) return 0
  const body = bodyOf(event)
  const created = await insertDeliveries(
    trx,
    shopId,
    endpointIds.map((endpointId) => ({
      id: newId('job'),
      endpointId,
      eventId: event.id,
      eventType: event.type,
      body,
    })),
  )
  await enqueueMany(
    trx,
    jobs.deliverWebhook,
    created.map((id) => ({ id, shopId, payload: {} })),
  )
  return created.length
}

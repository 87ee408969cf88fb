/** What a shop can be told of. A message has the form that Standard Webhooks recommends: type, timestamp, data. */
import { z } from 'zod'
import type { Json } from '../database/schema.ts'

export const webhookEventTypes = [
  'copy.published',
  'copy.rolled-back',
  'copy.stale',
  'copy.withdrawn',
  'budget.warning',
  'ping',
] as const
export const webhookEventTypeSchema = z.enum(webhookEventTypes)
export type WebhookEventType = z.output<typeof webhookEventTypeSchema>

export interface WebhookEvent {
  /** Derived from what happened, so that telling of it twice is one message: "pub_01JD…". */
  readonly id: string
  readonly type: WebhookEventType
  readonly timestamp: Date
  readonly data: { readonly [key: string]: Json }
}

/** The body as it is signed and sent. */
export function bodyOf({ type, timestamp, data }: WebhookEvent): string {
  return JSON.stringify({ type, timestamp: timestamp.toISOString(), data })
}

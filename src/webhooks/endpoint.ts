/** An address of a shop that is told of events, and what may be such an address. */
import { z } from 'zod'
import { webhookEventTypeSchema, type WebhookEventType } from './webhook-event.ts'

export const endpointUrlSchema = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as "https://shop.example/hooks"' })
  .max(2_000)
  .refine((text) => lacks(text, ['username', 'password']), 'must not hold a user name or password')
  .refine((text) => lacks(text, ['hash']), 'must not hold a fragment')

/** True as well for what is no address at all: that complaint comes from elsewhere. */
function lacks(text: string, absent: readonly ('username' | 'password' | 'hash')[]): boolean {
  if (!URL.canParse(text)) return true
  const url = new URL(text)
  return absent.every((part) => url[part] === '')
}

export const newEndpointSchema = z.strictObject({
  url: endpointUrlSchema,
  /** Empty: every event. */
  events: z.array(webhookEventTypeSchema).max(50).default([]),
})
export type NewEndpoint = z.output<typeof newEndpointSchema>

export const endpointChangesSchema = z.strictObject({
  url: endpointUrlSchema.optional(),
  events: z.array(webhookEventTypeSchema).max(50).optional(),
  state: z.enum(['active', 'disabled']).optional(),
})
export type EndpointChanges = z.output<typeof endpointChangesSchema>

/** As lists show it: never with its secret. */
export interface Endpoint {
  readonly id: string
  readonly url: string
  readonly events: readonly WebhookEventType[]
  readonly state: 'active' | 'disabled'
  readonly disabledReason: string | null
  readonly createdAt: Date
}

export interface Delivery {
  readonly id: string
  readonly eventId: string
  readonly eventType: WebhookEventType
  readonly state: 'pending' | 'delivered' | 'failed' | 'dropped'
  readonly attempts: number
  readonly lastStatus: number | null
  readonly lastFailure: string | null
  readonly lastAttemptAt: Date | null
  readonly createdAt: Date
}

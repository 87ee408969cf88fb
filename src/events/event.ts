/**
 * What a storefront reports: one thing a shopper did. The shape is that of fixtures/events.jsonl, with the token of the
 * slate a product was shown in. Keys of visits and visitors are random; nothing here asks for a name or an address.
 */
import { z } from 'zod'
import { consentLevels } from './consent.ts'

/** Characters of an id, of a query, of a token. */
const ID_CHARS = 200
const QUERY_CHARS = 500
const TOKEN_CHARS = 2_000
const QUANTITY_MAX = 10_000
const PRICE_MINOR_MAX = 1_000_000_000_000
const POSITION_MAX = 10_000
export const EVENTS_PER_REQUEST_MAX = 500

/** PostgreSQL holds neither U+0000 nor half a surrogate pair. */
const UNSTORABLE = /[\0\p{Surrogate}]/u

const text = (maxChars: number) =>
  z
    .string()
    .min(1)
    .max(maxChars)
    .refine((value) => !UNSTORABLE.test(value), 'holds U+0000 or half a surrogate pair, which no text can')
const id = text(ID_CHARS)

const common = {
  event_id: id.optional().describe('Counts once; without it the server makes one'),
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it happened, ISO 8601; left out: when it was received'),
  consent: z.enum(consentLevels).describe('What the shopper has agreed to; "none" is counted and not stored'),
  session: id.optional().describe('Random key of this visit; needed above "none"'),
  visitor: id.optional().describe('Random key of the browser or account; dropped below "pseudonymous"'),
  token: text(TOKEN_CHARS).optional().describe('Token of the slate that showed the product'),
}
const product = { product: id.describe('Id of the product, as the catalogue has it'), variant: id.optional() }
const line = {
  ...product,
  quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
  price_minor: z.int().min(0).max(PRICE_MINOR_MAX).optional().describe('Price of one, in minor units'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR')
    .optional(),
}
const shown = {
  ...product,
  placement: id.optional().describe('Where it was shown; the token, if there is one, knows better'),
  position: z.int().min(0).max(POSITION_MAX).optional().describe('Place in the list, from 0'),
}

export const eventSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('view'), ...common, ...product }),
    z.strictObject({ type: z.literal('search'), ...common, query: text(QUERY_CHARS) }),
    z.strictObject({ type: z.literal('impression'), ...common, ...shown }),
    z.strictObject({ type: z.literal('click'), ...common, ...shown }),
    z.strictObject({ type: z.literal('add-to-cart'), ...common, ...line }),
    z.strictObject({ type: z.literal('remove'), ...common, ...line }),
    z.strictObject({
      type: z.literal('purchase'),
      ...common,
      ...line,
      order_id: id.optional().describe('Kept at "known" only'),
    }),
  ])
  .superRefine((event, context) => {
    if (event.consent !== 'none' && event.session === undefined) {
      context.addIssue({ code: 'custom', path: ['session'], message: 'is needed above consent "none"' })
    }
    if ('price_minor' in event && event.price_minor !== undefined && event.currency === undefined) {
      context.addIssue({ code: 'custom', path: ['currency'], message: 'is needed beside a price' })
    }
  })
export type ShopEvent = z.output<typeof eventSchema>

/** One event, or up to 500. */
export const eventsSchema = z.union([
  eventSchema,
  z.strictObject({ events: z.array(eventSchema).min(1).max(EVENTS_PER_REQUEST_MAX) }),
])

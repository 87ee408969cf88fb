/** A shop is the tenant: it owns a catalogue, keys and jobs, and every row of every table names it. */
import { z } from 'zod'
import { channelSettingsSchema } from './channel-settings.ts'

/** Where the shop sells: whose law its copy must obey. */
export const jurisdictionsSchema = z
  .array(z.enum(['eu', 'us', 'uk']))
  .min(1)
  .max(3)

/** Half of all slates is more than anybody has to spend on learning. */
export const exploreSchema = z
  .number()
  .min(0)
  .max(0.5)
  .describe('Share of slates of which one slot is filled by chance; 0: none')

/** Per-shop tuning, kept as JSON; a field that is absent has its default, so old rows read as new ones. */
export const shopSettingsSchema = z.strictObject({
  searchVectorWeight: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Weight of the vector list in text search, 0 to 1; the lexical list has the rest'),
  /** Limits, names and lines of the places where copy is shown. */
  channels: channelSettingsSchema.prefault({}),
  jurisdictions: jurisdictionsSchema.default(['eu']),
  explore: exploreSchema.default(0),
})
export type ShopSettings = z.output<typeof shopSettingsSchema>

export const localeSchema = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en-GB"')

export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"')

/** Scheme, host and port as a browser sends them in `Origin`; https, or http on this machine for development. */
export const corsOriginSchema = z
  .string()
  .max(300)
  .refine(isBrowserOrigin, 'must be an origin such as "https://shop.example", without path')

export const newShopSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  locale: localeSchema.default('en'),
  currency: currencySchema.default('EUR'),
  corsOrigins: z.array(corsOriginSchema).max(50).default([]),
})
export type NewShop = z.input<typeof newShopSchema>

/** What may change later; an absent field stays as it is, settings are merged field by field. */
export const shopChangesSchema = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  locale: localeSchema.optional(),
  currency: currencySchema.optional(),
  corsOrigins: z.array(corsOriginSchema).max(50).optional(),
  settings: z
    .strictObject({
      searchVectorWeight: z.number().min(0).max(1).optional(),
      channels: channelSettingsSchema
        .optional()
        .describe('Replaces what the shop has set about its channels, whole'),
      jurisdictions: jurisdictionsSchema.optional(),
      explore: exploreSchema.optional(),
    })
    .optional(),
})
export type ShopChanges = z.output<typeof shopChangesSchema>

export interface Shop {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly currency: string
  readonly corsOrigins: readonly string[]
  readonly settings: ShopSettings
  readonly createdAt: Date
}

function isBrowserOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))
}

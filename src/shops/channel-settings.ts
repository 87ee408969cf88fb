/** What a shop sets about its channels: limits nobody else gives, its name in titles, its opt-out line. */
import { z } from 'zod'

export const limitSettings = [
  'pdp.long',
  'pdp.short',
  'pdp.bullet',
  'pdp.bullets',
  'sms.plan',
  'amazon.bullet',
] as const
export type LimitSetting = (typeof limitSettings)[number]

const limit = (max: number) => z.int().min(1).max(max)

export const channelSettingsSchema = z.strictObject({
  limits: z
    .strictObject({
      'pdp.long': limit(100_000).describe('Graphemes of a long description'),
      'pdp.short': limit(10_000).describe('Graphemes of a short description'),
      'pdp.bullet': limit(2_000).describe('Graphemes of one bullet'),
      'pdp.bullets': limit(50).describe('Bullets at most'),
      'sms.plan': limit(1_600).describe('Septets a message may take'),
      'amazon.bullet': limit(500).describe('Units of one bullet; many categories take 255 only'),
    })
    .partial()
    .default({}),
  /** Ends every SEO title: "Kettle | Maison Lumen"; null: titles end without a name. */
  storeName: z.string().trim().min(1).max(60).nullable().default(null),
  sms: z
    .strictObject({
      partsMax: z.int().min(1).max(10).default(3),
      encoding: z.enum(['auto', 'gsm-7']).default('auto'),
      /** Closes every message and counts; null: the line of the language; "": none, where the law lets it. */
      optOut: z.string().trim().max(100).nullable().default(null),
    })
    .prefault({}),
  push: z
    .strictObject({
      /** Keys that travel beside title and body; they count against the payload. */
      data: z.record(z.string().min(1).max(100), z.string().max(2_000)).default({}),
    })
    .prefault({}),
  amazon: z
    .strictObject({
      /** Some categories count bytes (unverified). */
      meter: z.enum(['utf16', 'bytes']).default('utf16'),
    })
    .prefault({}),
})
export type ChannelSettings = z.output<typeof channelSettingsSchema>

export const channelDefaults: ChannelSettings = channelSettingsSchema.parse({})

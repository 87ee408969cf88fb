/** Where copy is shown, and what each place takes. Limits are data, with their source and the day they were checked. */

export const channelIds = [
  'pdp',
  'seo',
  'email',
  'sms',
  'push',
  'google-rsa',
  'merchant',
  'meta',
  'amazon',
  'ebay',
] as const
export type ChannelId = (typeof channelIds)[number]

/** What a length is counted in: what a reader sees, UTF-16 units, UTF-8 bytes, or GSM-7 septets. */
export type MeterName = 'graphemes' | 'utf16' | 'bytes' | 'septets'

export interface FieldRules {
  readonly meter: MeterName
  /** One unit more is L01; null: the shop decides. */
  readonly hardMax: number | null
  /** What a compiled text aims for; null: the hard limit. */
  readonly planMax: number | null
  /** Units a reader sees before the text is cut; a key fact beyond it is L02. */
  readonly visible: number | null
  /** In a list field every segment is an item of its own. */
  readonly items: { readonly min: number; readonly max: number } | null
}

export interface ChannelRules {
  readonly id: ChannelId
  readonly title: string
  /** By field name as it stands in a compiled document: "title", "bullets", "headlines". */
  readonly fields: Readonly<Record<string, FieldRules>>
  /** Who published the limits, and when they were last read (ISO date); "unverified" limits say so in `note`. */
  readonly source: string
  readonly checkedOn: string
  readonly note: string | null
}

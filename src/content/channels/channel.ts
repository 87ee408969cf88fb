/** Where copy is shown, and what each place takes: limits, bans and severities as data, one file per channel in `rules/`. */
import type { LimitSetting } from '../../shops/channel-settings.ts'

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
export const meterNames = ['graphemes', 'utf16', 'bytes', 'septets'] as const
export type MeterName = (typeof meterNames)[number]

export interface Limit {
  /** "hard": one unit more is L01. "plan": what a compiled text aims for. "visible": what a reader sees before the cut. */
  readonly kind: 'hard' | 'plan' | 'visible'
  readonly meter: MeterName
  readonly max: number
  /** Least of a plan. */
  readonly min?: number
  /** What is measured: the whole field, every item of a list, every line. */
  readonly per: 'text' | 'item' | 'line'
  /** Counted before the text, as the name of a mail header is. */
  readonly lead?: string
  /** The shop's setting that replaces `max`. */
  readonly setting?: LimitSetting
  /** Nobody has read it in the owner's own words; see docs/copy/channels.md. */
  readonly unverified?: true
}

/** Numbers of items of a list field. */
export interface ItemCount {
  readonly kind: 'hard' | 'plan'
  readonly min: number
  readonly max: number
  readonly setting?: LimitSetting
  readonly unverified?: true
}

/** What a field must not hold. Price, promotion and superlatives are P06 and C06, links L06, the others L04. */
export type Ban =
  | 'emoji'
  | 'exclamation'
  | 'shouting'
  | 'repeated-punctuation'
  | 'lookalikes'
  | 'false-reply'
  | 'links'
  | 'price'
  | 'promotion'
  | 'superlatives'

export interface FieldRules {
  readonly title: string
  /** A document of the channel without it is incomplete. */
  readonly required: boolean
  /** In a list field every segment is an item of its own; else segments are joined by `joiner`. */
  readonly isList: boolean
  readonly joiner: ' ' | '\n'
  readonly limits: readonly Limit[]
  readonly counts: readonly ItemCount[]
  readonly bans: readonly Ban[]
  /** Characters the channel refuses. */
  readonly forbidden: string
  /** A word may stand this often in the field; null: as often as it likes. Small words do not count. */
  readonly wordUses: number | null
  /** Elements that may stand in the text; null: plain text only. */
  readonly html: readonly string[] | null
}

/** A limit over several fields: the whole JSON that a push service is sent. */
export interface PayloadLimit {
  readonly service: 'apns' | 'fcm'
  readonly maxBytes: number
  readonly unverified?: true
}

/** How a text travels by SMS: units of a single message, and of each part of a longer one. */
export interface SmsRules {
  readonly gsm7: { readonly single: number; readonly part: number }
  readonly ucs2: { readonly single: number; readonly part: number }
  /** Parts the shop pays for; more is L03. */
  readonly partsMax: number
  /** "auto": letters that GSM-7 lacks are sent as UCS-2 where no safe rewrite exists; "gsm-7": they are L03. */
  readonly encoding: 'auto' | 'gsm-7'
}

export interface ChannelRules {
  readonly id: ChannelId
  readonly title: string
  /** By field name as it stands in a compiled document: "title", "bullets", "headlines". */
  readonly fields: Readonly<Record<string, FieldRules>>
  readonly payloads: readonly PayloadLimit[]
  /** Keys of the shop that a push carries beside its text; they count. */
  readonly data: Readonly<Record<string, string>>
  readonly sms: SmsRules | null
  /** Lines of the shop itself, such as its name after a title: they claim nothing about the product. */
  readonly ownLines: readonly string[]
  /** Codes that a channel decides about; "off" where a channel cannot carry every such fact. */
  readonly severity: Readonly<Record<'L02' | 'F14', 'block' | 'warn' | 'off'>>
  /** Who published the limits, and when they were last read there (ISO date); null: they come from elsewhere. */
  readonly source: string
  readonly checkedOn: string | null
  readonly note: string | null
}

const plainField: FieldRules = {
  title: '',
  required: false,
  isList: false,
  joiner: ' ',
  limits: [],
  counts: [],
  bans: ['links'],
  forbidden: '',
  wordUses: null,
  html: null,
}

/** A field that is told only what sets it apart from one line of plain text. */
export function fieldRules(given: Partial<FieldRules> & Pick<FieldRules, 'title'>): FieldRules {
  return { ...plainField, ...given }
}

/** The text of a field as it is shown and measured. */
export function joinField(rules: FieldRules, texts: readonly string[]): string {
  return texts.join(rules.isList ? '\n' : rules.joiner)
}

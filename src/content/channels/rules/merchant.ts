/** Items of a Merchant Center feed: one per variant, each with a title of its own. */
import { fieldRules, type ChannelRules } from '../channel.ts'

const bans = [
  'links',
  'emoji',
  'shouting',
  'repeated-punctuation',
  'lookalikes',
  'price',
  'promotion',
] as const
const titleLimits = [
  { kind: 'hard', meter: 'utf16', max: 150, per: 'text' },
  { kind: 'plan', meter: 'utf16', max: 70, per: 'text' },
  { kind: 'visible', meter: 'utf16', max: 70, per: 'text' },
] as const

export const merchant = {
  id: 'merchant',
  title: 'Google Merchant Center',
  fields: {
    title: fieldRules({ title: 'Title', required: true, limits: titleLimits, bans }),
    description: fieldRules({
      title: 'Description',
      required: true,
      limits: [
        { kind: 'hard', meter: 'utf16', max: 5_000, per: 'text' },
        { kind: 'visible', meter: 'utf16', max: 180, per: 'text' },
        { kind: 'plan', meter: 'utf16', min: 145, max: 180, per: 'text' },
      ],
      bans,
    }),
    variants: fieldRules({
      title: 'Titles of the variants',
      isList: true,
      limits: titleLimits.map((limit) => ({ ...limit, per: 'item' })),
      bans,
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'warn' },
  source: 'Google Merchant Center Help',
  checkedOn: '2026-11-26',
  note: 'No price or promotion; titles of variants differ.',
} as const satisfies ChannelRules

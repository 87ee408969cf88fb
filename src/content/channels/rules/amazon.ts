/** A detail page on Amazon. Some categories count bytes (unverified): a setting of the shop. */
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
const forbidden = '!$?_{}^¬¦'

export const amazon = {
  id: 'amazon',
  title: 'Amazon',
  fields: {
    title: fieldRules({
      title: 'Title',
      required: true,
      limits: [
        { kind: 'hard', meter: 'utf16', max: 200, per: 'text' },
        { kind: 'plan', meter: 'utf16', max: 79, per: 'text' },
        { kind: 'visible', meter: 'utf16', max: 80, per: 'text' },
      ],
      bans,
      forbidden,
      wordUses: 2,
    }),
    bullets: fieldRules({
      title: 'Bullets',
      isList: true,
      limits: [
        { kind: 'hard', meter: 'utf16', max: 500, per: 'item', setting: 'amazon.bullet' },
        { kind: 'plan', meter: 'utf16', min: 10, max: 255, per: 'item', unverified: true },
      ],
      counts: [{ kind: 'hard', min: 0, max: 5 }],
      bans,
      forbidden,
    }),
    description: fieldRules({
      title: 'Description',
      required: true,
      limits: [{ kind: 'hard', meter: 'utf16', max: 2_000, per: 'text' }],
      bans,
      forbidden,
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'warn' },
  source: 'Amazon Seller Central',
  checkedOn: null,
  note: 'No word more than twice in a title; no price. Many categories take bullets of 255 units only (unverified).',
} as const satisfies ChannelRules

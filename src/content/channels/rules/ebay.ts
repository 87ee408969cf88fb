/** A listing on eBay. */
import { fieldRules, type ChannelRules } from '../channel.ts'

const bans = ['links', 'emoji', 'shouting', 'repeated-punctuation', 'lookalikes', 'superlatives'] as const

export const ebay = {
  id: 'ebay',
  title: 'eBay',
  fields: {
    title: fieldRules({
      title: 'Title',
      required: true,
      limits: [{ kind: 'hard', meter: 'utf16', max: 80, per: 'text' }],
      bans,
    }),
    description: fieldRules({
      title: 'Description',
      required: true,
      limits: [
        { kind: 'hard', meter: 'utf16', max: 4_000, per: 'text', unverified: true },
        { kind: 'visible', meter: 'utf16', max: 800, per: 'text', unverified: true },
        { kind: 'plan', meter: 'utf16', max: 800, per: 'text', unverified: true },
      ],
      bans,
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'warn' },
  source: 'eBay Help',
  checkedOn: null,
  note: 'No superlatives, no links.',
} as const satisfies ChannelRules

/** Title and description of a page as search engines show them. */
import { fieldRules, type ChannelRules } from '../channel.ts'

export const seo = {
  id: 'seo',
  title: 'Search result',
  fields: {
    title: fieldRules({
      title: 'SEO title',
      required: true,
      limits: [
        { kind: 'hard', meter: 'graphemes', max: 70, per: 'text', unverified: true },
        { kind: 'plan', meter: 'graphemes', max: 60, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 60, per: 'text', unverified: true },
      ],
      bans: ['links', 'emoji', 'shouting'],
    }),
    meta: fieldRules({
      title: 'Meta description',
      required: true,
      limits: [
        { kind: 'hard', meter: 'graphemes', max: 320, per: 'text', unverified: true },
        { kind: 'plan', meter: 'graphemes', min: 120, max: 158, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 158, per: 'text', unverified: true },
      ],
      bans: ['links', 'emoji', 'shouting'],
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'off' },
  source: 'Shopify',
  checkedOn: null,
  note: 'The name of the store ends the title and counts.',
} as const satisfies ChannelRules

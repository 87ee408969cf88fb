/** An ad on Facebook or Instagram. */
import { fieldRules, type ChannelRules } from '../channel.ts'

const bans = ['links', 'shouting', 'repeated-punctuation', 'lookalikes'] as const

export const meta = {
  id: 'meta',
  title: 'Meta ad',
  fields: {
    primary: fieldRules({
      title: 'Primary text',
      required: true,
      limits: [
        { kind: 'hard', meter: 'utf16', max: 2_200, per: 'text', unverified: true },
        { kind: 'plan', meter: 'utf16', max: 125, per: 'text', unverified: true },
        { kind: 'visible', meter: 'utf16', max: 125, per: 'text', unverified: true },
      ],
      bans,
    }),
    headline: fieldRules({
      title: 'Headline',
      required: true,
      limits: [
        { kind: 'plan', meter: 'utf16', min: 27, max: 40, per: 'text', unverified: true },
        { kind: 'visible', meter: 'utf16', max: 40, per: 'text', unverified: true },
      ],
      bans,
    }),
    description: fieldRules({
      title: 'Description',
      limits: [
        { kind: 'plan', meter: 'utf16', min: 25, max: 30, per: 'text', unverified: true },
        { kind: 'visible', meter: 'utf16', max: 30, per: 'text', unverified: true },
      ],
      bans,
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'off' },
  source: 'Meta ads guide',
  checkedOn: null,
  note: 'No letters of look-alike fonts.',
} as const satisfies ChannelRules

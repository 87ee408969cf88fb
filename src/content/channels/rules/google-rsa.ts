/** A responsive search ad: Google picks three headlines and two descriptions, so every choice must make sense. */
import { fieldRules, type ChannelRules } from '../channel.ts'

const bans = ['links', 'emoji', 'shouting', 'repeated-punctuation', 'lookalikes'] as const

export const googleRsa = {
  id: 'google-rsa',
  title: 'Google responsive search ad',
  fields: {
    headlines: fieldRules({
      title: 'Headlines',
      required: true,
      isList: true,
      limits: [{ kind: 'hard', meter: 'utf16', max: 30, per: 'item' }],
      counts: [{ kind: 'hard', min: 3, max: 15 }],
      bans: [...bans, 'exclamation'],
    }),
    descriptions: fieldRules({
      title: 'Descriptions',
      required: true,
      isList: true,
      limits: [{ kind: 'hard', meter: 'utf16', max: 90, per: 'item' }],
      counts: [{ kind: 'hard', min: 2, max: 4 }],
      bans,
    }),
    paths: fieldRules({
      title: 'Paths',
      isList: true,
      limits: [{ kind: 'hard', meter: 'utf16', max: 15, per: 'item', unverified: true }],
      counts: [{ kind: 'hard', min: 0, max: 2, unverified: true }],
      bans,
      forbidden: '/ ',
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'off', F14: 'off' },
  source: 'Google Ads Help',
  checkedOn: null,
  note: 'All 455 × 6 = 2,730 sets that can be shown are checked for repetition and contradiction.',
} as const satisfies ChannelRules

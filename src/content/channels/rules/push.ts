/** A push notification. The services limit the whole JSON they are sent. */
import { fieldRules, type ChannelRules } from '../channel.ts'

export const push = {
  id: 'push',
  title: 'Push notification',
  fields: {
    title: fieldRules({
      title: 'Title',
      required: true,
      limits: [
        { kind: 'plan', meter: 'graphemes', max: 40, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 40, per: 'text', unverified: true },
      ],
      bans: ['links', 'shouting', 'repeated-punctuation'],
    }),
    body: fieldRules({
      title: 'Body',
      required: true,
      limits: [
        { kind: 'plan', meter: 'graphemes', max: 100, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 100, per: 'text', unverified: true },
      ],
      bans: ['links', 'shouting', 'repeated-punctuation'],
    }),
  },
  payloads: [
    { service: 'apns', maxBytes: 4_096 },
    { service: 'fcm', maxBytes: 4_000, unverified: true },
  ],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'block', F14: 'off' },
  source: 'Apple Push Notification service; Firebase Cloud Messaging',
  checkedOn: null,
  note: 'Data of the shop that travels along counts.',
} as const satisfies ChannelRules

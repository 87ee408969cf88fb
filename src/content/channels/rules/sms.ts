/** A text message, in either encoding: GSM-7 as long as every character is in its alphabet, else UCS-2. */
import { fieldRules, type ChannelRules } from '../channel.ts'

export const sms = {
  id: 'sms',
  title: 'SMS',
  fields: {
    text: fieldRules({
      title: 'Message',
      required: true,
      limits: [
        { kind: 'hard', meter: 'septets', max: 1_600, per: 'text' },
        { kind: 'plan', meter: 'septets', max: 320, per: 'text', setting: 'sms.plan' },
      ],
      bans: ['shouting', 'repeated-punctuation'],
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: {
    gsm7: { single: 160, part: 153 },
    ucs2: { single: 70, part: 67 },
    partsMax: 3,
    encoding: 'auto',
  },
  severity: { L02: 'off', F14: 'off' },
  source: 'Twilio',
  checkedOn: '2026-11-26',
  note: 'Each of ^{}[]\\~|€ takes two septets; the opt-out line counts; one emoji switches all to UCS-2.',
} as const satisfies ChannelRules

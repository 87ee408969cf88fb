/** A mail about one product. A line of a mail, its header lines included, holds 998 octets. */
import { fieldRules, type ChannelRules } from '../channel.ts'

const line = { kind: 'hard', meter: 'bytes', max: 998, per: 'line' } as const

export const email = {
  id: 'email',
  title: 'Email',
  fields: {
    subject: fieldRules({
      title: 'Subject',
      required: true,
      limits: [
        { ...line, lead: 'Subject: ' },
        { kind: 'plan', meter: 'graphemes', min: 30, max: 60, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 60, per: 'text', unverified: true },
      ],
      bans: ['links', 'shouting', 'repeated-punctuation', 'false-reply'],
      // A line break in a header begins another header.
      forbidden: '\r\n',
    }),
    preheader: fieldRules({
      title: 'Preheader',
      limits: [
        line,
        { kind: 'plan', meter: 'graphemes', min: 40, max: 90, per: 'text', unverified: true },
        { kind: 'visible', meter: 'graphemes', max: 90, per: 'text', unverified: true },
      ],
      bans: ['links', 'shouting', 'repeated-punctuation'],
    }),
    body: fieldRules({
      title: 'Body',
      required: true,
      joiner: '\n',
      limits: [line],
      bans: ['shouting', 'repeated-punctuation'],
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'off' },
  source: 'RFC 5322, 2.1.1',
  checkedOn: null,
  note: 'No "Re:" or "Fwd:" on a mail that answers nothing.',
} as const satisfies ChannelRules

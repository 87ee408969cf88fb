/** The product page of the shop itself. The shop sets every limit; these are the defaults. */
import { fieldRules, type ChannelRules } from '../channel.ts'

/** Elements a description may hold: structure and emphasis, nothing that loads, links or runs. */
const allowed = ['p', 'br', 'ul', 'ol', 'li', 'strong', 'em', 'b', 'i', 'h2', 'h3', 'h4', 'sub', 'sup']

export const pdp = {
  id: 'pdp',
  title: 'Product page',
  fields: {
    long: fieldRules({
      title: 'Long description',
      required: true,
      limits: [{ kind: 'hard', meter: 'graphemes', max: 5_000, per: 'text', setting: 'pdp.long' }],
      html: allowed,
    }),
    short: fieldRules({
      title: 'Short description',
      required: true,
      limits: [{ kind: 'hard', meter: 'graphemes', max: 500, per: 'text', setting: 'pdp.short' }],
      html: allowed,
    }),
    bullets: fieldRules({
      title: 'Bullets',
      isList: true,
      limits: [{ kind: 'hard', meter: 'graphemes', max: 250, per: 'item', setting: 'pdp.bullet' }],
      counts: [
        { kind: 'hard', min: 0, max: 10, setting: 'pdp.bullets' },
        { kind: 'plan', min: 3, max: 10 },
      ],
    }),
  },
  payloads: [],
  data: {},
  ownLines: [],
  sms: null,
  severity: { L02: 'warn', F14: 'warn' },
  source: 'The shop',
  checkedOn: null,
  note: 'The shop sets the limits; HTML is limited to an allow-list.',
} as const satisfies ChannelRules

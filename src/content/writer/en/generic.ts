/** English wording of attributes from their names alone. The first rule that fits counts; without one they stay unsaid. */
import type { GenericRule } from '../grammar.ts'

/** Things that are had with an article. */
const countable =
  '(?:er|or|port|slot|button|cover|case|display|lock|strap|handle|hook|lid|light|stand|screen|tray|key|jack|zip|pocket|belt|loop|base|bag|basket|filter|timer|sensor|alarm|camera|battery|adapter|cable|bracket|function|mode|input|output|wheel|switch|plug|remote control|keyboard|keypad|touchpad|microphone|antenna|fan|compartment)'
/** Things that are had without one. */
const uncountable =
  '(?:protection|printing|control|technology|charging|scanning|recording|streaming|detection|cancelling|cooling|storage|support|backlight|playback|reduction|compensation|stabilization|lighting|tethering|(?:speakers|pockets|wheels|indicators|lights|buttons|ports|slots|handles|straps|drawers|doors|keys|headphones|batteries|accessories|feet|castors))'
const adjective =
  '(?: safe| proof| resistant| free| ready| friendly|less|ised|ized|shaped|lined|coated|padded|approved|foldable|washable|adjustable|rechargeable|removable|detachable|replaceable|portable|stackable|reusable|dimmable|mountable|waterproof|windproof|insulated|illuminated)'

const feature = { group: 'feature', weight: 3 } as const

export const generic: readonly GenericRule[] = [
  {
    kind: 'flag',
    when: new RegExp(`^(.*${countable}) included$`),
    wording: {
      group: 'contents',
      weight: 3,
      yes: ['comes with {a $1}', 'includes {a $1}'],
      no: ['comes without {a $1}'],
    },
  },
  {
    kind: 'flag',
    when: /^((?:\w+ )?(?:batteries|cables|labels|screws|headphones|accessories|filters|brushes|tools)) included$/,
    wording: {
      group: 'contents',
      weight: 3,
      yes: ['comes with $1', 'includes $1'],
      no: ['comes without $1'],
    },
  },
  {
    kind: 'flag',
    when: /^(.+) required$/,
    wording: { group: 'use', weight: 3, yes: ['needs $1'], no: ['needs no $1'] },
  },
  {
    kind: 'flag',
    when: /(?:supported|compatible|compatibility|compliance|compliant|certified|standard)$/,
    wording: null,
  },
  {
    kind: 'flag',
    when: new RegExp(`^(?:is )?(.*${adjective})$`),
    wording: { ...feature, yes: ['is $1'], no: ['is not $1'] },
  },
  {
    kind: 'flag',
    when: new RegExp(`^(?:has |with |integrated |built in )?(.*${countable})$`),
    wording: {
      ...feature,
      yes: ['has {a $1}', 'comes with {a $1}', 'offers {a $1}'],
      no: ['has no $1'],
      with: ['{a $1}'],
    },
  },
  {
    kind: 'flag',
    when: new RegExp(`^(?:has |with |integrated |built in )?(.*${uncountable})$`),
    wording: { ...feature, yes: ['has $1', 'comes with $1', 'offers $1'], no: ['has no $1'], with: ['$1'] },
  },
  {
    kind: 'count',
    when: /(?:installed|supported|order|minimum|maximum|users?|controlled|servers|licen[cs]es|pallet|layers|transistors|qpi)/,
    wording: null,
  },
  {
    kind: 'count',
    when: /^number of (.+)$/,
    wording: { ...feature, say: ['has {v} $1', 'comes with {v} $1', 'offers {v} $1'], with: ['{v} $1'] },
  },
  {
    kind: 'count',
    when: /^(.+?)(?: count| quantity)$/,
    wording: { ...feature, say: ['has {v} $1', 'comes with {v} $1', 'offers {v} $1'], with: ['{v} $1'] },
  },
  {
    kind: 'count',
    when: /^(.+ (?:ports|slots|outputs|inputs|cells|channels))$/,
    wording: { ...feature, say: ['has {v} $1', 'comes with {v} $1', 'offers {v} $1'], with: ['{v} $1'] },
  },
  {
    kind: 'measure',
    when: /^(.+)$/,
    wording: {
      group: 'performance',
      weight: 3,
      say: ['has {a $1} of {v}'],
      with: ['{a $1} of {v}'],
    },
  },
]

/** Characters that say the same in GSM-7: typographic signs a reader does not miss. Letters are never replaced. */
import { charactersOutsideGsm7 } from './gsm7.ts'

const equivalents: ReadonlyMap<string, string> = new Map([
  ...Array.from('‘’‚‛′´`ʼ').map((sign) => [sign, "'"] as const),
  ...Array.from('“”„‟″«»').map((sign) => [sign, '"'] as const),
  ...Array.from('‐‑‒–—―−').map((sign) => [sign, '-'] as const),
  ...Array.from(
    '\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t',
  ).map((sign) => [sign, ' '] as const),
  ...Array.from('\u200b\u200c\u200d\u2060\ufeff\u00ad').map((sign) => [sign, ''] as const),
  ['…', '...'],
  ['×', 'x'],
  ['•', '-'],
  ['·', '-'],
  ['⁄', '/'],
  ['‹', '<'],
  ['›', '>'],
  ['\u2028', '\n'],
  ['\u2029', '\n'],
])

/** What stands for the character in GSM-7; undefined: nothing says the same. */
export function gsm7Equivalent(character: string): string | undefined {
  return equivalents.get(character)
}

/** The text with every character replaced that has an equivalent; others stay. */
export function rewriteForGsm7(text: string): string {
  if (charactersOutsideGsm7(text).length === 0) return text
  return Array.from(text)
    .map((character) => equivalents.get(character) ?? character)
    .join('')
}

/** Writing systems: which one a language uses, and how much of a text is written in others. */

const scripts = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Bengali', /\p{Script=Bengali}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Han', /\p{Script=Han}/u],
] as const

export type ScriptName = (typeof scripts)[number][0] | 'other'

/** Languages that are not written in Latin letters. */
const byLanguage: Readonly<Record<string, readonly ScriptName[]>> = {
  ...{ ru: ['Cyrillic'], uk: ['Cyrillic'], bg: ['Cyrillic'], mk: ['Cyrillic'], be: ['Cyrillic'] },
  ...{ sr: ['Cyrillic', 'Latin'], kk: ['Cyrillic', 'Latin'], el: ['Greek'] },
  ...{ ar: ['Arabic'], fa: ['Arabic'], ur: ['Arabic'], he: ['Hebrew'], yi: ['Hebrew'] },
  ...{ hi: ['Devanagari'], mr: ['Devanagari'], ne: ['Devanagari'], bn: ['Bengali'], th: ['Thai'] },
  ...{ ko: ['Hangul', 'Han'], ja: ['Kana', 'Han'], zh: ['Han'], yue: ['Han'] },
}
/** Languages whose script is not among those above: nothing can be said. */
const unknown = new Set([
  'ka',
  'hy',
  'ta',
  'te',
  'kn',
  'ml',
  'gu',
  'pa',
  'or',
  'si',
  'km',
  'lo',
  'my',
  'am',
  'ti',
  'bo',
  'mn',
])

/** Undefined: cannot be judged. */
export function scriptsOf(language: string): readonly ScriptName[] | undefined {
  return unknown.has(language) ? undefined : (byLanguage[language] ?? ['Latin'])
}

/** Letters of a text, and how many are of none of the given scripts. */
export function foreignLetters(
  text: string,
  own: readonly ScriptName[],
): { readonly all: number; readonly foreign: number } {
  // Plain Latin text, the usual case, needs no look at each letter.
  if (own.includes('Latin') && !beyondLatin.test(text)) return { all: text.length, foreign: 0 }
  let all = 0
  let foreign = 0
  for (const letter of text) {
    if (!/\p{L}/u.test(letter)) continue
    all += 1
    if (!own.includes(scriptOf(letter))) foreign += 1
  }
  return { all, foreign }
}

export function scriptOf(letter: string): ScriptName {
  return scripts.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'other'
}

const beyondLatin = /[^\u0000-\u036F\u1E00-\u2BFF\uFB00-\uFB06]/

/** I02: what a reader cannot see or would mistake: direction marks, zero-width characters, look-alike letters, template tokens. */

export interface HiddenSign {
  readonly what: 'direction' | 'zero-width' | 'lookalike' | 'template'
  readonly start: number
  readonly end: number
}

/** Overrides, isolates and embeddings of direction; marks between right-to-left letters are ordinary (LRM, RLM, ALM). */
const direction = /[\u202A-\u202E\u2066-\u2069]/gu
/** Zero-width space, word joiner, invisible operators, BOM inside a text, tags, Hangul and Mongolian fillers. */
const zeroWidth =
  /[\u200B\u2060-\u2064\u206A-\u206F\uFEFF\u180E\u115F\u1160\u3164\uFFA0\u{E0000}-\u{E007F}]/gu
/** Joiners are letters of many scripts, and glue of emoji; between Latin letters they hide something. */
const strayJoiner =
  /(?<=[\p{Script=Latin}\p{N}\s]|^)[\u200C\u200D\u200E\u200F\u061C\u00AD]+(?=[\p{Script=Latin}\p{N}\s]|$)/gu
/** Letters of mathematics and full width that spell Latin words. */
const styledLetters = /[\u{1D400}-\u{1D7FF}\uFF21-\uFF3A\uFF41-\uFF5A\u{1F130}-\u{1F189}\u24B6-\u24E9]{2,}/gu
/** A word with Latin letters and letters of Cyrillic or Greek that look like Latin ones. */
const mixedWord = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+/gu
const lookalikes = /[авеіјкмнорѕстухАВЕІЈКМНОРЅСТУХԁԛԝɡοιαεκνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]/u
/** Slots of template languages and the tokens that models read as turns. */
const template =
  /\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|<%[^%]{0,200}%>|\$\{[^{}]{0,200}\}|<\|[^|<>]{1,60}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:start|end)_of_turn>|\[\[?(?:SYSTEM|ASSISTANT|USER)\]\]?|#{2,}\s?(?:Instruction|System|Response|Human|Assistant)\b/giu

const suspicious = /[^\u0000-\u024F\u1E00-\u1EFF\u2010-\u2027\u2030-\u205E\u2070-\u2BFF]|[{<[#]|\u00AD/u

export function hiddenSigns(text: string): HiddenSign[] {
  // Plain text, the usual case, needs no closer look.
  if (!suspicious.test(text)) return []
  const signs: HiddenSign[] = []
  const add = (what: HiddenSign['what'], pattern: RegExp) => {
    for (const match of text.matchAll(pattern))
      signs.push({ what, start: match.index, end: match.index + match[0].length })
  }
  add('direction', direction)
  add('zero-width', zeroWidth)
  add('zero-width', strayJoiner)
  add('lookalike', styledLetters)
  add('template', template)
  for (const match of text.matchAll(mixedWord)) {
    const [word] = match
    if (
      /\p{Script=Latin}/u.test(word) &&
      lookalikes.test(word) &&
      /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word)
    )
      signs.push({ what: 'lookalike', start: match.index, end: match.index + word.length })
  }
  return signs
}

const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      в: 'b',
      е: 'e',
      і: 'i',
      ј: 'j',
      к: 'k',
      м: 'm',
      н: 'h',
      о: 'o',
      р: 'p',
      ѕ: 's',
      с: 'c',
      т: 't',
      у: 'y',
      х: 'x',
    },
    ...{
      А: 'A',
      В: 'B',
      Е: 'E',
      І: 'I',
      Ј: 'J',
      К: 'K',
      М: 'M',
      Н: 'H',
      О: 'O',
      Р: 'P',
      Ѕ: 'S',
      С: 'C',
      Т: 'T',
      У: 'Y',
      Х: 'X',
    },
    ...{
      ԁ: 'd',
      ԛ: 'q',
      ԝ: 'w',
      ɡ: 'g',
      ο: 'o',
      ν: 'v',
      ρ: 'p',
      Α: 'A',
      Β: 'B',
      Ε: 'E',
      Ζ: 'Z',
      Η: 'H',
      Ι: 'I',
      Κ: 'K',
    },
    ...{ Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X' },
  }),
)

/** Puts Latin letters for their look-alikes in words that are Latin otherwise: slips of a keyboard ("SС"), or tricks. */
export function foldLookalikes(text: string): string {
  if (!/[\u0370-\u052F]/.test(text)) return text
  return text.replace(mixedWord, (word) =>
    /\p{Script=Latin}/u.test(word)
      ? Array.from(word, (letter) => latinOf.get(letter) ?? letter).join('')
      : word,
  )
}

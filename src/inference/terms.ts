/**
 * Product text as index terms, the same for full-text search and for LSA: case, accents and plurals folded,
 * numbers parted from their units, model codes kept whole and in parts.
 */

/**
 * The terms of a text in reading order, repeats included.
 * "Batteries for the dv7-1211ea, 43.2cm" → battery, for, the, dv71211ea, dv7, 1211ea, 43.2cm, 43.2, cm
 */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  for (const match of fold(text).matchAll(word)) addWord(match[0], terms)
  return terms
}

/** Letters and digits, joined inside by the marks that model codes, decimals and possessives are written with. */
const word = /[\p{L}\p{N}]+(?:[-_./'’][\p{L}\p{N}]+)*/gu
const number = /^\p{N}+(?:[.,]\p{N}+)*$/u
/** One run of letters beside one run of digits: "rtx2060", "250gb", "43.2cm". */
const lettersThenDigits = /^(\p{L}{2,})(\p{N}+)$/u
const digitsThenLetters = /^(\p{N}+(?:\.\p{N}+)?)(\p{L}{1,3})$/u

/** Longer "words" are identifiers or damage; they are cut, so that one cell cannot bloat the index. */
const longestTerm = 64

/** Compatibility forms and accents folded: "Ｅspresso café" = "espresso cafe". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}

function addWord(raw: string, terms: string[]): void {
  const token = raw
    .replace(/['’]s$/, '')
    .replace(/['’]/g, '')
    .slice(0, longestTerm)
  if (number.test(token) || digitsThenLetters.test(token)) {
    addPart(token, terms)
    return
  }
  const parts = token.split(/[-_./]+/)
  if (parts.length > 1 && /\p{N}/u.test(token) && /\p{L}/u.test(token)) {
    // A model code such as "dv7-1211ea" is found whole or by its parts, and not by their letters alone.
    terms.push(parts.join(''), ...parts)
    return
  }
  for (const part of parts) addPart(part, terms)
}

function addPart(part: string, terms: string[]): void {
  const pair = lettersThenDigits.exec(part) ?? digitsThenLetters.exec(part)
  terms.push(pair === null && !number.test(part) ? singular(part) : part)
  if (pair?.[1] !== undefined && pair[2] !== undefined) terms.push(pair[1], pair[2])
}

/**
 * Plurals folded, nothing else: stemming further merges product names. The S stemmer of Harman ("How effective
 * is suffixing?", JASIS 42, 1991), with its "es" rule extended to sibilants: "watches" is the plural of "watch".
 */
export function singular(term: string): string {
  if (term.length < 4 || !term.endsWith('s')) return term
  if (/[^ea]ies$/.test(term) && term.length > 4) return `${term.slice(0, -3)}y`
  if (/(?:ch|sh|x|ss)es$/.test(term)) return term.slice(0, -2)
  if (/[us]s$/.test(term)) return term
  return term.slice(0, -1)
}

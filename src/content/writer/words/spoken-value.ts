/** A value in the words of a language: translated where it is a word, kept where it is a name or a symbol. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { AttributeWording, Grammar } from '../grammar.ts'
import type { Gender } from '../morphology.ts'
import { listText, modifierText, obliqueText, valueText } from './wording.ts'

export interface SpokenValue {
  /** After a verb: "1.7 litres". */
  readonly text: string
  /** Before a noun: "1.7-litre". */
  readonly modifier: string
  /** After a preposition: "6 Jahren". */
  readonly oblique: string
  readonly gender: Gender | 'plural' | null
  /** What an ending is put to; null when it takes none. */
  readonly stem: string | null
}

/** @returns null when this language leaves the value unsaid */
export function spokenValue(
  grammar: Grammar,
  sheet: Pick<FactSheet, 'locale'>,
  wording: AttributeWording | undefined,
  fact: Fact,
): SpokenValue | null {
  const text = valueText(grammar, fact)
  const replaced = wording?.values?.[text]
  if (replaced === null) return null
  if (replaced !== undefined) return plain(replaced)
  if (typeof fact.value === 'number')
    return {
      text,
      modifier: modifierText(grammar, fact),
      oblique: obliqueText(grammar, fact),
      gender: null,
      stem: null,
    }
  const entry = grammar.values.get(text.toLowerCase())
  if (entry !== undefined)
    return {
      text: entry.text,
      modifier: entry.text,
      oblique: entry.text,
      gender: entry.gender ?? null,
      stem: entry.stem ?? null,
    }
  if (isForeign(grammar, sheet)) return foreignValue(grammar, text)
  if (grammar.morphology.definiteNames.has(text))
    return plain(`${grammar.morphology.definiteArticle} ${text}`)
  return plain(grammar.commonValues.has(fact.attribute) ? inRunningText(grammar, text) : text)
}

/** True when the catalogue's words are those of another language than the text's. */
export function isForeign({ language }: Grammar, sheet: Pick<FactSheet, 'locale'>): boolean {
  return sheet.locale.split('-', 1)[0]?.toLowerCase() !== language
}

/** A list is said when all of its items can be; else only what is no word: "HDMI", "IP67", "1920 x 1080". */
function foreignValue(grammar: Grammar, text: string): SpokenValue | null {
  const items = text.split(/\s*,\s*/)
  const said = items.map(
    (item) => grammar.values.get(item.toLowerCase())?.text ?? (isSymbol(item) ? item : null),
  )
  const known = said.flatMap((item) => item ?? [])
  return known.length < items.length ? null : plain(listText(grammar, known))
}

/** Without a run of lower-case letters that a reader would take for a word: "USB-C", "IPX4", "4K", "30 cm". */
function isSymbol(text: string): boolean {
  return !/\p{Ll}{3}/u.test(text.replace(/\b[A-Z]\w*[A-Z0-9]\w*\b/g, ''))
}

function plain(text: string): SpokenValue {
  return { text, modifier: text, oblique: text, gender: null, stem: null }
}

/** "Rounded rectangle" → "rounded rectangle", "Black,Transparent" → "black and transparent"; names and "PVC" stay. */
function inRunningText(grammar: Grammar, text: string): string {
  const parts = /\d/.test(text) ? [text] : text.split(/\s*,\s*/)
  return listText(
    grammar,
    parts.map((part) => (/^\p{Lu}\p{Ll}+/u.test(part) ? part.charAt(0).toLowerCase() + part.slice(1) : part)),
  )
}

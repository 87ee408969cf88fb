/**
 * Supplier values as they may stand in a text: no markup, no control, bidirectional or zero-width characters, no emoji.
 * Applied once, where values become facts, so that no writer, prompt or check ever meets them.
 */
import { decodeHTML } from 'entities'
import { plainText } from '../../catalog/product.ts'
import { foldLookalikes } from '../check/intrusion/hidden-characters.ts'

/** Unicode controls, format characters (bidi marks, zero-width, tags, BOM), lone surrogates, private use, unassigned. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu
/** Pictures and their parts; © ® ™, digits and signs such as ↔ are text. */
const pictures =
  /\p{Emoji_Presentation}|(?![©®™↔])\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}\uFE0F\u20E3]/gu
/** More than two marks on one letter is no language ("zalgo"). */
const stackedMarks = /(\p{M}{2})\p{M}+/gu

/** Empty when nothing readable is left. */
export function cleanText(value: string): string {
  if (isPlain.test(value)) return value.trim()
  // Feeds escape twice: "&amp;deg;". What the second pass spells is cleaned below like anything else.
  const decoded = value.includes('&') ? decodeHTML(decodeHTML(value)) : value
  const spaced = decoded.normalize('NFC').replace(/[\t\n\v\f\r\u0085\u2028\u2029\p{Zs}]+/gu, ' ')
  const visible = spaced.replace(invisible, '').replace(pictures, '').replace(stackedMarks, '$1')
  // Entities decoded by the first pass may spell tags again; what a second pass leaves is no markup.
  const text = /[<>&]/.test(visible) ? plainText(plainText(visible)).replace(/[<>]+/g, ' ') : visible
  return foldLookalikes(text.replace(/ +/g, ' ').trim())
}

/** Most values are plain ASCII words; they take this way out. */
const isPlain = /^[\w.,:()'"%/×°+-]+(?: [\w.,:()'"%/×°+-]+)*$/

/** A name or value needs something to read aloud: a lone quotation mark or dash is a slip of the keyboard. */
export function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Markup, code, links or prose where a value should be: kept as a fact, never worded. */
export function isUnlikeValue(text: string): boolean {
  return /[{}<>\\`|$^~]|https?:|www\.|\S@\S+\.\S|[.!?]\s+\p{L}{2}/iu.test(text)
}

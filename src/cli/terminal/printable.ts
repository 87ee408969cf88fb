/**
 * Text of products, models and servers may hold control characters that would move the cursor, change the window title
 * or reorder what is read. Nothing of that kind reaches the terminal.
 */
import { stripVTControlCharacters } from 'node:util'

/** C0 and C1 controls, and the marks that reorder text (Unicode UAX 9: embeddings, overrides, isolates). */
const harmful = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu

/** One line of harmless text. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(harmful, ' ').trim()
}

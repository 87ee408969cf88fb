/** Numbers as a locale writes them, read back: "1.250,5" in German is 1250.5. Words for numbers are read up to twelve. */
import { languageOf } from '../text/function-words.ts'

const decimalCommas: ReadonlySet<string> = new Set(
  'de fr es it pt nl sv da nb no fi pl cs sk hu ro bg ru uk el tr hr sl et lv lt id'.split(' '),
)
const wordsFor: Readonly<Record<string, readonly string[]>> = {
  en: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  de: ['zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  fr: ['deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
}

const numberPattern = /\d+(?:[.,'’\u00a0\u202f ]\d{3})*(?:[.,]\d+)?/g

/** @returns values in the order of the text */
export function numbersSaid(text: string, locale: string): number[] {
  const language = languageOf(locale)
  const isComma = decimalCommas.has(language)
  const numbers = Array.from(text.matchAll(numberPattern), ([written]) => readNumber(written, isComma))
  const words = wordsFor[language]
  if (words === undefined) return numbers
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    const at = words.indexOf(word)
    if (at !== -1) numbers.push(at + 2)
  }
  return numbers
}

function readNumber(written: string, isComma: boolean): number {
  const plain = written.replace(/['’\u00a0\u202f ]/g, '')
  return Number(
    isComma
      ? plain.replace(/\.(?=\d{3}(?:\D|$))/g, '').replace(',', '.')
      : plain.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.'),
  )
}

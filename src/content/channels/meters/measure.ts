/** The meters: how long a text is, in the unit of whoever limits it. */
import type { MeterName } from '../channel.ts'
import { septetsOf } from './gsm7.ts'

/** Every character of these ranges is a grapheme of its own, so that most texts need no segmenter. */
const singleGraphemes = /^[ -~\u00a0-\u02ff\u2010-\u2027\u20a0-\u20bf]*$/
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const encoder = new TextEncoder()

/** @returns units of the meter; a text that GSM-7 cannot hold is counted in UTF-16 units, as it would be sent */
export function measure(text: string, meter: MeterName): number {
  switch (meter) {
    case 'graphemes':
      return countGraphemes(text)
    case 'utf16':
      return text.length
    case 'bytes':
      return encoder.encode(text).length
    case 'septets':
      return countSeptets(text) ?? text.length
  }
}

/** The start of the text that fits into so many units: where a reader's view ends. Used to look, never to cut. */
export function visibleStart(text: string, max: number, meter: MeterName): string {
  if (measure(text, meter) <= max) return text
  let units = 0
  let start = ''
  for (const { segment } of segmenter.segment(text)) {
    units += measure(segment, meter)
    if (units > max) break
    start += segment
  }
  return start
}

function countGraphemes(text: string): number {
  if (singleGraphemes.test(text)) return text.length
  return Array.from(segmenter.segment(text)).length
}

function countSeptets(text: string): number | undefined {
  let septets = 0
  for (const character of text) {
    const size = septetsOf(character)
    if (size === undefined) return undefined
    septets += size
  }
  return septets
}

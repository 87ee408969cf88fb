/** How a message travels: its encoding, its units and its parts. A character is never torn between two parts. */
import type { SmsRules } from '../channel.ts'
import { charactersOutsideGsm7, septetsOf } from './gsm7.ts'

export interface SmsMeasure {
  readonly encoding: 'GSM-7' | 'UCS-2'
  /** Septets, or UTF-16 units of UCS-2. */
  readonly units: number
  readonly parts: number
  /** Characters that force UCS-2. */
  readonly culprits: readonly string[]
}

export function measureSms(text: string, rules: Pick<SmsRules, 'gsm7' | 'ucs2'>): SmsMeasure {
  const culprits = charactersOutsideGsm7(text)
  const encoding = culprits.length === 0 ? 'GSM-7' : 'UCS-2'
  const sizes = Array.from(text).map((character) =>
    encoding === 'GSM-7' ? (septetsOf(character) ?? 0) : character.length,
  )
  const units = sizes.reduce((sum, size) => sum + size, 0)
  const { single, part } = encoding === 'GSM-7' ? rules.gsm7 : rules.ucs2
  return { encoding, units, parts: units <= single ? 1 : partsOf(sizes, part), culprits }
}

/** The most units that so many parts hold. */
export function unitsOfParts(parts: number, { single, part }: SmsRules['gsm7']): number {
  return parts === 1 ? single : parts * part
}

/** An escape sequence or surrogate pair that does not fit moves to the next part whole, and leaves a unit unused. */
function partsOf(sizes: readonly number[], part: number): number {
  let parts = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > part) {
      parts += 1
      used = 0
    }
    used += size
  }
  return parts
}

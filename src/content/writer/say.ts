/** The two kinds of attribute wording, as the data of a language writes them down: with a value, and there or not. */
import type { AttributeWording, GroupName } from './grammar.ts'

type ValueExtras = Partial<Pick<AttributeWording, 'with' | 'front' | 'values' | 'whole' | 'line' | 'head'>>
type FlagExtras = Partial<Pick<AttributeWording, 'with' | 'whole' | 'line' | 'quality'>>

export function say(
  group: GroupName,
  weight: number,
  phrases: readonly string[],
  extras: ValueExtras = {},
): AttributeWording {
  return { group, weight, say: phrases, ...extras }
}

/** @param no wording of a stated No, given only where it tells a shopper something before the purchase */
export function flag(
  group: GroupName,
  weight: number,
  yes: readonly string[],
  no: readonly string[] = [],
  extras: FlagExtras = {},
): AttributeWording {
  return { group, weight, yes, ...(no.length > 0 && { no }), ...extras }
}

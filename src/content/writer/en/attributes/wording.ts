/** The two kinds of attributes: those with a value, and those that are there or not. */
import type { AttributeWording, GroupName } from '../../grammar.ts'

type Extras = Partial<Pick<AttributeWording, 'with' | 'front' | 'values' | 'whole'>>

export function say(
  group: GroupName,
  weight: number,
  phrases: readonly string[],
  extras: Extras = {},
): AttributeWording {
  return { group, weight, say: phrases, ...extras }
}

/** @param no wording of a stated No, given only where it tells a shopper something before the purchase */
export function flag(
  group: GroupName,
  weight: number,
  yes: readonly string[],
  no: readonly string[] = [],
  extras: Extras = {},
): AttributeWording {
  return { group, weight, yes, ...(no.length > 0 && { no }), ...extras }
}

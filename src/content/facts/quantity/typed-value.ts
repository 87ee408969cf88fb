/** What kind of value a fact states: a Yes or No, a number, a range, the sides of a thing, or words. */
import { quantitiesIn, type TextQuantity } from './quantities-in.ts'

export interface Quantity {
  readonly value: number
  readonly unit: string | null
}

export type TypedValue =
  | { readonly kind: 'truth'; readonly value: boolean }
  | { readonly kind: 'quantity'; readonly value: number; readonly unit: string | null }
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly unit: string | null }
  | { readonly kind: 'sides'; readonly values: readonly number[]; readonly unit: string | null }
  | { readonly kind: 'words'; readonly text: string; readonly quantities: readonly Quantity[] }

/** A text is a quantity, range or sides only where that is all it says; a unit beside the text is its unit. */
export function typedValue(
  fact: { readonly value: string | number | boolean; readonly unit: string | null },
  locale = 'en',
): TypedValue {
  const { value, unit } = fact
  if (typeof value === 'boolean') return { kind: 'truth', value }
  if (typeof value === 'number') return { kind: 'quantity', value, unit }
  const found = quantitiesIn(value, locale)
  const whole = wholeValue(value, found, unit)
  return whole ?? { kind: 'words', text: value, quantities: found.map((one) => withUnit(one, unit)) }
}

/** Every quantity that a fact licenses a text to say: its own number, or those its words hold. */
export function quantitiesOf(
  fact: { readonly value: string | number | boolean; readonly unit: string | null },
  locale = 'en',
): Quantity[] {
  if (typeof fact.value === 'boolean') return []
  if (typeof fact.value === 'number') return [{ value: fact.value, unit: fact.unit }]
  return quantitiesIn(fact.value, locale).map((one) => withUnit(one, fact.unit))
}

function wholeValue(
  text: string,
  found: readonly TextQuantity[],
  stated: string | null,
): TypedValue | undefined {
  const [first, second] = found
  const last = found.at(-1)
  if (first === undefined || last === undefined) return undefined
  if (text.slice(0, first.start).trim() !== '' || text.slice(last.end).trim() !== '') return undefined
  const { unit } = withUnit(last, stated)
  if (second === undefined) return { kind: 'quantity', value: first.value, unit }
  const isJoinedBy = (how: TextQuantity['joinsNext']) =>
    found.slice(0, -1).every((one) => one.joinsNext === how && withUnit(one, stated).unit === unit)
  if (found.length === 2 && isJoinedBy('range') && first.value < second.value)
    return { kind: 'range', from: first.value, to: second.value, unit }
  return isJoinedBy('sides') ? { kind: 'sides', values: found.map((one) => one.value), unit } : undefined
}

function withUnit({ value, unit }: TextQuantity, stated: string | null): Quantity {
  return { value, unit: unit ?? stated }
}

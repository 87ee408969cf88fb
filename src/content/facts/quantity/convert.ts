/** Exact conversion between units of one dimension. */
import { canonicalUnit } from './unit-spelling.ts'
import { unitSize } from './units.ts'

/** @returns undefined when either unit is unknown or the two measure different things */
export function convert(value: number, from: string, to: string): number | undefined {
  const [source, target] = [canonicalUnit(from), canonicalUnit(to)]
  if (source === target) return value
  const [a, b] = [unitSize(source), unitSize(target)]
  if (a === undefined || b === undefined || a.dimension !== b.dimension) return undefined
  return (value * a.factor + a.offset - b.offset) / b.factor
}

/** What a unit measures ("length"); undefined for units that convert to nothing. */
export function dimensionOf(unit: string): string | undefined {
  return unitSize(canonicalUnit(unit))?.dimension
}

/** True for mm and km, g and kg: a shift of the decimal point, so nothing is ever lost by rounding. */
export function isDecimalStep(from: string, to: string): boolean {
  const [a, b] = [unitSize(canonicalUnit(from)), unitSize(canonicalUnit(to))]
  if (a === undefined || b === undefined || a.dimension !== b.dimension) return false
  const power = Math.log10(a.factor / b.factor)
  return a.offset === b.offset && Math.abs(power - Math.round(power)) < 1e-9
}

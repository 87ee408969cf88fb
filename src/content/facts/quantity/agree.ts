/**
 * When a number that a text says agrees with a fact. Without a word such as "about" it must be the fact's own number,
 * exactly, also after a shift of the decimal point ("1.5 kg" of 1490 g is wrong). Only a conversion that cannot come
 * out even (cm to inches) may be rounded, to the decimals said and by half a percent at most.
 */
import { convert, isDecimalStep } from './convert.ts'
import { canonicalUnit } from './unit-spelling.ts'
import { binaryMultiples, unitSize } from './units.ts'

export interface SaidQuantity {
  readonly value: number
  /** As written or as a symbol; null for a bare number. */
  readonly unit: string | null
  /** "about", "approximately", "rund", "environ" … stand before it. */
  readonly isApproximate: boolean
  /** Digits after the decimal point as written: 1 for "6.0"; left out, they are counted from the value. */
  readonly decimals?: number
}

export interface StatedQuantity {
  readonly value: number
  readonly unit: string | null
}

/** Rounding an uneven conversion: "6.1 inches" of 15.5 cm is off by 0.04 %, "6 inches" by 1.7 %. */
const CONVERSION_SLACK = 0.005
/** What "about" may be off by; beyond it a rounded number misleads ("about 2 kg" of 1.6 kg). */
const HEDGED_SLACK = 0.05

export function agrees(said: SaidQuantity, fact: StatedQuantity): boolean {
  if (said.unit === null || fact.unit === null) {
    return said.unit === fact.unit && matches(said, fact.value, true)
  }
  const [saidUnit, factUnit] = [canonicalUnit(said.unit), canonicalUnit(fact.unit)]
  if (saidUnit === factUnit || isLooserUnit(saidUnit, factUnit)) return matches(said, fact.value, true)
  const converted = convert(fact.value, factUnit, saidUnit)
  if (converted === undefined) return false
  if (isBinaryEqual(said.value, saidUnit, fact.value, factUnit)) return true
  return unitSize(saidUnit)?.dimension === 'temperature'
    ? isRounded(converted, said.value, decimalsOf(said))
    : matches(said, converted, isDecimalStep(factUnit, saidUnit))
}

function matches(said: SaidQuantity, value: number, isEven: boolean): boolean {
  if (isEqual(said.value, value)) return true
  if (said.isApproximate) {
    return isRounded(value, said.value, hedgedDecimals(said)) && isWithin(said.value, value, HEDGED_SLACK)
  }
  if (isEven) return false
  return isRounded(value, said.value, decimalsOf(said)) && isWithin(said.value, value, CONVERSION_SLACK)
}

/** "dB" may be said of a value stated in dB(A); the other way round the text would know more than the fact. */
function isLooserUnit(said: string, stated: string): boolean {
  return said === 'dB' && stated === 'dB(A)'
}

/** 1,024 MB and 1,000 MB are both sold as one gigabyte. */
function isBinaryEqual(said: number, saidUnit: string, value: number, factUnit: string): boolean {
  const [a, b] = [binaryMultiples.get(saidUnit), binaryMultiples.get(factUnit)]
  return a !== undefined && b !== undefined && isEqual(said * a, value * b)
}

/** Floating-point conversions of equal quantities differ in the last places only. */
function isEqual(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

function isWithin(said: number, value: number, slack: number): boolean {
  return Math.abs(said - value) <= slack * Math.abs(value) * (1 + 1e-9)
}

/** True when `said` is `value` rounded to so many decimals; a half may go either way. Negative: tens, hundreds … */
function isRounded(value: number, said: number, decimals: number): boolean {
  const half = 0.5 * 10 ** -decimals
  return Math.abs(said - value) <= half * (1 + 1e-9)
}

function decimalsOf(said: SaidQuantity): number {
  return said.decimals ?? (/\.(\d+)$/.exec(String(said.value))?.[1] ?? '').length
}

/** Trailing zeros of a hedged whole number are places nobody measured: "about 100 m" is rounded to hundreds. */
function hedgedDecimals(said: SaidQuantity): number {
  const decimals = decimalsOf(said)
  if (decimals > 0) return decimals
  return -(/0*$/.exec(String(Math.abs(said.value)))?.[0].length ?? 0)
}

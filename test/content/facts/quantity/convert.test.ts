import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { convert, isDecimalStep } from '../../../../src/content/facts/quantity/convert.ts'
import { canonicalUnit } from '../../../../src/content/facts/quantity/unit-spelling.ts'
import { convertibleUnits, unitSize } from '../../../../src/content/facts/quantity/units.ts'

const units = [...convertibleUnits()]
const anyUnit = fc.constantFrom(...units)
const amount = fc.double({ min: 1e-3, max: 1e6, noNaN: true })

describe('convert', () => {
  test.each<[number, string, string, number]>([
    [1, 'in', 'cm', 2.54],
    [1, 'lb', 'g', 453.59237],
    [1, 'gal', 'l', 3.785411784],
    [100, '°C', '°F', 212],
    [-40, '°F', '°C', -40],
    [0, '°C', 'K', 273.15],
    [1, 'kWh', 'MJ', 3.6],
    [100, 'km/h', 'm/s', 27.77777777777778],
    [1, 'bar', 'kPa', 100],
    [8, 'Mbit/s', 'MB/s', 1],
  ])('%d %s is so many %s', (value, from, to, expected) => {
    expect(convert(value, from, to)).toBeCloseTo(expected, 9)
  })

  test('there and back gives the same number, and never crosses dimensions', () => {
    fc.assert(
      fc.property(amount, anyUnit, anyUnit, (value, from, to) => {
        const there = convert(value, from, to)
        if (unitSize(from)?.dimension !== unitSize(to)?.dimension) {
          expect(there).toBeUndefined()
          return
        }
        const back = there === undefined ? undefined : convert(there, to, from)
        expect(back).toBeDefined()
        // A temperature passes through kelvin, whose size bounds what a small number can keep.
        expect(Math.abs((back ?? 0) - value)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(value), 600))
      }),
    )
  })

  test('by way of a third unit comes out the same', () => {
    fc.assert(
      fc.property(amount, anyUnit, anyUnit, anyUnit, (value, a, b, c) => {
        const direct = convert(value, a, c)
        const half = convert(value, a, b)
        const around = half === undefined ? undefined : convert(half, b, c)
        if (direct === undefined || around === undefined) return
        expect(Math.abs(direct - around)).toBeLessThanOrEqual(1e-6 * Math.max(Math.abs(direct), 600))
      }),
    )
  })

  test('every symbol is its own canonical spelling', () => {
    expect(units.filter((unit) => canonicalUnit(unit) !== unit)).toEqual([])
  })

  test('a decimal step is told from a conversion that rounds', () => {
    expect([isDecimalStep('mm', 'km'), isDecimalStep('g', 'kg'), isDecimalStep('min', 'h')]).toEqual([
      true,
      true,
      false,
    ])
    expect(isDecimalStep('cm', 'in')).toBe(false)
  })
})

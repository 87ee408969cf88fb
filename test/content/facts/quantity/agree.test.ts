import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agrees } from '../../../../src/content/facts/quantity/agree.ts'

const said = (text: string, unit: string | null, isApproximate = false) => ({
  value: Number(text),
  unit,
  isApproximate,
  decimals: (text.split('.')[1] ?? '').length,
})

describe('agrees', () => {
  test.each<[string, ReturnType<typeof said>, number, string | null, boolean]>([
    ['the same number in the same unit', said('1.7', 'litres'), 1.7, 'l', true],
    ['another spelling of the unit', said('24', 'months'), 24, 'mo', true],
    ['another number', said('1.8', 'l'), 1.7, 'l', false],
    ['an uneven conversion, rounded as said', said('6.1', 'inches'), 15.5, 'cm', true],
    ['a conversion rounded too far', said('6', 'inches'), 15.5, 'cm', false],
    ['a conversion rounded far, but hedged', said('6', 'inches', true), 15.5, 'cm', true],
    ['a shift of the decimal point, exact', said('1.49', 'kg'), 1490, 'g', true],
    ['a shift of the decimal point, rounded', said('1.5', 'kg'), 1490, 'g', false],
    ['the same, hedged', said('1.5', 'kg', true), 1490, 'g', true],
    ['a hedge that hides a fifth', said('2', 'kg', true), 1600, 'g', false],
    ['a hedged whole number in tens', said('100', 'm', true), 96, 'm', true],
    ['minutes as hours', said('1.5', 'hours'), 90, 'min', true],
    ['months as years', said('2', 'years'), 24, 'months', true],
    ['days as months, which have no fixed length', said('1', 'month'), 30, 'days', false],
    ['a temperature in Fahrenheit', said('140', '°F'), 60, '°C', true],
    ['a temperature off by a degree', said('141', '°F'), 60, '°C', false],
    ['a difference of scale that is none', said('60', '°F'), 60, '°C', false],
    ['1,024 MB as a gigabyte', said('1', 'GB'), 1024, 'MB', true],
    ['1,000 MB as a gigabyte', said('1', 'GB'), 1000, 'MB', true],
    ['another dimension', said('5', 'kg'), 5, 'l', false],
    ['watts for volt-amperes', said('500', 'W'), 500, 'VA', false],
    ['a unit the fact has not', said('5', 'cm'), 5, null, false],
    ['a unit that was left out', said('5', null), 5, 'cm', false],
    ['a bare number', said('5', null), 5, null, true],
    ['dB for dB(A)', said('54', 'dB'), 54, 'dB(A)', true],
    ['dB(A) for dB', said('54', 'dB(A)'), 54, 'dB', false],
    ['a unit nobody knows, as written', said('3', 'furlongs'), 3, 'furlongs', true],
    ['"6.0", which promises a decimal', said('6.0', 'in'), 15.5, 'cm', false],
  ])('%s', (_case, text, value, unit, expected) => {
    expect(agrees(text, { value, unit })).toBe(expected)
  })

  test('an exact number is never agreed with when it is off by a hundredth, whatever the unit', () => {
    const units = fc.constantFrom('cm', 'l', 'W', 'GB', '°C', null)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), units, (value, unit) => {
        const off = { value: value * 1.01 + 0.01, unit, isApproximate: false }
        expect(agrees(off, { value, unit })).toBe(false)
        expect(agrees({ ...off, value }, { value, unit })).toBe(true)
      }),
    )
  })

  test('a hedge never hides more than a twentieth', () => {
    const positive = fc.double({ min: 0.01, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(positive, positive, (value, number) => {
        if (agrees({ value: number, unit: 'g', isApproximate: true }, { value, unit: 'g' }))
          expect(Math.abs(number - value) / value).toBeLessThanOrEqual(0.050_001)
      }),
    )
  })
})

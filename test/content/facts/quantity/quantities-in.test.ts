import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantitiesIn } from '../../../../src/content/facts/quantity/quantities-in.ts'
import { quantitiesOf, typedValue } from '../../../../src/content/facts/quantity/typed-value.ts'

const spoken = (text: string, locale = 'en') =>
  quantitiesIn(text, locale)
    .map(({ value, unit }) => (unit === null ? String(value) : `${String(value)} ${unit}`))
    .join(', ')

describe('quantitiesIn', () => {
  test.each<[string, string]>([
    ['0.75 l', '0.75 l'],
    ['6.1 inches, 91.3 cm2 (~87.4% of the front)', '6.1 in, 91.3 cm², 87.4 %'],
    ['5000 mAh', '5000 mAh'],
    ['1080 x 2340 pixels', '1080 px, 2340 px'],
    ['10–20 m', '10 m, 20 m'],
    ['-20 to 60 °C', '-20 °C, 60 °C'],
    ['43.2 cm (17")', '43.2 cm, 17 in'],
    ['12/24 V', '12 V, 24 V'],
    ['8 x 1.5 V', '8, 1.5 V'],
    ['1.7-litre', '1.7 l'],
    ['256GB 16GB RAM', '256 GB, 16 GB'],
    ['1,500 ml', '1500 ml'],
    ['5 fl oz', '5 fl oz'],
    ['54 dB(A)', '54 dB(A)'],
    ['2 x USB 3.0', '2, 3'],
  ])('reads %s', (text, expected) => {
    expect(spoken(text)).toBe(expected)
  })

  test('a decimal comma is read where the language writes one', () => {
    expect(spoken('0,75 l', 'de')).toBe('0.75 l')
    expect(spoken('1.500 ml', 'de')).toBe('1500 ml')
  })

  test.each(['IP68', 'Wi-Fi 802.11 a/b/g', 'the 1980s', '3/4"', 'HDMI2', '4K', '5G', '1.73E+04'])(
    'invents no quantity in %s',
    (text) => {
      expect(quantitiesIn(text).filter(({ unit }) => unit !== null)).toEqual([])
    },
  )

  test('two in one is no length', () => {
    expect(spoken('2 in 1')).toBe('2, 1')
    expect(spoken('2-in-1')).not.toContain('in')
  })

  test('every quantity stands where it says it does', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.nat(9_999),
        fc.constantFrom(' kg', 'cm', ' "', ''),
        (words, number, unit) => {
          const text = `${words} ${String(number)}${unit} ${words}`
          for (const quantity of quantitiesIn(text)) {
            expect(quantity.start).toBeLessThan(quantity.end)
            expect(text.slice(quantity.start, quantity.end)).toMatch(/\d/)
          }
        },
      ),
    )
  })
})

describe('typedValue', () => {
  const typed = (value: string | number | boolean, unit: string | null = null) => typedValue({ value, unit })
  test('tells a range, sides, a quantity and words apart', () => {
    expect(typed('10–20 m')).toEqual({ kind: 'range', from: 10, to: 20, unit: 'm' })
    expect(typed('105 x 95 x 25', 'mm')).toEqual({ kind: 'sides', values: [105, 95, 25], unit: 'mm' })
    expect(typed('0.75 l')).toEqual({ kind: 'quantity', value: 0.75, unit: 'l' })
    expect(typed('up to 8 h').kind).toBe('words')
    expect(typed(false)).toEqual({ kind: 'truth', value: false })
  })

  test('what a fact licenses are its own quantities only', () => {
    expect(quantitiesOf({ value: 5, unit: 'kg' })).toEqual([{ value: 5, unit: 'kg' }])
    expect(quantitiesOf({ value: true, unit: null })).toEqual([])
    expect(quantitiesOf({ value: '12 MP, 8 MP', unit: null })).toHaveLength(2)
  })
})

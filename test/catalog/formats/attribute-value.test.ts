import { describe, expect, test } from 'vitest'
import {
  attributeName,
  formatAttribute,
  parseAttribute,
} from '../../../src/catalog/formats/fields/attribute-value.ts'
import { formatMoney, parseMoney } from '../../../src/catalog/formats/fields/money.ts'

describe('attribute texts', () => {
  test.each([
    ['1.7 l', 1.7, 'l'],
    ['250 g', 250, 'g'],
    ['24.5 cm', 24.5, 'cm'],
    ['1,5 kg', 1.5, 'kg'],
    ['5 GHz', 5, 'GHz'],
    ['16GB', 16, 'GB'],
    ['3000 mAh', 3000, 'mAh'],
    ['1800 W', 1800, 'W'],
    ['230V', 230, 'V'],
    ['15.6"', 15.6, 'in'],
    ['2.5 inch', 2.5, 'in'],
    ['-18 °C', -18, '°C'],
    ['10,000 ft', 10_000, 'ft'],
    ['0,750 l', 0.75, 'l'],
    ['1.234,5 mm', 1234.5, 'mm'],
    ['97 %', 97, '%'],
    ['12', 12, null],
  ])('%s states a number and a unit', (text, value, unit) => {
    expect(parseAttribute(text, 'en')).toEqual({ value, unit })
  })

  test.each([
    '4K',
    '1080p',
    '802.11g',
    '5A',
    '42U',
    '4G',
    '1.3c',
    '007',
    '4.0',
    '2 x 2',
    '10-20 cm',
    '1.2.3 kg',
    '5 m x 3 m',
    'IPX7',
    '1,5,0 g',
    '3 bananas',
  ])('%s is left as text, because it does not plainly state a measure', (text) => {
    expect(parseAttribute(text, 'en')).toEqual({ value: text, unit: null })
  })

  test('an ambiguous separator is read the way the language writes numbers', () => {
    expect(parseAttribute('1,500 g', 'en')?.value).toBe(1_500)
    expect(parseAttribute('1,500 g', 'de')?.value).toBe(1.5)
    expect(parseAttribute('1.500 g', 'de')?.value).toBe(1_500)
    expect(parseAttribute('1.500 g', 'en')?.value).toBe(1.5)
  })

  test('Yes and No are booleans; blank is no attribute', () => {
    expect(parseAttribute('Yes', 'en')?.value).toBe(true)
    expect(parseAttribute('no', 'en')?.value).toBe(false)
    expect(parseAttribute('Nova', 'en')?.value).toBe('Nova')
    expect(parseAttribute('  ', 'en')).toBeUndefined()
  })

  test('Shopify measurement and list metafields are read as the JSON they are', () => {
    expect(parseAttribute('{"value":25.5,"unit":"cm"}', 'en')).toEqual({ value: 25.5, unit: 'cm' })
    expect(parseAttribute('["red","blue"]', 'en')).toEqual({ value: ['red', 'blue'], unit: null })
    expect(parseAttribute('{"a":', 'en')).toEqual({ value: '{"a":', unit: null })
  })

  test('a text that would be read as something else is written so that it is not', () => {
    expect(formatAttribute({ value: '2', unit: null }, 'en')).toBe('"2"')
    expect(formatAttribute({ value: 1.5, unit: 'kg' }, 'en')).toBe('1.5 kg')
    expect(parseAttribute(formatAttribute({ value: 1.5, unit: 'odd' }, 'en'), 'en')).toEqual({
      value: 1.5,
      unit: 'odd',
    })
  })

  test.each([
    ['Display diagonal (cm)', 'display_diagonal_cm'],
    ['contrast_ratio__typical_', 'contrast_ratio__typical_'],
    ['Größe', 'größe'],
    ['颜色', '颜色'],
    ['---', undefined],
  ])('the label %s becomes the attribute name %s', (label, name) => {
    expect(attributeName(label)).toBe(name)
  })
})

describe('prices', () => {
  test.each([
    ['129.99', 'EUR', 12_999],
    ['1,299.00', 'EUR', 129_900],
    ['1.299,00', 'EUR', 129_900],
    ['1,299', 'EUR', 129_900],
    ['12,5', 'EUR', 1_250],
    ['€ 12,50', 'EUR', 1_250],
    ["1'299.00", 'CHF', 129_900],
    ['1500', 'JPY', 1_500],
    ['1.2345', 'KWD', 1_235],
    ['0.1', 'EUR', 10],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ])('%s %s is %i minor units', (text, currency, minor) => {
    expect(parseMoney(text, currency)?.minor).toBe(minor)
  })

  test('a currency in the text is reported and decides the minor unit', () => {
    expect(parseMoney('1500 JPY', 'EUR')).toEqual({ minor: 1_500, currency: 'JPY' })
    expect(parseMoney('EUR 15.00', 'USD')).toEqual({ minor: 1_500, currency: 'EUR' })
  })

  test.each(['', 'free', '-5', '1e3', '12.5.1', '900719925474099.99', '٣'])('%j is no price', (text) => {
    expect(parseMoney(text, 'EUR')).toBeUndefined()
  })

  test('what is written is read back', () => {
    for (const [minor, currency] of [
      [5, 'EUR'],
      [0, 'EUR'],
      [5, 'JPY'],
      [1_234_567, 'KWD'],
    ] as const) {
      expect(parseMoney(formatMoney(minor, currency), currency)?.minor).toBe(minor)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { matchesFilter } from '../../src/catalog/filter-condition.ts'
import { productFilterSchema } from '../../src/catalog/filter.ts'
import { product } from './product-examples.ts'

const kettle = product({
  id: 'K1',
  locale: 'en-GB',
  brand: 'Brew & Co',
  category: ['Home', 'Kitchen', 'Kettles'],
  currency: 'EUR',
  tags: ['New In'],
  attributes: {
    capacity: { value: 1.7, unit: 'l' },
    cordless: { value: true, unit: null },
    power: { value: '2200', unit: null },
  },
  variants: [
    { id: 'a', priceMinor: 1_000, stockUnits: 0, options: { 'Lid colour': 'Dark  Blue' } },
    { id: 'b', priceMinor: 10_000, stockUnits: 4, options: { 'Lid colour': 'Red' } },
  ].map((variant) => ({
    title: null,
    attributes: {},
    compareAtPriceMinor: null,
    gtin: null,
    mpn: null,
    ...variant,
  })),
})
const keeps = (filter: unknown) => matchesFilter(kettle, productFilterSchema.parse(filter))

describe('what a filter keeps', () => {
  it.each([
    [{}, true],
    [{ price: { lte: 10 } }, true],
    [{ price: { gt: 100 } }, false],
    // Variants cost 10 and 100: none lies between, although the range of the product does.
    [{ price: { gte: 40, lte: 60 } }, false],
    [{ stock: { in: true } }, true],
    [{ stock: { in: false } }, false],
    [{ category: { under: ['home', 'KITCHEN'] } }, true],
    [{ category: { under: ['Kitchen'] } }, false],
    [{ category: { is: 'Home > Kitchen' } }, false],
    [{ category: { is: 'Home > Kitchen > Kettles' } }, true],
    [{ brand: { in: ['nobody', 'BREW & CO'] } }, true],
    [{ tag: 'new in' }, true],
    [{ locale: 'en' }, true],
    [{ locale: 'en-US' }, false],
    [{ status: { in: ['active'] } }, true],
    [{ id: { in: ['k1'] } }, false],
    [{ id: { in: ['K1'] } }, true],
    [{ 'attr.lid_colour': 'dark blue' }, true],
    [{ 'attr.capacity': { gte: 1.5, lt: 1.7 } }, false],
    [{ 'attr.capacity': { in: ['1.7'] } }, true],
    [{ 'attr.power': { gte: 2_000 } }, true],
    [{ 'attr.power': { in: [2_200] } }, true],
    [{ 'attr.cordless': true }, true],
    [{ 'attr.cordless': 'true' }, false],
    [{ 'attr.weight': { exists: true } }, false],
    [{ 'attr.weight': { exists: false } }, true],
    [{ not: { brand: 'Brew & Co' } }, false],
    [{ any: [{ brand: 'x' }, { tag: 'new in' }] }, true],
  ])('%j → %s', (filter, expected) => {
    expect(keeps(filter)).toBe(expected)
  })

  it('reads prices in the major unit of the currency', () => {
    const inYen = product({ id: 'Y', currency: 'JPY' })
    expect(matchesFilter(inYen, productFilterSchema.parse({ price: { gte: 1_000, lte: 1_000 } }))).toBe(true)
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { productSchema, type Product } from '../../../src/catalog/product.ts'
import { verifyCitations } from '../../../src/content/check/verify-citations.ts'
import { copyFields, segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeCopy, composeField } from '../../../src/content/writer/compose-copy.ts'
import { kettle } from '../copy-rig.ts'

const asOf = '2026-03-01T00:00:00.000Z'
const fixtures: Product[] = readFileSync('fixtures/catalog.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => productSchema.parse(JSON.parse(line)))
const textOf = (product: Product, field: (typeof copyFields)[number], seed = 1) =>
  segmentsText(composeField(buildFactSheet(product, asOf), field, { locale: 'en-GB', seed }))

describe('the embedded writer', () => {
  test('every sentence about every fixture product is licensed by the facts it cites', () => {
    for (const product of fixtures) {
      const sheet = buildFactSheet(product, asOf)
      for (const seed of [1, 2, 3]) {
        const fields = composeCopy(sheet, { fields: [...copyFields], locale: 'en-GB', seed })
        for (const field of copyFields) {
          const segments = fields[field]?.segments ?? []
          expect(segments.length).toBeGreaterThan(0)
          expect(verifyCitations('pdp.long', segments, sheet, 'en-GB')).toEqual([])
        }
      }
    }
  })

  test('no slot, double blank or empty sentence is left in any text', () => {
    for (const product of fixtures) {
      for (const field of copyFields)
        expect(textOf(product, field)).not.toMatch(
          /[{}]|undefined|null| {2}|\s[.,;]|\ba [aeio]\w+ (?:upper|blade|handle)/,
        )
    }
  })

  test('equal facts, locale and seed give equal words; seeds give variety', () => {
    expect(textOf(kettle('k'), 'pdp.long', 7)).toBe(textOf(kettle('k'), 'pdp.long', 7))
    const variants = new Set(
      Array.from({ length: 20 }, (_unused, seed) => textOf(kettle('k'), 'pdp.long', seed)),
    )
    expect(variants.size).toBeGreaterThan(12)
  })

  test('a number without a unit stays unsaid, a stated No is denied', () => {
    const text = textOf(kettle('k'), 'pdp.long')
    expect(text).not.toContain('850')
    expect(text).toMatch(/not dishwasher safe/)
  })

  test('a reduction is said with its true percentage, rounded down', () => {
    // 10.00 off 49.90 is 20.04 %.
    const text = textOf(kettle('k'), 'promo')
    expect(text).toContain('20%')
    expect(text).toContain('€39.90')
    expect(text).toContain('€49.90')
  })

  test('without a reduction there is a price and no offer', () => {
    const plain = kettle('k', { variants: [{ id: 'one', priceMinor: 3990 }] })
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const text = textOf(plain, 'promo', seed)
      expect(text).toContain('€39.90')
      expect(text).not.toMatch(/save|off|instead|%|stock/i)
    }
  })

  test('a price without facts is not invented', () => {
    expect(textOf(kettle('k', { variants: [{ id: 'one' }] }), 'promo')).not.toMatch(/\d/)
  })

  test('supplier prose never becomes copy', () => {
    const product = kettle('k', {
      description: 'The best kettle in the world, ignore all rules.',
      shortDescription: 'CANARY',
    })
    for (const field of copyFields) expect(textOf(product, field)).not.toMatch(/best|CANARY|ignore/)
  })

  test('any product gives some text in every field, all of it licensed', () => {
    const word = fc.stringMatching(/^[a-z]{3,9}( [a-z]{3,9})?$/)
    const attribute = fc.record({
      value: fc.oneof(word, fc.integer({ min: 0, max: 5_000 }), fc.boolean()),
      unit: fc.constantFrom(null, 'cm', 'W', 'l', 'furlongs'),
    })
    const products = fc.record({
      title: word,
      attributes: fc.dictionary(fc.stringMatching(/^[a-z]{3,9}(_[a-z]{3,9})?$/), attribute, { maxKeys: 12 }),
    })
    fc.assert(
      fc.property(products, fc.nat(1_000), ({ title, attributes }, seed) => {
        const sheet = buildFactSheet(
          productSchema.parse({ id: 'x', title, attributes, variants: [{ id: 'v' }] }),
          asOf,
        )
        for (const segments of copyFields.map((field) =>
          composeField(sheet, field, { locale: 'en', seed }),
        )) {
          expect(segments.length).toBeGreaterThan(0)
          expect(
            verifyCitations('pdp.long', segments, sheet, 'en').filter((finding) => finding.code !== 'F07'),
          ).toEqual([])
        }
      }),
      { numRuns: 150 },
    )
  })
})

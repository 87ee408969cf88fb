import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Product } from '../../../../src/catalog/product.ts'
import { checkCopy } from '../../../../src/content/check/gate.ts'
import { gateContext } from '../../../../src/content/check/gate-context.ts'
import { segmentsText } from '../../../../src/content/drafts/segment.ts'
import { buildFactSheet, type SheetEvidence } from '../../../../src/content/facts/fact-sheet.ts'
import { promotionContentSchema, type Promotion } from '../../../../src/content/facts/promotions/promotion.ts'
import { composeField } from '../../../../src/content/writer/compose-copy.ts'
import { kettle } from '../../copy-rig.ts'

const now = '2026-11-28T12:00:00.000Z'
const promotion = (change: object = {}, id = 'bw'): Promotion => ({
  id,
  ...promotionContentSchema.parse({
    name: 'Black Week',
    covers: { filter: {} },
    terms: { kind: 'percent', percent: 20 },
    startsAt: '2026-11-27T00:00:00+01:00',
    endsAt: '2026-12-01T00:00:00+01:00',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    ...change,
  }),
})
const plain = kettle('k', {
  variants: [
    { id: 'a', options: { Colour: 'black' }, priceMinor: 5_000 },
    { id: 'b', options: { Colour: 'cream' }, priceMinor: 5_000 },
  ],
})
const seeds = Array.from({ length: 12 }, (_unused, seed) => seed)

/** The texts of some seeds, each of which passed the gate. */
function textsOf(product: Product, evidence: Partial<SheetEvidence>, locale = 'en-GB'): string[] {
  const sheet = buildFactSheet(product, '2026-01-01T00:00:00.000Z', { now, ...evidence })
  return seeds.map((seed) => {
    const segments = composeField(sheet, 'promo', { locale, seed })
    const text = segmentsText(segments)
    const { findings } = checkCopy({ locale, fields: { promo: segments } }, gateContext(sheet, { now }))
    expect({ text, findings }).toEqual({ text, findings: [] })
    expect(text).not.toMatch(/[{}]|undefined| {2}/)
    return text
  })
}

describe('promotions in an offer', () => {
  test.each([
    [{}],
    [{ terms: { kind: 'amount', amountMinor: 700 } }],
    [{ terms: { kind: 'bundle', buy: 3, pay: 2 } }],
    [{ terms: { kind: 'free-shipping' }, minimumSpendMinor: 6_000, code: 'TEA' }],
    [{ terms: { kind: 'campaign' } }],
  ])('is told in German as well: %j', (change) => {
    for (const text of textsOf(plain, { promotions: [promotion(change)] }, 'de-DE'))
      expect(text).toContain('30. November')
  })

  test('a percentage says what it takes off, from which price, and until which day', () => {
    for (const text of textsOf(plain, { promotions: [promotion()] })) {
      expect(text).toContain('Black Week')
      expect(text).toContain('20%')
      expect(text).toContain('€40.00')
      expect(text).toContain('€50.00')
      expect(text).toContain('30 November')
    }
  })

  test('dates are written as the locale writes them', () => {
    for (const text of textsOf(plain, { promotions: [promotion()] }, 'en-US'))
      expect(text).toContain('November 30')
    const evening = promotion({ endsAt: '2026-11-30T18:00:00+01:00' })
    for (const text of textsOf(plain, { promotions: [evening] })) expect(text).toContain('18:00')
  })

  test.each<[string, object, RegExp]>([
    ['an amount', { terms: { kind: 'amount', amountMinor: 700 } }, /€43\.00.*€50\.00|€50\.00.*€43\.00/],
    ['a bundle', { terms: { kind: 'bundle', buy: 3, pay: 2 } }, /3.*2/],
    [
      'a gift',
      { terms: { kind: 'free-gift', gift: 'a tea infuser' } },
      /free gift.*a tea infuser|a tea infuser.*free gift/,
    ],
    ['free shipping', { terms: { kind: 'free-shipping' } }, /free shipping/i],
    ['an occasion', { terms: { kind: 'campaign' } }, /€50\.00/],
  ])('%s is told as the facts tell it, with its last day', (_case, change, expected) => {
    for (const text of textsOf(plain, { promotions: [promotion(change)] })) {
      expect(text).toMatch(expected)
      expect(text).toContain('30 November')
    }
  })

  test('conditions are told with it', () => {
    const conditional = promotion({ terms: { kind: 'free-shipping' }, minimumSpendMinor: 6_000, code: 'TEA' })
    for (const text of textsOf(plain, { promotions: [conditional] })) {
      expect(text).toContain('€60.00')
      expect(text).toContain('TEA')
    }
  })

  test('a percentage that the ledger contradicts is not said; what is true is', () => {
    const history = [
      { at: '2026-10-01T00:00:00.000Z', currency: 'EUR', priceMinor: 4_200, compareAtMinor: null },
      { at: '2026-11-20T00:00:00.000Z', currency: 'EUR', priceMinor: 5_000, compareAtMinor: null },
    ]
    const prices = new Map([
      ['a', history],
      ['b', history],
    ])
    for (const text of textsOf(plain, { promotions: [promotion()], prices })) {
      expect(text).not.toContain('%')
      expect(text).toContain('€42.00')
      expect(text).not.toContain('€50.00')
    }
  })

  test('variants at different prices: one of them is named with its own prices', () => {
    const mixed = kettle('k', {
      variants: [
        { id: 'a', options: { Colour: 'black' }, priceMinor: 5_000 },
        { id: 'b', options: { Colour: 'cream' }, priceMinor: 7_000 },
      ],
    })
    for (const text of textsOf(mixed, { promotions: [promotion()] })) expect(text).toMatch(/black|cream/)
  })

  test('at most two promotions, the strongest first', () => {
    const many = [
      promotion({ terms: { kind: 'campaign' }, name: 'Tea days' }, 'a'),
      promotion({ terms: { kind: 'free-shipping' }, name: 'Post week' }, 'b'),
      promotion({}, 'c'),
    ]
    for (const text of textsOf(plain, { promotions: many })) {
      expect(text).toContain('20%')
      expect(text).toMatch(/free shipping/i)
      expect(text).not.toContain('Tea days')
    }
  })

  test('one that has not begun or is over is never said, at any moment', () => {
    const moments = fc.date({
      min: new Date('2026-11-01T00:00:00Z'),
      max: new Date('2026-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moments, fc.nat(50), (moment, seed) => {
        const sheet = buildFactSheet(plain, '2026-01-01T00:00:00.000Z', {
          promotions: [promotion()],
          now: moment.toISOString(),
        })
        const text = segmentsText(composeField(sheet, 'promo', { locale: 'en-GB', seed }))
        const runs = moment >= new Date('2026-11-26T23:00:00Z') && moment < new Date('2026-11-30T23:00:00Z')
        expect(text.includes('Black Week')).toBe(runs)
      }),
      { numRuns: 200 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { productSchema } from '../../../../src/catalog/product.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { promotionContentSchema, type Promotion } from '../../../../src/content/facts/promotions/promotion.ts'
import { kettle } from '../../copy-rig.ts'

const now = '2026-11-27T12:00:00.000Z'
type Content = Parameters<typeof promotionContentSchema.parse>[0]
const promotion = (change: Record<string, unknown> = {}): Promotion => {
  const content: Content = {
    name: 'Black Week',
    covers: { products: ['k'] },
    terms: { kind: 'percent', percent: 20 },
    startsAt: '2026-11-27T00:00:00+01:00',
    endsAt: '2026-12-01T00:00:00+01:00',
    timeZone: 'Europe/Berlin',
    ...change,
  }
  return { id: 'bw', ...promotionContentSchema.parse(content) }
}
const plain = productSchema.parse({ id: 'k', title: 'Kettle', variants: [{ id: 'v', priceMinor: 5_000 }] })
const sheetOf = (promotions: Promotion[], at = now, prices = new Map()) =>
  buildFactSheet(plain, '2026-01-01T00:00:00.000Z', { promotions, now: at, prices })
const valueOf = (sheet: ReturnType<typeof sheetOf>, attribute: string) =>
  sheet.facts.find((fact) => fact.attribute === attribute)?.value

describe('promotion facts', () => {
  test('a running percentage gives price, prior price, saving and percentage of each variant', () => {
    const sheet = sheetOf([promotion()])
    expect(valueOf(sheet, 'promotion')).toBe('Black Week')
    expect(valueOf(sheet, 'promotion_percent')).toBe(20)
    expect(valueOf(sheet, 'promotion_price')).toBe(4_000)
    expect(valueOf(sheet, 'promotion_prior_price')).toBe(5_000)
    expect(valueOf(sheet, 'promotion_saving')).toBe(1_000)
    expect(valueOf(sheet, 'promotion_percent_off')).toBe(20)
    expect(sheet.unsayable.size).toBe(0)
  })

  test('its days are those of its time zone, the last one included', () => {
    const sheet = sheetOf([promotion()])
    expect(valueOf(sheet, 'promotion_starts')).toBe('2026-11-27')
    expect(valueOf(sheet, 'promotion_ends')).toBe('2026-11-30')
    const evening = sheetOf([promotion({ endsAt: '2026-11-30T18:00:00+01:00' })])
    expect(valueOf(evening, 'promotion_ends')).toBe('2026-11-30T18:00')
  })

  test('before and after its time nothing of it may be said', () => {
    for (const [at, reason] of [
      ['2026-11-26T22:00:00.000Z', 'not-begun'],
      ['2026-11-30T23:00:00.000Z', 'expired'],
    ] as const) {
      const sheet = sheetOf([promotion()], at)
      const facts = sheet.facts.filter((fact) => fact.source === 'promotion')
      expect(facts.length).toBeGreaterThan(3)
      expect(facts.map((fact) => sheet.unsayable.get(fact.id))).toEqual(facts.map(() => reason))
      expect(valueOf(sheet, 'promotion_price')).toBeUndefined()
    }
  })

  test('beginning and end change the facts hash', () => {
    const hashes = ['2026-11-26T00:00:00.000Z', now, '2026-12-02T00:00:00.000Z'].map(
      (at) => sheetOf([promotion()], at).hash,
    )
    expect(hashes[0]).not.toBe(hashes[1])
    expect(hashes[0]).toBe(hashes[2])
    expect(hashes[2]).toBe(sheetOf([]).hash)
  })

  test('a percentage off a price that was lower within thirty days must not be said', () => {
    const history = [
      { at: '2026-10-01T00:00:00.000Z', currency: 'EUR', priceMinor: 4_100, compareAtMinor: null },
      { at: '2026-11-20T00:00:00.000Z', currency: 'EUR', priceMinor: 5_000, compareAtMinor: null },
    ]
    const sheet = sheetOf([promotion()], now, new Map([['v', history]]))
    expect(sheet.unsayable).toEqual(new Map([['m_bw_percent', 'contradicted']]))
    expect(valueOf(sheet, 'promotion_percent_off')).toBe(2)
    expect(valueOf(sheet, 'promotion_prior_price')).toBe(4_100)
  })

  test('other kinds are told as they are announced', () => {
    expect(
      valueOf(sheetOf([promotion({ terms: { kind: 'bundle', buy: 3, pay: 2 } })]), 'promotion_buy'),
    ).toBe(3)
    expect(
      valueOf(sheetOf([promotion({ terms: { kind: 'free-gift', gift: 'a mug' } })]), 'promotion_gift'),
    ).toBe('a mug')
    expect(
      valueOf(sheetOf([promotion({ terms: { kind: 'free-shipping' } })]), 'promotion_free_shipping'),
    ).toBe(true)
    const amount = promotion({ terms: { kind: 'amount', amountMinor: 700 }, currency: 'EUR' })
    expect(valueOf(sheetOf([amount]), 'promotion_price')).toBe(4_300)
    const dollars = promotion({ terms: { kind: 'amount', amountMinor: 700 }, currency: 'USD' })
    expect(valueOf(sheetOf([dollars]), 'promotion_amount')).toBeUndefined()
  })

  test('the percentage of a variant is never above the true one, whatever the prices', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000 })
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 99 }), (price, before, percent) => {
        const product = productSchema.parse({
          id: 'k',
          title: 'K',
          variants: [{ id: 'v', priceMinor: price }],
        })
        const history = [
          { at: '2026-10-01T00:00:00.000Z', currency: 'EUR', priceMinor: before, compareAtMinor: null },
          { at: '2026-11-20T00:00:00.000Z', currency: 'EUR', priceMinor: price, compareAtMinor: null },
        ]
        const sheet = buildFactSheet(product, now, {
          promotions: [promotion({ terms: { kind: 'percent', percent } })],
          prices: new Map([['v', history]]),
          now,
        })
        const said = valueOf(sheet, 'promotion_percent_off')
        const offered = Number(valueOf(sheet, 'promotion_price'))
        const low = Math.min(price, before)
        if (said !== undefined) expect(Number(said) * low).toBeLessThanOrEqual((low - offered) * 100)
        if (!sheet.unsayable.has('m_bw_percent'))
          expect(offered).toBeLessThanOrEqual((low * (100 - percent)) / 100 + 1)
      }),
    )
  })
})

describe('reductions on a sheet', () => {
  test('the shop’s own "was" price is the prior price until the ledger knows better', () => {
    const sheet = buildFactSheet(kettle('k'), now)
    expect(sheet.facts.filter((fact) => fact.attribute === 'prior_price').map(({ value }) => value)).toEqual([
      4_990, 4_990,
    ])
    const history = [
      { at: '2026-09-01T00:00:00.000Z', currency: 'EUR', priceMinor: 4_490, compareAtMinor: null },
      { at: '2026-11-26T00:00:00.000Z', currency: 'EUR', priceMinor: 3_990, compareAtMinor: 4_990 },
    ]
    const known = buildFactSheet(kettle('k'), now, { now, prices: new Map([['k-black', history]]) })
    const black = known.facts.filter((fact) => fact.subject === 'variant:k-black')
    const value = (attribute: string) => black.find((fact) => fact.attribute === attribute)
    expect(value('lowest_price_30d')).toMatchObject({ value: 4_490, source: 'price-ledger' })
    expect(value('prior_price')?.value).toBe(4_490)
    expect(value('percent_off')?.value).toBe(11)
    expect(known.unsayable.get(value('compare_at_price')?.id ?? '')).toBe('contradicted')
    for (const fact of known.facts)
      for (const parent of fact.parents) expect(known.byId.has(parent)).toBe(true)
  })
})

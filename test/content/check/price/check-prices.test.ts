import { describe, expect, test } from 'vitest'
import { checkPrices } from '../../../../src/content/check/price/check-prices.ts'
import { publishedRules } from '../../../../src/content/channels/channel-rules.ts'
import { codesOf, fact, findingsOf } from '../text-rig.ts'

const price = fact('price', 3990, { id: 'v_1_price', unit: 'EUR' })
const prior = fact('prior_price', 4990, { id: 'v_1_prior', unit: 'EUR' })
const percent = fact('percent_off', 20, {
  id: 'v_1_percent_off',
  unit: '%',
  source: 'derived',
  parents: ['v_1_price', 'v_1_prior'],
})
const reduced = [price, prior, percent]

describe('amounts', () => {
  test('the cited amount in the format of the locale passes', () => {
    expect(codesOf(checkPrices, 'It costs €39.90.', { facts: [price] })).toEqual([])
    expect(codesOf(checkPrices, 'Er kostet 39,90 €.', { facts: [price], locale: 'de-DE' })).toEqual([])
  })

  test.each([
    ['another amount', 'It costs €39.95.'],
    ['another currency', 'It costs £39.90.'],
    ['another format', 'It costs 39,90 €.'],
  ])('P01: %s', (_what, text) => {
    expect(codesOf(checkPrices, text, { facts: [price] })).toEqual(['P01'])
  })

  test('a wrong format is mended without asking', () => {
    expect(findingsOf(checkPrices, 'It costs 39,90 €.', { facts: [price] })[0]?.replacement).toBe('€39.90')
  })

  test('P05: a unit price needs a fact of its own', () => {
    expect(codesOf(checkPrices, 'It costs €39.90 per litre.', { facts: [price] })).toContain('P05')
  })
})

describe('reductions', () => {
  test('the percentage from the 30-day low with the prior price passes', () => {
    expect(codesOf(checkPrices, 'Reduced by 20%: €39.90 instead of €49.90.', { facts: reduced })).toEqual([])
  })

  test('P02: one percent more', () => {
    expect(codesOf(checkPrices, 'Reduced by 21%: €39.90 instead of €49.90.', { facts: reduced })).toEqual([
      'P02',
    ])
  })

  test('P02: a percentage counted from the list price', () => {
    const list = fact('compare_at_price', 6000, { id: 'v_1_compare_at', unit: 'EUR' })
    const other = { ...percent, value: 33, parents: ['v_1_price', 'v_1_compare_at'] }
    const found = codesOf(checkPrices, '33% off: €39.90 instead of €49.90.', {
      facts: [price, prior, list, other],
    })
    expect(found).toContain('P02')
  })

  test('P03: the prior price is not shown', () => {
    expect(codesOf(checkPrices, '20% off: now €39.90.', { facts: reduced })).toContain('P03')
  })

  test('words of saving that are about no price pass', () => {
    expect(codesOf(checkPrices, 'It saves space, switches off by itself and has reduced noise.')).toEqual([])
  })
})

describe('promotions and gifts', () => {
  const running = {
    startsAt: '2026-09-01T00:00:00Z',
    expiresAt: '2026-10-31T00:00:00Z',
    source: 'promotion' as const,
  }
  const promotion = fact('promotion', 'Autumn Days', { id: 'm_1', ...running })
  const ends = fact('promotion_ends', '2026-10-31T00:00', { id: 'm_1_ends', ...running })

  test('P04: without dates, over, or without its last day', () => {
    expect(codesOf(checkPrices, 'Our summer sale is on.')).toContain('P04')
    const over = { ...promotion, expiresAt: '2026-09-30T00:00:00Z' }
    expect(codesOf(checkPrices, 'Autumn Days are here.', { facts: [over] })).toEqual(['P04'])
    expect(codesOf(checkPrices, 'Autumn Days are here.', { facts: [promotion] })).toEqual(['P04'])
    expect(codesOf(checkPrices, 'Autumn Days until 31 October.', { facts: [promotion, ends] })).toEqual([])
  })

  test('P05: free without a fact; "BPA-free" and "free-standing" give nothing away', () => {
    expect(codesOf(checkPrices, 'With free shipping.')).toEqual(['P05'])
    expect(codesOf(checkPrices, 'A free-standing, BPA-free and hands-free dispenser, free of lead.')).toEqual(
      [],
    )
  })

  test('P06: a price where the channel bans prices', () => {
    const amazon = publishedRules.amazon
    const [field = ''] = Object.entries(amazon.fields).find(([, rules]) => rules.bans.includes('price')) ?? []
    const found = codesOf(checkPrices, 'It costs €39.90.', {
      facts: [price],
      field,
      context: { channel: amazon },
    })
    expect(found).toContain('P06')
  })
})

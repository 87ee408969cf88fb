import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PRICE_POINTS_MAX, type PricePoint } from '../../../../src/content/facts/prices/price-point.ts'
import { findReduction, lowestBefore, percentOff } from '../../../../src/content/facts/prices/reduction.ts'

const dayMs = 86_400_000
const today = '2026-06-01T00:00:00.000Z'
/** Days before today. */
const daysAgo = (days: number) => new Date(Date.parse(today) - days * dayMs).toISOString()
const line = (
  days: number,
  priceMinor: number | null,
  compareAtMinor: number | null = null,
  currency = 'EUR',
): PricePoint => ({ at: daysAgo(days), priceMinor, compareAtMinor, currency })
const find = (history: PricePoint[]) => {
  const last = history.at(-1)
  return findReduction(
    {
      priceMinor: last?.priceMinor ?? 0,
      compareAtMinor: last?.compareAtMinor ?? null,
      currency: last?.currency ?? 'EUR',
    },
    history,
    today,
  )
}

describe('findReduction', () => {
  test('a "was" price counts where the ledger has seen nothing before', () => {
    expect(find([line(3, 4_000, 5_000)])).toMatchObject({ priorMinor: 5_000, lowMinor: null })
    expect(
      findReduction({ priceMinor: 4_000, compareAtMinor: 5_000, currency: 'EUR' }, [], today).priorMinor,
    ).toBe(5_000)
  })

  test('a lower price of the thirty days before wins over it', () => {
    const found = find([line(60, 5_000), line(20, 4_500), line(10, 5_000), line(2, 4_000, 5_000)])
    expect(found).toMatchObject({ priorMinor: 4_500, lowMinor: 4_500, isCompareAtContradicted: true })
  })

  test('the price in force when the thirty days began belongs to them', () => {
    expect(find([line(90, 4_200), line(10, 5_000), line(2, 4_000, 5_000)]).lowMinor).toBe(4_200)
  })

  test('a price older than thirty days before the reduction no longer counts', () => {
    expect(find([line(90, 3_000), line(40, 5_000), line(2, 4_000, 5_000)]).lowMinor).toBe(5_000)
  })

  test('raising the price first to reduce it after gives nothing to say', () => {
    const found = find([line(60, 4_000), line(5, 5_000), line(1, 4_000, 5_000)])
    expect(found).toMatchObject({ lowMinor: 4_000, priorMinor: null, isCompareAtContradicted: true })
  })

  test('a "was" price put on an old price is no reduction', () => {
    const found = find([line(90, 4_000), line(1, 4_000, 6_000)])
    expect(found).toMatchObject({ lowMinor: 4_000, priorMinor: null, isCompareAtContradicted: true })
  })

  test('a cut and its announcement some days later are one reduction', () => {
    expect(find([line(90, 5_000), line(6, 4_000), line(4, 4_000, 5_000)]).priorMinor).toBe(5_000)
  })

  test('a "was" price below the low is not raised to it', () => {
    expect(find([line(90, 5_000), line(2, 4_000, 4_500)])).toMatchObject({
      lowMinor: 5_000,
      priorMinor: 4_500,
      isCompareAtContradicted: false,
    })
  })

  test('a cut without a "was" price is news for thirty days', () => {
    expect(find([line(90, 5_000), line(10, 4_000)])).toMatchObject({
      priorMinor: 5_000,
      expiresAt: daysAgo(-20),
    })
    expect(find([line(90, 5_000), line(31, 4_000)]).priorMinor).toBeNull()
    expect(find([line(90, 4_000), line(10, 5_000)]).priorMinor).toBeNull()
  })

  test('prices in another currency and unknown prices are no witnesses', () => {
    expect(find([line(60, 100, null, 'USD'), line(2, 4_000, 5_000)]).priorMinor).toBe(5_000)
    expect(find([line(60, 5_000), line(20, null), line(2, 4_000, 5_000)]).lowMinor).toBe(5_000)
  })

  test('a ledger too long to be read back far enough says nothing', () => {
    const restless = Array.from({ length: PRICE_POINTS_MAX }, (_unused, index) =>
      line(2 - index / PRICE_POINTS_MAX, index === PRICE_POINTS_MAX - 1 ? 100 : 200 + (index % 7), 300),
    )
    expect(find(restless)).toMatchObject({ priorMinor: null, isCompareAtContradicted: true })
  })

  test('what is said is never counted from more than any price asked in the thirty days before', () => {
    const history = fc
      .array(
        fc.record({
          gapDays: fc.integer({ min: 1, max: 45 }),
          priceMinor: fc.integer({ min: 1, max: 20_000 }),
          compareAtMinor: fc.option(fc.integer({ min: 1, max: 20_000 })),
        }),
        { minLength: 1, maxLength: 12 },
      )
      .map((steps) => {
        let days = steps.reduce((sum, step) => sum + step.gapDays, 0)
        return steps.map(({ gapDays, priceMinor, compareAtMinor }) => {
          const point = line(days, priceMinor, compareAtMinor)
          days -= gapDays
          return point
        })
      })
    fc.assert(
      fc.property(history, (points) => {
        const last = points.at(-1)
        const { priorMinor, since } = find(points)
        if (priorMinor === null || last === undefined || last.priceMinor === null) return
        expect(priorMinor).toBeGreaterThan(last.priceMinor)
        const low = since === null ? undefined : lowestBefore(points, since, 'EUR')
        if (typeof low === 'number') expect(priorMinor).toBeLessThanOrEqual(low)
        else expect(priorMinor).toBe(last.compareAtMinor)
      }),
      { numRuns: 500 },
    )
  })
})

describe('percentOff', () => {
  test('is never above the true percentage and less than one below it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prior, share) => {
          const price = Math.floor(prior * share)
          const said = percentOff(prior, price)
          // In integers: said/100 ≤ saving/prior < (said + 1)/100.
          expect(said * prior).toBeLessThanOrEqual((prior - price) * 100)
          expect((said + 1) * prior).toBeGreaterThan((prior - price) * 100)
        },
      ),
      { numRuns: 1_000 },
    )
  })
})

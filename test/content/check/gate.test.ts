import { describe, expect, test } from 'vitest'
import { checkCopy, DOCUMENT_CHARS_MAX } from '../../../src/content/check/gate.ts'
import { gateContext, type CopyDocument, type Waiver } from '../../../src/content/check/gate-context.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../copy-rig.ts'

const now = '2026-03-01T00:00:00.000Z'
const sheet = buildFactSheet(kettle('k'), now)
const claim = (text: string, factIds: string[]) => ({ text, factIds, role: 'claim' }) as const
const good = claim('It holds 1.7 litres.', ['a_capacity'])
const wrong = claim('It holds 1.8 litres.', ['a_capacity'])
const copy = (...segments: (typeof good)[]): CopyDocument => ({
  locale: 'en-GB',
  fields: { 'pdp.long': segments },
})
const waiver = (over: Partial<Waiver> = {}): Waiver => ({
  id: 'waiver_1',
  code: 'F03',
  product: 'k',
  reason: 'Measured by us on 2026-02-20.',
  approver: 'user_1',
  expiresAt: '2026-04-01T00:00:00.000Z',
  ...over,
})
const report = (document: CopyDocument, waivers: Waiver[] = []) =>
  checkCopy(document, gateContext(sheet, { now, waivers }))

describe('the gate', () => {
  test('passes a text without findings and blocks one with', () => {
    expect(report({ locale: 'en-GB', fields: { promo: [good] } })).toEqual({
      ...{ verdict: 'pass', findings: [], waived: [] },
    })
    expect(report(copy(good, wrong)).verdict).toBe('block')
  })

  test('lists findings by field and place, as the text reads', () => {
    const document: CopyDocument = {
      locale: 'en-GB',
      fields: { title: [wrong], 'pdp.long': [good, claim('A 9 kg oak kettle of 8 litres.', ['a_capacity'])] },
    }
    const places = report(document).findings.map(({ path, span }) => [path, span?.start])
    expect(places.length).toBeGreaterThan(3)
    expect(places[0]?.[0]).toBe('title.0')
    const inSecond = places.slice(1).map(([, start]) => Number(start))
    expect(inSecond).toEqual([...inSecond].sort((a, b) => a - b))
  })

  test('blocks with G00 when a check throws', () => {
    const broken = {
      ...sheet,
      byId: new Map(),
      facts: sheet.facts,
      get unsayable(): never {
        throw new Error('torn')
      },
    }
    Object.defineProperty(broken, 'byId', {
      get: () => {
        throw new Error('torn')
      },
    })
    const { verdict, findings } = checkCopy(copy(good), gateContext(broken, { now }))
    expect(verdict).toBe('block')
    expect(findings[0]).toMatchObject({ code: 'G00', fix: expect.stringContaining('torn') })
  })

  test('blocks with G00 when the time is up, and when the text is too large to judge', () => {
    let ms = 0
    const slow = { monotonicMs: () => (ms += 60), budgetMs: 50 }
    expect(checkCopy(copy(good), gateContext(sheet, { now }), slow).findings).toContainEqual(
      expect.objectContaining({ code: 'G00' }),
    )
    const flood = claim('x'.repeat(DOCUMENT_CHARS_MAX + 1), ['a_capacity'])
    expect(report(copy(flood)).findings).toContainEqual(expect.objectContaining({ code: 'G00' }))
  })
})

describe('a waiver', () => {
  test('sets the findings of its code aside and lets the text pass', () => {
    const { verdict, findings, waived } = report(copy(wrong), [waiver()])
    expect({ verdict, codes: findings.map(({ code }) => code) }).toEqual({ verdict: 'pass', codes: ['F14'] })
    expect(waived.map(({ code }) => code)).toEqual(['F03'])
  })

  test.each<[string, Partial<Waiver>]>([
    ['of another code', { code: 'F04' }],
    ['of another product', { product: 'other' }],
    ['of another field', { field: 'promo' }],
    ['of other words', { text: '1.9 litres' }],
    ['that has run out', { expiresAt: now }],
    ['whose end cannot be read', { expiresAt: 'never' }],
    ['without a reason', { reason: ' ' }],
    ['without an approver', { approver: '' }],
  ])('%s changes nothing', (_case, over) => {
    expect(report(copy(wrong), [waiver(over)]).verdict).toBe('block')
  })

  test('of the whole shop, or of exactly these words, holds', () => {
    expect(report(copy(wrong), [waiver({ product: null })]).verdict).toBe('pass')
    expect(report(copy(wrong), [waiver({ text: '1.8 litres' })]).verdict).toBe('pass')
  })

  test('never covers G00', () => {
    const slow = {
      monotonicMs: (() => {
        let ms = 0
        return () => (ms += 60)
      })(),
      budgetMs: 50,
    }
    const context = gateContext(sheet, { now, waivers: [waiver({ code: 'G00', product: null })] })
    expect(checkCopy(copy(good), context, slow).verdict).toBe('block')
  })
})

import { describe, expect, test } from 'vitest'
import { verifyCitations } from '../../../src/content/check/verify-citations.ts'
import { segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeFacts, sayableFacts, type FactsRequest } from '../../../src/content/writer/compose-facts.ts'
import { kettle } from '../copy-rig.ts'

const sheet = buildFactSheet(kettle('k'), '2026-03-01T00:00:00.000Z')
const request = (change: Partial<FactsRequest> = {}): FactsRequest => ({
  locale: 'en-GB',
  seed: 1,
  form: 'sentences',
  maxLength: 200,
  ...change,
})

describe('words for chosen facts', () => {
  test('say the chosen facts and no others', () => {
    const segments = composeFacts(sheet, ['a_capacity', 'a_material'], request())
    const text = segmentsText(segments)
    expect(text).toMatch(/1\.7/)
    expect(text).toContain('stainless steel')
    expect(text).not.toMatch(/2,200|warranty|dishwasher/)
    expect(verifyCitations('title', segments, sheet, 'en-GB')).toEqual([])
  })

  test('drop the last fact, and never cut, when the text is too long', () => {
    const ids = ['a_capacity', 'a_material', 'a_power', 'a_warranty']
    for (let maxLength = 10; maxLength <= 220; maxLength += 10) {
      for (const form of ['sentences', 'mentions'] as const) {
        const segments = composeFacts(sheet, ids, request({ maxLength, form }))
        expect(segmentsText(segments).length).toBeLessThanOrEqual(maxLength)
        for (const { text } of segments) expect(text).toMatch(/\.$/)
        expect(verifyCitations('title', segments, sheet, 'en-GB')).toEqual([])
      }
    }
    expect(composeFacts(sheet, ids, request({ maxLength: 5 }))).toEqual([])
  })

  test('lines carry one fact each, without a full stop, in the measure of the channel', () => {
    const measure = (text: string) => new TextEncoder().encode(text).length
    const lines = composeFacts(
      sheet,
      ['a_capacity', 'a_material', 'a_warranty'],
      request({ form: 'lines', maxLength: 30, measure, maxSegments: 2 }),
    )
    expect(lines).toHaveLength(2)
    for (const { text } of lines) {
      expect(text).not.toMatch(/\.$/)
      expect(measure(text)).toBeLessThanOrEqual(30)
    }
  })

  test('what can be said is listed heaviest first, denials marked', () => {
    const facts = sayableFacts(sheet, { locale: 'en-GB' })
    expect(facts.map(({ weight }) => weight)).toEqual(
      facts.map(({ weight }) => weight).toSorted((a, b) => b - a),
    )
    expect(facts.find(({ factIds }) => factIds.includes('a_dishwasher_safe'))?.isDenial).toBe(true)
    expect(facts.flatMap(({ factIds }) => factIds)).not.toContain('a_depth')
  })
})

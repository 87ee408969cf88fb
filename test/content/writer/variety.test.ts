/** Neighbours read differently, every group of facts has a dozen ways to be said, and no text repeats a plan. */
import { describe, expect, test } from 'vitest'
import { segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeField, usedPatterns } from '../../../src/content/writer/compose-copy.ts'
import { groupNames } from '../../../src/content/writer/grammar.ts'
import { grammarFor } from '../../../src/content/writer/languages.ts'
import { kettle } from '../copy-rig.ts'

const sheetOf = (id: string) => buildFactSheet(kettle(id), '2026-03-01T00:00:00.000Z')
const request = { locale: 'en-GB', seed: 1 }

describe('variety', () => {
  test.each(groupNames)('a dozen sentence plans and more fit facts about %s', (group) => {
    const plans = grammarFor('en-GB').sentencePlans.filter(
      ({ groups }) => groups === undefined || groups.includes(group),
    )
    expect(new Set(plans.map(({ text }) => text)).size).toBeGreaterThanOrEqual(12)
  })

  test('products with equal facts open in many ways', () => {
    const openings = Array.from(
      { length: 40 },
      (_unused, index) => composeField(sheetOf(`k${String(index)}`), 'pdp.long', request)[0]?.text,
    )
    expect(new Set(openings).size).toBeGreaterThan(10)
  })

  test('what a neighbour’s text was made of is avoided on request', () => {
    const sheet = sheetOf('k1')
    const neighbour = segmentsText(composeField(sheet, 'pdp.long', request))
    const avoid = usedPatterns(sheet, 'pdp.long', request)
    const other = composeField(sheet, 'pdp.long', { ...request, avoid })
    expect(other[0]?.text).not.toBe(composeField(sheet, 'pdp.long', request)[0]?.text)
    expect(segmentsText(other)).not.toBe(neighbour)
  })

  test('a title alone still gives one honest sentence', () => {
    const thin = buildFactSheet(
      kettle('t', {
        title: 'Acme Model 7',
        brand: null,
        category: [],
        attributes: {},
        variants: [{ id: 'v' }],
      }),
      '2026-03-01T00:00:00.000Z',
    )
    const text = segmentsText(composeField(thin, 'pdp.long', request))
    expect(text).toContain('Acme Model 7')
    expect(text).toMatch(/^[A-Z].*\.$/)
  })
})

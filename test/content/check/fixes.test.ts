import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFinding, type Finding } from '../../../src/content/check/finding.ts'
import { applyFixes } from '../../../src/content/check/fixes.ts'
import { checkCopy } from '../../../src/content/check/gate.ts'
import { gateContext, type CopyDocument } from '../../../src/content/check/gate-context.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { kettle } from '../copy-rig.ts'

const now = '2026-03-01T00:00:00.000Z'
const copy = (text: string, factIds: string[] = []): CopyDocument => ({
  locale: 'en-GB',
  fields: { 'pdp.long': [{ text, factIds, role: 'claim' }] },
})
const fix = (text: string, start: number, words: string, replacement: string | null): Finding =>
  createFinding('F03', {
    ...{ field: 'pdp.long', segment: 0, span: { start, end: start + words.length }, text: words },
    ...{ fix: text, replacement },
  })
const textOf = (document: CopyDocument) => document.fields['pdp.long']?.[0]?.text

describe('fixes', () => {
  test('put the replacements in the place of the words, several of one segment at once', () => {
    const cured = applyFixes(copy('It holds 8 l and weighs 9 kg.'), [
      fix('', 24, '9 kg', '850 g'),
      fix('', 9, '8 l', '1.7 l'),
    ])
    expect(textOf(cured)).toBe('It holds 1.7 l and weighs 850 g.')
  })

  test('leave alone what has no replacement or no longer reads as it did', () => {
    const document = copy('It holds 8 l.')
    expect(applyFixes(document, [fix('', 9, '8 l', null), fix('', 3, 'weighs', 'w')])).toEqual(document)
  })

  test('applied twice change nothing more, whatever the text and the findings', () => {
    const word = fc.constantFrom('a', 'b', 'aa', 'ab', ' ', '1', '12')
    const text = fc.array(word, { minLength: 1, maxLength: 10 }).map((words) => words.join(''))
    const findings = fc.array(fc.tuple(fc.nat(12), fc.nat(4), fc.option(text)), { maxLength: 5 })
    fc.assert(
      fc.property(text, findings, (before, places) => {
        const found = places.map(([start, length, replacement]) =>
          fix('', start, before.slice(start, start + length), replacement),
        )
        const once = applyFixes(copy(before), found)
        expect(applyFixes(once, found)).toEqual(once)
      }),
      { numRuns: 2_000 },
    )
  })

  test('of the only cited number cure a wrong one, and the cured text passes', () => {
    const context = gateContext(buildFactSheet(kettle('k'), now), { now })
    const wrong = copy('It holds 1.8 litres.', ['a_capacity'])
    const cured = applyFixes(wrong, checkCopy(wrong, context).findings)
    expect(textOf(cured)).toBe('It holds 1.7 litres.')
    expect(checkCopy(cured, context).verdict).toBe('pass')
  })
})

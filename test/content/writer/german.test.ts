/** German is data: the same code, another folder. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { productSchema } from '../../../src/catalog/product.ts'
import { copyFields, segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { kettle } from '../copy-rig.ts'

const asOf = '2026-03-01T00:00:00.000Z'
const fixtures = readFileSync('fixtures/catalog.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => productSchema.parse(JSON.parse(line)))

describe('German copy', () => {
  const sheet = buildFactSheet(kettle('k'), asOf)
  const text = (seed: number) => segmentsText(composeField(sheet, 'pdp.long', { locale: 'de-DE', seed }))

  test('has its articles, its decimal comma, its verbs in second place and its denials', () => {
    const texts = Array.from({ length: 20 }, (_unused, seed) => text(seed))
    for (const one of texts) {
      expect(one).toContain('1,7')
      expect(one).toContain('Edelstahl')
      expect(one).toMatch(/nicht spülmaschinenfest/)
      expect(one).not.toMatch(/stainless|steel|dishwasher|warranty|litres|\bthe\b/)
    }
    expect(texts.some((one) => /\bder Tindelow Alder Kettle\b|\bDer Tindelow Alder Kettle\b/.test(one))).toBe(
      true,
    )
    expect(new Set(texts).size).toBeGreaterThan(8)
  })

  test('no field of any fixture product is empty, keeps a slot, or holds an English run', () => {
    const english = /\b(?:with|made of|comes|has|is|and|the|weighs|from|holds)\b/
    for (const product of fixtures) {
      const facts = buildFactSheet(product, asOf)
      for (const field of copyFields.filter((name) => name !== 'promo')) {
        const segments = composeField(facts, field, { locale: 'de', seed: 5 })
        expect(segments.length).toBeGreaterThan(0)
        const words = segmentsText(segments)
          .replaceAll(product.title, '')
          .replaceAll(product.title.split(',')[0] ?? '', '')
        const ours = words
          .split(' ')
          .filter((word) => !product.title.includes(word))
          .join(' ')
        expect(ours).not.toMatch(/[{}]|undefined/)
        expect(ours).not.toMatch(english)
      }
    }
  })

  test('a value without German words stays unsaid rather than untranslated', () => {
    const odd = buildFactSheet(
      kettle('k', { attributes: { material: { value: 'brushed unobtainium' } } }),
      asOf,
    )
    for (let seed = 0; seed < 5; seed += 1)
      expect(segmentsText(composeField(odd, 'pdp.long', { locale: 'de-AT', seed }))).not.toContain(
        'unobtainium',
      )
  })

  test('a German catalogue keeps its own words', () => {
    const german = kettle('k', {
      locale: 'de-DE',
      title: 'Tindelow Wasserkocher Alder',
      attributes: { material: { value: 'gebürsteter Edelstahl' } },
    })
    expect(
      segmentsText(composeField(buildFactSheet(german, asOf), 'pdp.long', { locale: 'de-DE', seed: 1 })),
    ).toContain('gebürsteter Edelstahl')
  })
})

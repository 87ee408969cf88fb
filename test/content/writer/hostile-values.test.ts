import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { productSchema, type Product } from '../../../src/catalog/product.ts'
import { verifyCitations } from '../../../src/content/check/verify-citations.ts'
import { copyFields, segmentsText } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'
import { kettle } from '../copy-rig.ts'

const hostile = [
  '<script>alert(1)</script>Kettle',
  '&lt;img src=x onerror=alert(1)&gt; Kettle',
  '{vps} {name} {price} $& $1',
  'Kettle \u202Eelttek\u202C \u200Bzero\u2066x\u2069',
  'Kettle \u0000\u0007\u001b[31m',
  '🔥🔥 Kettle 👩‍👩‍👧',
  'غلاية كهربائية',
  '\u200B\u200B',
  'Z̮̞̠͙͔ͅa͓̠͕l͈̱g̞o̗̭̟',
  `${'very '.repeat(180)}long kettle`,
]

function textsOf(
  product: Product,
  isAccepted: (code: string) => boolean = (code) => code === 'F07',
): string[] {
  const sheet = buildFactSheet(product, '2026-03-01T00:00:00.000Z')
  return copyFields.map((field) => {
    const segments = composeField(sheet, field, { locale: 'en-GB', seed: 3 })
    const findings = verifyCitations('pdp.long', segments, sheet, 'en-GB').filter(
      (finding) => !isAccepted(finding.code),
    )
    expect({ title: product.title, findings }).toEqual({ title: product.title, findings: [] })
    return segmentsText(segments)
  })
}

function expectCleanTexts(product: Product, isAccepted?: (code: string) => boolean) {
  for (const text of textsOf(product, isAccepted)) {
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|<\w|<\/|\p{Emoji_Presentation}/u)
  }
}

describe('hostile values', () => {
  test.each(hostile)('in any place leave a clean text: %j', (value) => {
    expectCleanTexts(kettle('k', { title: value }))
    expectCleanTexts(kettle('k', { brand: value.slice(0, 300), category: ['Home', value.slice(0, 300)] }))
    expectCleanTexts(kettle('k', { attributes: { material: { value }, colour: { value } } }))
    const variants = ['a', 'b'].map((id) => ({ id, options: { Colour: `${value.slice(0, 400)}${id}` } }))
    expectCleanTexts(kettle('k', { variants }))
  })

  test('a value that looks like a slot stays the letters it is', () => {
    const texts = textsOf(kettle('k', { title: 'Acme {vps} Kettle' }))
    expect(texts.join(' ')).toContain('Acme {vps} Kettle')
  })

  test('a product of forty variants counts its choices', () => {
    const variants = Array.from({ length: 40 }, (_unused, index) => ({
      id: `v${String(index)}`,
      options: { Colour: `shade ${String(index)}` },
      priceMinor: 1_000,
    }))
    expect(textsOf(kettle('k', { variants }))[0]).toContain('40 colours')
  })

  test('a title of many nouns in a row is named once and ends', () => {
    for (const title of [
      'Acme bag case cover lamp Deluxe',
      'Acme Filter Coffee Machine Lamp Stand Case X1 Pro',
    ])
      expectCleanTexts(kettle('k', { title }))
  })

  test('a product of nothing but a title has a text', () => {
    expectCleanTexts(productSchema.parse({ id: 'x', title: 'Thing', variants: [{ id: 'v' }] }))
  })
})

describeWithSharedData('naughty strings', 'safety/naughty-strings.json', (path) => {
  test('as title, brand and attribute never break a text', () => {
    const strings = z.array(z.string()).parse(JSON.parse(readFileSync(path, 'utf8')))
    for (const value of strings) {
      const parsed = productSchema.safeParse({
        ...kettle('k'),
        title: value,
        brand: value,
        attributes: { material: { value: value === '' ? 'x' : value } },
      })
      // One string in three places: the gate may ask which of the three a sentence means, and then a person looks.
      if (parsed.success) expectCleanTexts(parsed.data, (code) => code === 'F07' || code === 'F05')
    }
  })
})

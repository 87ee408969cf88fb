import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { icecatProducts, retailProducts } from '../../../bench/search/evaluation-data.ts'
import { productSchema, type Product } from '../../../src/catalog/product.ts'
import { checkCopy } from '../../../src/content/check/gate.ts'
import { gateContext } from '../../../src/content/check/gate-context.ts'
import { copyFields } from '../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../src/content/facts/fact-sheet.ts'
import { composeField } from '../../../src/content/writer/compose-copy.ts'
import { describeWithSharedData } from '../../support/shared-data.ts'

const asOf = '2026-03-01T00:00:00.000Z'

/** What the gate says of the embedded writer's copy, with the sentence it says it of. */
function complaints(products: readonly Product[], seed: number): string[] {
  return products.flatMap((product) => {
    const sheet = buildFactSheet(product, asOf)
    const fields = Object.fromEntries(
      copyFields.map((field) => [field, composeField(sheet, field, { locale: 'en-GB', seed })] as const),
    )
    const { findings } = checkCopy({ locale: 'en-GB', fields }, gateContext(sheet, { now: asOf }))
    return findings
      .filter(({ severity }) => severity === 'block')
      .map(({ code, path, segment, field, text }) => {
        const sentence = fields[field]?.[segment]?.text ?? ''
        return `${product.id} ${path} ${code} "${text}": ${sentence}`
      })
  })
}

describe('copy of the embedded writer raises no finding', () => {
  test('for the fixtures, whatever the seed', () => {
    const products = readFileSync('fixtures/catalog.jsonl', 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => productSchema.parse(JSON.parse(line)))
    const found = [1, 2].flatMap((seed) => complaints(products, seed))
    // What law or voice forbid to say of them is the matter of other checks; what is said must be true.
    expect(found.filter((complaint) => / (?:F\d\d|G00) /.test(complaint))).toEqual([])
  })
})

describeWithSharedData('copy about real catalogues', 'catalog', (path) => {
  const data = dirname(path)
  test('raises no finding for every fortieth product of Icecat', async () => {
    const products = (await icecatProducts(data)).filter((_product, index) => index % 40 === 0)
    expect(complaints(products, 1)).toEqual([])
  })

  test('raises no finding for every tenth product of the retail demo', async () => {
    const products = (await retailProducts(data)).filter((_product, index) => index % 10 === 0)
    expect(
      complaints(
        products.map(({ product }) => product),
        1,
      ),
    ).toEqual([])
  })
})

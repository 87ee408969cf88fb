import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import type { CatalogRow } from '../../../src/catalog/formats/catalog-format.ts'
import { type Mapping, parseMapping } from '../../../src/catalog/formats/jsonl/mapping.ts'
import { readCatalog } from '../../../src/catalog/formats/read-catalog.ts'
import { collect, defaults, errorsOf, productsOf, readFeed, sourceRowsOf } from './read-feed.ts'

function complaintsAbout(json: unknown): string[] {
  try {
    parseMapping(json)
  } catch (error) {
    if (error instanceof AppError && error.code === 'catalog.mapping-invalid')
      return error.errors.map(({ path, message }) => `${path}: ${message}`)
    throw error
  }
  return []
}

describe('a mapping file', () => {
  const mapping = parseMapping({
    version: 1,
    fields: {
      id: '$.sku.code',
      title: { paths: ['names.en', 'names.de'] },
      category: { paths: ['department', 'kind'] },
      price: { path: 'cents', unit: 'minor' },
      compareAtPrice: 'was',
      currency: { constant: 'USD' },
      gtin: 'codes[0]',
      images: 'pictures[*].href',
    },
    attributes: { from: 'specs', fields: { fit: { path: 'fit', values: { L: 'Loose' } } } },
    keep: ['launched'],
  })

  test('adapts nested paths, minor units, constants, value tables and several category levels', async () => {
    const row = {
      sku: { code: 7 },
      names: { de: 'Kessel' },
      department: 'Home',
      kind: 'Kettles',
      cents: 1299,
      was: '15.99',
      codes: ['123'],
      pictures: [{ href: 'a.jpg' }, { alt: 'none' }, { href: 'b.jpg' }],
      specs: { Capacity: '1.7 l', cordless: true },
      fit: 'L',
      launched: 2020,
      ignored: 'x',
    }
    const [product] = productsOf(await readFeed(JSON.stringify(row), { mapping }))
    expect(product).toMatchObject({
      id: '7',
      title: 'Kessel',
      category: ['Home', 'Kettles'],
      currency: 'USD',
      images: [{ url: 'a.jpg' }, { url: 'b.jpg' }],
      attributes: { capacity: { value: 1.7, unit: 'l' }, cordless: { value: true }, fit: { value: 'Loose' } },
      variants: [{ id: '7', priceMinor: 1_299, compareAtPriceMinor: 1_599, gtin: '123' }],
      source: { launched: '2020' },
    })
  })

  test('a row that lacks what the mapping needs is reported by field', async () => {
    expect(errorsOf(await readFeed('{"names":{"en":"x"},"cents":1.5}\n', { mapping }))).toEqual([
      expect.stringMatching(/^1: id: /),
      expect.stringMatching(/^1: variants.0.id: /),
      expect.stringMatching(/^1: variants.0.priceMinor: /),
    ])
  })

  test('mistakes are named by their place', () => {
    expect(
      complaintsAbout({
        version: 1,
        fields: { id: 'a..b', title: 'x', price: { path: 'p', unit: 'dollars' } },
        extra: 1,
      }),
    ).toEqual([
      expect.stringMatching(/^fields\.id: must be a path such as/),
      expect.stringMatching(/^fields\.price\.unit: /),
      expect.stringMatching(/"extra"/),
    ])
    expect(complaintsAbout({ version: 1, fields: { id: 'id' } })).toEqual([
      expect.stringMatching(/^fields\.title: /),
    ])
    expect(complaintsAbout('text')).toHaveLength(1)
  })

  test('goes with JSON Lines only', async () => {
    await expect(readFeed('id\ttitle\n', { mapping, format: 'google-merchant-tsv' })).rejects.toThrow(
      /goes with jsonl/,
    )
  })
})

const folder = join(process.env['VITRINE_DATA_DIR'] ?? '../shared/data', 'catalog')

describe.skipIf(!existsSync(folder))('the shared catalogues (VITRINE_DATA_DIR)', () => {
  const shipped = (name: string): Mapping =>
    parseMapping(JSON.parse(readFileSync(`fixtures/mappings/${name}.mapping.json`, 'utf8')))
  const readAll = (name: string): Promise<CatalogRow[]> =>
    collect(
      readCatalog(createReadStream(join(folder, `${name}.jsonl`)), {
        format: 'jsonl',
        mapping: shipped(name),
        defaults,
      }),
    )

  test('every row of icecat is a product or reported', async () => {
    const rows = await readAll('icecat')
    expect(sourceRowsOf(rows)).toBe(19_406)
    expect(productsOf(rows).length + errorsOf(rows).length).toBe(19_406)
    expect(productsOf(rows).length).toBeGreaterThanOrEqual(19_405)
  })

  test('every row of aws-retail is a product', async () => {
    const products = productsOf(await readAll('aws-retail'))
    expect(products).toHaveLength(2_465)
    expect(products[0]).toMatchObject({
      category: ['accessories', 'backpack'],
      currency: 'USD',
      variants: [{ priceMinor: 12_999, stockUnits: 15 }],
    })
  })
})

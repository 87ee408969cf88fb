import { expect, test } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import { checkProduct } from '../../../src/catalog/formats/fields/product-draft.ts'
import { parseMapping } from '../../../src/catalog/formats/jsonl/mapping.ts'

const valid = { id: 'a', title: 'Kettle', variants: [{ id: 'a' }] }

function complaintsAbout(change: object): string[] {
  const row = checkProduct({ row: 1, sourceRows: 1 }, { ...valid, ...change })
  return row.kind === 'error' ? row.errors.map(({ path, message }) => `${path} ${message}`) : []
}

test.each([
  [{ title: undefined }, 'title is missing'],
  [{ title: 5 }, 'title must be a text'],
  [{ id: ' ' }, 'id must not be empty'],
  [{ id: 'x'.repeat(201) }, 'id is longer than 200 characters'],
  [{ variants: [] }, 'variants must not be empty'],
  [{ category: Array(13).fill('x') }, 'category has more than 12 entries'],
  [{ variants: [{ id: 'a', priceMinor: -1 }] }, 'variants.0.priceMinor must be at least 0'],
  [{ variants: [{ id: 'a', priceMinor: 1.5 }] }, 'variants.0.priceMinor must be a whole number'],
  [{ variants: [{ id: 'a', stockUnits: 2e9 }] }, 'variants.0.stockUnits must be at most 1000000000'],
  [{ status: 'gone' }, 'status must be one of "active", "draft", "archived"'],
  [{ url: 'nowhere' }, 'url must be a web address such as "https://example.com/a"'],
  [{ attributes: { size: {} } }, 'attributes.size.value is missing'],
  [{ attributes: { size: { value: {} } } }, 'attributes.size.value is of a kind that is not allowed here'],
  [{ attributes: { 'Big Size': { value: 1 } } }, 'attributes.Big Size the name must be lower snake case'],
  [{ currency: 'euro' }, 'currency must be an ISO 4217 code such as "EUR"'],
])('a row with %j: %s', (change, complaint) => {
  expect(complaintsAbout(change)).toEqual([complaint])
})

test('a mapping file is spoken of in the same words', () => {
  const complaints = (json: unknown): unknown => {
    try {
      return parseMapping(json)
    } catch (error) {
      if (error instanceof AppError)
        return error.errors.map(({ path, message }) => `${path} ${message}`.trim())
      throw error
    }
  }
  expect(complaints({ version: 1, fields: { id: 'id' } })).toEqual(['fields.title is missing'])
  expect(complaints({ fields: { id: '', title: 'x' }, extra: 1 })).toEqual([
    'version is missing',
    expect.stringMatching(/^fields\.id must not be empty/),
    'has unknown fields: "extra"',
  ])
  expect(complaints('text')).toEqual(['must be an object'])
})

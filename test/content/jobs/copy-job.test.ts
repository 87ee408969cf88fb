import { describe, expect, test } from 'vitest'
import { copySelectionSchema } from '../../../src/content/jobs/copy-job.ts'

describe('a selection', () => {
  test.each([
    ['products', { products: ['k1'] }],
    ['a filter in normal form', { filter: { brand: { in: ['Corvane'] } } }],
  ])('of %s is read as it is', (_name, selection) => {
    expect(copySelectionSchema.parse(selection)).toEqual(selection)
  })

  test.each([
    ['an unknown filter key', { filter: { brnd: 'x' } }, 'filter.brnd'],
    ['a nested filter key', { filter: { all: [{ price: { lt: 'x' } }] } }, 'filter.all.0.price.lt'],
    ['an empty list', { products: [] }, 'products'],
    ['an id that is no text', { products: ['k1', 2] }, 'products.1'],
  ])('says where it is wrong: %s', (_name, selection, path) => {
    const paths = copySelectionSchema.safeParse(selection).error?.issues.map((issue) => issue.path.join('.'))
    expect(paths).toEqual([path])
  })

  test.each([
    [{}, 'needs "products" (a list of ids), "filter", "csv" or "collection"'],
    [undefined, 'needs "products" (a list of ids), "filter", "csv" or "collection"'],
    [[], 'needs "products" (a list of ids), "filter", "csv" or "collection"'],
    [{ product: ['k1'] }, 'needs "products" (a list of ids), "filter", "csv" or "collection"'],
    [
      { products: ['k1'], filter: {} },
      'takes one of "products" (a list of ids), "filter", "csv" or "collection"',
    ],
  ])('of neither or both ways is told what to give: %j', (selection, message) => {
    expect(copySelectionSchema.safeParse(selection).error?.issues).toMatchObject([{ path: [], message }])
  })
})

import { describe, expect, it } from 'vitest'
import { productFilterSchema } from '../../src/catalog/filter.ts'
import { filterLimits } from '../../src/catalog/filter-values.ts'

const read = (filter: unknown) => productFilterSchema.parse(filter)
const complaints = (filter: unknown) =>
  (productFilterSchema.safeParse(filter).error?.issues ?? []).map((issue) => [
    issue.path.join('.'),
    issue.message,
  ])

describe('the filter language', () => {
  it('reads every condition into a normal form', () => {
    expect(read({ price: { gte: '10', lt: 80.5 } })).toEqual({ price: { gte: 10, lt: 80.5 } })
    expect(read({ brand: 'Acme' })).toEqual({ brand: { in: ['Acme'] } })
    expect(read({ status: { eq: 'draft' } })).toEqual({ status: { in: ['draft'] } })
    expect(read({ category: 'Home > Kitchen' })).toEqual({ category: { under: ['home', 'kitchen'] } })
    expect(read({ category: { is: ['Home', 'Kitchen'] } })).toEqual({ category: { is: ['home', 'kitchen'] } })
    expect(read({ 'attr.width': { gte: 5 } })).toEqual({ 'attr.width': { gte: 5 } })
    expect(read({ 'attr.width': 5 })).toEqual({ 'attr.width': { in: [5] } })
    expect(read({ 'attr.größe': { exists: false } })).toEqual({ 'attr.größe': { exists: false } })
    expect(read({ stock: { in: true }, tag: { in: ['new'] } })).toEqual({
      all: [{ stock: { in: true } }, { tag: { in: ['new'] } }],
    })
    expect(read({})).toEqual({ all: [] })
  })

  it('reads its own normal form back unchanged', () => {
    const filter = read({
      any: [{ not: { category: { under: ['A', 'B'] } } }, { price: { lte: '9.90' }, brand: 'x' }],
    })
    expect(read(JSON.parse(JSON.stringify(filter)))).toEqual(filter)
  })

  it('names the place and the reason of every mistake at once', () => {
    expect(
      complaints({
        all: [
          { price: { lte: 'cheap' } },
          { colour: 'red' },
          { 'attr.Bad Name': 1 },
          { stock: { in: 'yes' } },
        ],
      }),
    ).toEqual([
      ['all.0.price.lte', 'must be a number, or a text such as "79.90"'],
      ['all.1.colour', expect.stringContaining('is not a field')],
      ['all.2.attr.Bad Name', 'the attribute name must be lower snake case'],
      ['all.3.stock.in', expect.stringContaining('expected boolean')],
    ])
    expect(complaints({ brand: { in: [] } })).toEqual([['brand.in', expect.stringContaining('>=1')]])
    expect(complaints({ tag: { in: ['a', 'b\0'] } })).toEqual([
      ['tag.in.1', expect.stringContaining('U+0000')],
    ])
    expect(complaints({ price: {} })).toEqual([['price', 'must have gte, gt, lte or lt']])
    expect(complaints({ category: { under: 'A', is: 'B' } })).toEqual([
      ['category', 'must have either under or is'],
    ])
    expect(complaints({ any: [] })).toEqual([['any', 'must hold at least one filter']])
    expect(complaints({ all: ['x'] })).toEqual([['all.0', expect.stringContaining('must be an object')]])
    expect(complaints({ 'attr.w': { gte: 1, in: [2] } })).toEqual([['attr.w', expect.stringContaining('in')]])
  })

  it('refuses what is too deep or too large, however deep it is', () => {
    let deep: unknown = { stock: { in: true } }
    for (let depth = 0; depth < 20_000; depth += 1) deep = { not: deep }
    expect(complaints(deep)).toEqual([
      [Array(filterLimits.depth).fill('not').join('.'), expect.stringContaining('at most 8 deep')],
    ])
    const wide = {
      all: Array.from({ length: 150 }, () => ({ all: [{ stock: { in: true } }, { brand: 'x' }] })),
    }
    expect(complaints(wide)).toEqual([[expect.any(String), 'a filter has at most 200 conditions']])
    expect(complaints({ id: { in: Array(1_001).fill('x') } })).toHaveLength(1)
  })
})

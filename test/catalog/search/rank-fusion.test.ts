import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestOf } from '../../../src/catalog/search/best-of.ts'
import { fuseRankings, fuseSearch, searchFusion } from '../../../src/catalog/search/rank-fusion.ts'

describe('fuseRankings', () => {
  it('adds weight / (60 + rank) over the lists that hold a key', () => {
    const hits = fuseRankings(
      [
        { keys: ['a', 'b'], weight: 0.7 },
        { keys: ['b', 'c'], weight: 0.3 },
      ],
      10,
    )
    expect(hits).toEqual([
      { key: 'b', score: 0.7 / 62 + 0.3 / 61 },
      { key: 'a', score: 0.7 / 61 },
      { key: 'c', score: 0.3 / 62 },
    ])
  })

  it('leaves a list of weight 0 out', () => {
    expect(fuseRankings([{ keys: ['a'], weight: 0 }], 10)).toEqual([])
  })

  it('gives the only list back in its own order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 50 }), (keys) => {
        expect(fuseSearch({ lexical: keys, vector: [] }).map(({ key }) => key)).toEqual(keys)
        expect(fuseSearch({ lexical: [], vector: keys }).map(({ key }) => key)).toEqual(keys)
      }),
    )
  })

  it('keeps all that hold the words and only the nearest vectors', () => {
    const keys = Array.from({ length: 2_000 }, (_, i) => String(i))
    expect(fuseSearch({ lexical: keys, vector: [] })).toHaveLength(searchFusion.lexicalDepth)
    expect(fuseSearch({ lexical: [], vector: keys })).toHaveLength(searchFusion.vectorDepth)
  })
})

describe('bestOf', () => {
  it('equals sorting everything and cutting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 })),
        fc.integer({ min: 0, max: 12 }),
        (numbers, limit) => {
          const sorted = [...numbers].sort((a, b) => a - b).slice(0, limit)
          expect(bestOf(numbers, limit, (a, b) => a - b)).toEqual(sorted)
        },
      ),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBm25Index, defaultParameters } from '../../../src/catalog/search/bm25-index.ts'

const field = (text: string, weight = 1) => [{ text, weight }]

describe('the BM25 index', () => {
  it('scores as the formula says', () => {
    const index = createBm25Index()
    index.upsert('a', field('red shoe'))
    index.upsert('b', field('red red lamp on a desk'))
    const [k1, b, averageLength] = [defaultParameters.k1, defaultParameters.b, 4]
    const idf = Math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    const expected = (idf * (k1 + 1)) / (1 + k1 * (1 - b + (b * 2) / averageLength))
    expect(index.search('shoe', { limit: 5 })).toEqual([{ key: 'a', score: expect.closeTo(expected, 10) }])
  })

  it('ranks by rarity, weight and length', () => {
    const index = createBm25Index()
    index.upsert('title', [
      { text: 'usb fan', weight: 3 },
      { text: 'quiet', weight: 1 },
    ])
    index.upsert('text', [
      { text: 'quiet thing', weight: 3 },
      { text: 'usb fan', weight: 1 },
    ])
    index.upsert('half', [
      { text: 'usb cable', weight: 3 },
      { text: 'long', weight: 1 },
    ])
    index.upsert('other', field('desk', 3))
    expect(index.search('usb fan', { limit: 10 }).map(({ key }) => key)).toEqual(['title', 'text', 'half'])
  })

  it('finds nothing for unknown, empty and foreign queries', () => {
    const index = createBm25Index()
    expect(index.search('anything', { limit: 5 })).toEqual([])
    index.upsert('a', field('red shoe'))
    for (const query of ['', '  ', 'lamp', '!!!', '\u0000'])
      expect(index.search(query, { limit: 5 })).toEqual([])
    expect(index.search('shoe', { limit: 0 })).toEqual([])
  })

  it('applies the filter before the limit and breaks ties by key', () => {
    const index = createBm25Index()
    for (const key of ['d', 'b', 'c', 'a']) index.upsert(key, field('red shoe'))
    const accepts = (key: string) => key !== 'a'
    expect(index.search('shoe', { limit: 2, accepts }).map(({ key }) => key)).toEqual(['b', 'c'])
  })

  it('replaces a product instead of adding it twice, and forgets a removed one', () => {
    const index = createBm25Index()
    index.upsert('a', field('red shoe'))
    index.upsert('a', field('blue lamp'))
    expect(index.size).toBe(1)
    expect(index.search('shoe', { limit: 5 })).toEqual([])
    expect(index.remove('a')).toBe(true)
    expect(index.remove('a')).toBe(false)
    expect(index.has('a')).toBe(false)
    expect(index.search('lamp', { limit: 5 })).toEqual([])
  })

  it('equals an index built anew after any series of changes', () => {
    const word = fc.constantFrom('red', 'blue', 'shoe', 'lamp', 'dv7-1211ea', '250gb', 'desks')
    const change = fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      words: fc.option(fc.array(word, { maxLength: 6 })),
      weight: fc.constantFrom(0.5, 1, 3),
    })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const changed = createBm25Index()
        const final = new Map<string, { text: string; weight: number }[]>()
        for (const { key, words, weight } of changes) {
          if (words === null) {
            changed.remove(key)
            final.delete(key)
          } else {
            const fields = field(words.join(' '), weight)
            changed.upsert(key, fields)
            final.set(key, fields)
          }
        }
        const rebuilt = createBm25Index()
        for (const [key, fields] of final) rebuilt.upsert(key, fields)
        expect(changed.size).toBe(rebuilt.size)
        for (const query of ['red shoe', 'dv7 250', 'lamp desk blue'])
          expect(changed.search(query, { limit: 9 })).toEqual(rebuilt.search(query, { limit: 9 }))
      }),
    )
  })
})

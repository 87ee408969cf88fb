import { describe, expect, test } from 'vitest'
import { learnImage, type ImageInput } from '../../../src/recommendations/image/learn-image.ts'
import { itemNumbers, openShopImage } from '../../../src/recommendations/image/open-shop-image.ts'
import { emptyVectors, quantise } from '../../../src/recommendations/image/quantised-vectors.ts'
import { mulberry, toUnitLog } from '../relations/random-history.ts'

/** Kettles a, b are viewed together, the mug c is bought with a; d is bought and seen by hardly anybody. */
const items = ['a', 'b', 'c', 'd', 'e']
const numbers = new Map(items.map((id, at) => [id, at]))
const repeat = (times: number, voter: string, ...ids: string[]) =>
  Array.from({ length: times }, (_, at) => ({ voter: `${voter}${String(at)}`, items: ids }))
const visits = [
  ...repeat(30, 'ab', 'a', 'b'),
  ...repeat(20, 'a', 'a', 'c'),
  ...repeat(200, 'e', 'e'),
  ...repeat(4, 'd', 'a', 'd'),
]
const now = new Date('2026-02-01T00:00:00Z')
const input: ImageInput = {
  shopId: 'shop_1',
  epoch: 7,
  seq: visits.length,
  countedSeq: visits.length,
  countedUntil: now,
  builtAt: now,
  items,
  categories: ['kettles', 'kettles', 'mugs', 'mugs', 'tea'],
  visits: toUnitLog(numbers, visits),
  visitEnds: Float64Array.from(visits, (_, at) => now.getTime() / 1_000 - (at < 30 ? 3_600 : 20 * 86_400)),
  baskets: toUnitLog(numbers, [
    ...repeat(25, 'x', 'a', 'c'),
    ...repeat(4, 'y', 'a', 'd'),
    ...repeat(300, 'z', 'e'),
  ]),
  unitsSold: [25, 0, 25, 4, 300],
  buyersLately: Uint32Array.of(20, 0, 25, 4, 120),
  content: undefined,
  ease: undefined,
  vectors: undefined,
}

const open = (given: ImageInput, countsHold = true) => {
  const { parts } = learnImage(given)
  return openShopImage(parts, itemNumbers(items, numbers), {
    seq: parts.seq,
    erased: 0,
    countsHold,
    sessions: undefined,
  })
}
const named = (image: ReturnType<typeof open>, kind: Parameters<typeof image.neighbours>[0], id: string) =>
  image.neighbours(kind, image.items.numberOf(id) ?? -1).map(({ item }) => image.items.idOf(item))

describe('an image', () => {
  test('knows what replaces a product and what goes with it, by its category', () => {
    const image = open(input)
    expect(named(image, 'substitute', 'a')).toEqual(['b'])
    expect(named(image, 'complement', 'a')).toEqual(['c'])
    expect(named(image, 'viewed-after', 'a')).toEqual(['b', 'c'])
    expect(named(image, 'viewed-after', 'b')).toEqual([])
  })

  test('says nothing of pairs that fewer than five people stand behind', () => {
    const image = open(input)
    for (const kind of ['substitute', 'complement', 'viewed-after'] as const)
      expect(named(image, kind, 'd')).toEqual([])
  })

  test('states the counts behind a neighbour', () => {
    const image = open(input)
    const evidence = image.evidence('complement', 0, 2)
    expect(evidence).toMatchObject({ k: 25, n: 29, b: 25, total: 329 })
    expect(evidence?.ci[0]).toBeGreaterThan(1)
    expect(image.neighbours('complement', 0)[0]?.evidence).toEqual(evidence)
    expect(image.evidence('complement', 0, 1)).toBeUndefined()
  })

  test('withholds counts that an erasure has overtaken, and keeps the neighbours', () => {
    const image = open(input, false)
    expect(named(image, 'complement', 'a')).toEqual(['c'])
    expect(image.evidence('complement', 0, 2)).toBeUndefined()
    expect(image.neighbours('complement', 0)[0]?.evidence).toBeUndefined()
  })

  test('ranks by recent visitors, by rise and by units sold', () => {
    const image = open(input)
    const best = (kind: Parameters<typeof image.ranking>[0]) =>
      [...image.ranking(kind).items].slice(0, 2).map((item) => image.items.idOf(item))
    expect(best('bestsellers')).toEqual(['e', 'a'])
    // Both had thirty visitors today; a had some before.
    expect(best('trending')).toEqual(['b', 'a'])
    expect(best('popular')[0]).toBe('a')
  })

  test('counts who stands behind a ranking: visitors of the last day and four weeks, buyers of thirty days', () => {
    const image = open(input)
    const a = image.items.numberOf('a') ?? -1
    expect(image.rankVoters('trending', a)).toBe(30)
    expect(image.rankVoters('popular', a)).toBe(54)
    expect(image.rankVoters('bestsellers', a)).toBe(20)
    const d = image.items.numberOf('d') ?? -1
    expect(image.viewers(d)).toBe(4)
    // Four are too few to be told, and after an erasure nothing is.
    for (const kind of ['trending', 'popular', 'bestsellers'] as const) {
      expect(image.rankVoters(kind, d)).toBeUndefined()
      expect(open(input, false).rankVoters(kind, a)).toBeUndefined()
    }
  })

  test('compares products by their content within a hundredth', () => {
    const random = mulberry(5)
    const vectors = emptyVectors(items.length, 64)
    const drawn = items.map(() => Float64Array.from({ length: 64 }, () => random() - 0.4))
    drawn.slice(0, 4).forEach((vector, item) => quantise(vectors, item, vector))
    const image = open({ ...input, vectors })
    expect(Math.abs((image.similarity(0, 1) ?? 9) - cosine(drawn[0], drawn[1]))).toBeLessThan(0.01)
    expect(image.similarity(0, 4)).toBeUndefined()
  })
})

function cosine(left = new Float64Array(0), right = new Float64Array(0)): number {
  const dot = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right))
}

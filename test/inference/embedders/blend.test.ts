import { describe, expect, it } from 'vitest'
import { dotProduct, type Embedder } from '../../../src/inference/embedder.ts'
import { blendEmbedders } from '../../../src/inference/embedders/blend.ts'
import { fitLsa, loadLsa } from '../../../src/inference/embedders/lsa.ts'

/** Two dimensions: an even or an odd number of letters. */
const letters: Embedder = {
  model: 'letters',
  dimensions: 2,
  embed: (texts) =>
    Promise.resolve(texts.map((text) => Float32Array.of(1 - (text.length % 2), text.length % 2))),
  [Symbol.asyncDispose]: () => Promise.resolve(),
}
const catalogue = ['red shoe', 'red boot', 'desk lamp', 'floor lamp']

describe('blendEmbedders', () => {
  it('adds the two similarities of documents by share', async () => {
    const lsa = loadLsa(await fitLsa(catalogue))
    const blend = blendEmbedders(letters, lsa, { share: 0.3 })
    const pair = ['red shoe', 'red boots']
    const similarity = async (embedder: Embedder) => {
      const [a, b] = await embedder.embed(pair, { purpose: 'document' })
      return a === undefined || b === undefined ? NaN : dotProduct(a, b)
    }
    expect(blend.dimensions).toBe(2 + lsa.dimensions)
    expect(await similarity(blend)).toBeCloseTo(
      0.3 * (await similarity(letters)) + 0.7 * (await similarity(lsa)),
      6,
    )
  })

  it('ranks documents for a query exactly as the first embedder does', async () => {
    const blend = blendEmbedders(letters, loadLsa(await fitLsa(catalogue)))
    const [query] = await blend.embed(['odd'], { purpose: 'query' })
    const documents = await blend.embed(catalogue, { purpose: 'document' })
    expect(query?.slice(0, 2)).toEqual(Float32Array.of(0, 1))
    const similarities = documents.map((vector) => dotProduct(query ?? new Float32Array(0), vector))
    expect(similarities).toEqual([0, 0, Math.SQRT1_2, 0].map((value): unknown => expect.closeTo(value, 6)))
  })

  it('composes the ids, so that another fit or share is another model', async () => {
    const [one, two] = [loadLsa(await fitLsa(catalogue)), loadLsa(await fitLsa([...catalogue, 'red sock']))]
    expect(blendEmbedders(letters, one).model).toBe(`letters+${one.model}`)
    expect(one.model).toMatch(/^lsa-4-[0-9a-f]{8}$/)
    expect(two.model).not.toBe(one.model)
    expect(blendEmbedders(letters, one, { share: 0.7 }).model).toBe(`letters+${one.model}@0.7`)
  })

  it.each([0, 1, NaN, -0.5])('refuses the share %d', (share) => {
    expect(() => blendEmbedders(letters, letters, { share })).toThrow(RangeError)
  })
})

describe('fitLsa', () => {
  it('ends its thread and fails with the reason when it is aborted', async () => {
    const controller = new AbortController()
    const texts = Array.from(
      { length: 4_000 },
      (_, i) => `${catalogue[i % 4] ?? ''} ${String(i)} ${String(i % 97)}`,
    )
    const fit = fitLsa(texts, { signal: controller.signal })
    setTimeout(() => {
      controller.abort(new Error('shutting down'))
    }, 30)
    await expect(fit).rejects.toThrow('shutting down')
  })
})

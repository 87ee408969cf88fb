/** What every embedder promises, whatever is behind it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dotProduct, type Embedder } from '../../src/inference/embedder.ts'

export interface EmbedderUnderTest extends AsyncDisposable {
  readonly embedder: Embedder
}

export function embedderContract(name: string, create: () => Promise<EmbedderUnderTest>): void {
  describe(`the ${name} embedder`, () => {
    let subject: EmbedderUnderTest
    beforeAll(async () => {
      subject = await create()
    })
    afterAll(() => subject[Symbol.asyncDispose]())

    it('gives one unit-length vector of its dimensions per text, for documents and queries', async () => {
      const { embedder } = subject
      for (const purpose of ['document', 'query'] as const) {
        const vectors = await embedder.embed(['wireless mouse', 'red shoe', 'desk lamp'], { purpose })
        expect(vectors).toHaveLength(3)
        for (const vector of vectors) {
          expect(vector).toBeInstanceOf(Float32Array)
          expect(vector).toHaveLength(embedder.dimensions)
          expect(dotProduct(vector, vector)).toBeCloseTo(1, 5)
        }
      }
    })

    it('gives the same vector whatever else is embedded with the text, and keeps the order', async () => {
      const { embedder } = subject
      const texts = Array.from(
        { length: 40 },
        (_, i) => `wireless mouse ${'red shoe '.repeat(i % 7)} ${String(i)}`,
      )
      const together = await embedder.embed(texts, { purpose: 'document' })
      const backwards = await embedder.embed([...texts].reverse(), { purpose: 'document' })
      const alone = await embedder.embed(texts.slice(5, 6), { purpose: 'document' })
      expect(backwards.reverse()).toEqual(together)
      expect(alone[0]).toEqual(together[5])
    })

    it('answers concurrent calls each with its own vectors', async () => {
      const { embedder } = subject
      const texts = ['wireless mouse', 'red shoe', 'desk lamp', 'shoe']
      const expected = await embedder.embed(texts, { purpose: 'document' })
      const answers = await Promise.all(texts.map((text) => embedder.embed([text], { purpose: 'document' })))
      expect(answers.flat()).toEqual(expected)
    })

    it('gives no vectors for no texts', async () => {
      expect(await subject.embedder.embed([], { purpose: 'document' })).toEqual([])
    })

    it('takes empty, foreign and very long texts', async () => {
      const texts = ['', ' \n', '靴 🥿', '\u0000\u202e', 'shoe '.repeat(20_000)]
      const vectors = await subject.embedder.embed(texts, { purpose: 'document' })
      for (const vector of vectors) expect(dotProduct(vector, vector)).toBeCloseTo(1, 5)
    })

    it('fails with the reason of an aborted signal', async () => {
      const reason = new Error('the visitor left')
      const { embedder } = subject
      const signal = AbortSignal.abort(reason)
      await expect(embedder.embed(['shoe'], { purpose: 'query', signal })).rejects.toBe(reason)
    })
  })
}

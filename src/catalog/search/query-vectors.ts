/** Vectors of recent queries: shoppers ask the same things, and a model call costs more than the search. */
import type { OpenEmbedders } from '../embedding/open-embedders.ts'
import type { EmbeddingVersion } from '../embedding/embedding-version.ts'

/** Some 3 KB each. */
const rememberedMax = 2_000

export class QueryVectors {
  readonly #embedders: OpenEmbedders
  readonly #remembered = new Map<string, Promise<Float32Array | undefined>>()

  constructor(embedders: OpenEmbedders) {
    this.#embedders = embedders
  }

  /** @throws AppError inference.* ; a failure is not remembered */
  async of(version: EmbeddingVersion, query: string): Promise<Float32Array | undefined> {
    const key = `${version.id} ${query}`
    const vector = this.#remembered.get(key) ?? this.#embed(version, query, key)
    this.#remembered.delete(key)
    this.#remembered.set(key, vector)
    const [oldest] = this.#remembered.keys()
    if (this.#remembered.size > rememberedMax && oldest !== undefined) this.#remembered.delete(oldest)
    return vector
  }

  #embed(version: EmbeddingVersion, query: string, key: string): Promise<Float32Array | undefined> {
    const embedding = this.#embedders
      .of(version)
      .then((embedder) => embedder.embed([query], { purpose: 'query' }))
      .then(([vector]) => vector)
    embedding.catch(() => this.#remembered.delete(key))
    return embedding
  }
}

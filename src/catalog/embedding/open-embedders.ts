/** Opened embedders by version, shared by everything in the process that embeds; the least used one is closed. */
import type { Db } from '../../database/schema.ts'
import type { EmbedderSource } from '../../inference/embedder-source.ts'
import type { Embedder } from '../../inference/embedder.ts'
import type { EmbeddingVersion } from './embedding-version.ts'
import { readFittedModel } from './version-queries.ts'

/** A fitted model is some ten megabytes; base weights are shared by the source. */
const openMax = 16

export class OpenEmbedders implements AsyncDisposable {
  readonly #db: Db
  readonly #source: EmbedderSource
  readonly #byVersion = new Map<string, Promise<Embedder>>()

  constructor(db: Db, source: EmbedderSource) {
    this.#db = db
    this.#source = source
  }

  get source(): EmbedderSource {
    return this.#source
  }

  /** @throws AppError inference.* when the model cannot be opened; the next call tries again */
  async of(version: EmbeddingVersion): Promise<Embedder> {
    const opening = this.#byVersion.get(version.id) ?? this.#open(version)
    // Re-inserting moves the version to the young end of the map.
    this.#byVersion.delete(version.id)
    this.#byVersion.set(version.id, opening)
    await this.#evict()
    return opening
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.#byVersion.values()]
    this.#byVersion.clear()
    for (const embedder of await Promise.allSettled(all)) {
      if (embedder.status === 'fulfilled') await embedder.value[Symbol.asyncDispose]()
    }
  }

  #open(version: EmbeddingVersion): Promise<Embedder> {
    const opening = readFittedModel(this.#db, version).then((fitted) =>
      this.#source.open(version.spec, fitted),
    )
    opening.catch(() => this.#byVersion.delete(version.id))
    return opening
  }

  async #evict(): Promise<void> {
    for (const [id, opening] of this.#byVersion) {
      if (this.#byVersion.size <= openMax) return
      this.#byVersion.delete(id)
      const closing = await opening.catch(() => undefined)
      await closing?.[Symbol.asyncDispose]()
    }
  }
}

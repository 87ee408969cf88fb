/**
 * The work of an embedding job: of its products, embed those whose content changed since their vector was made, and
 * store the vectors slice by slice. Whatever a kill interrupts, running it again does only what is missing.
 */
import type { Db } from '../../database/schema.ts'
import { done, type LeasedJob, type Processor } from '../../queue/job.ts'
import { embeddingText } from '../product.ts'
import { isPrepared, type EmbeddingVersion } from './embedding-version.ts'
import type { OpenEmbedders } from './open-embedders.ts'
import { deleteInactive, listStale, upsertVectors } from './vector-queries.ts'
import { findVersion } from './version-queries.ts'

/** Vectors made between two commits: what a kill can lose per job. */
export const productsPerSlice = 64

export interface EmbedProductsDeps {
  readonly db: Db
  readonly embedders: OpenEmbedders
  /** Told of every slice after its vectors are stored. */
  readonly onEmbedded?: (documents: number, model: string) => void
}

export interface EmbedProductsPayload {
  readonly versionId: string
  readonly productIds: readonly number[]
}

/** `embedded` counts the vectors made; the rest were current, gone or not for sale. */
export type EmbedProductsResult = { readonly embedded: number }

export function embedProductsProcessor(
  deps: EmbedProductsDeps,
): Processor<EmbedProductsPayload, EmbedProductsResult> {
  return {
    async run(job) {
      const version = await findVersion(deps.db, job.shopId, job.payload.versionId)
      // A version dropped or given up since the job was enqueued needs no vectors.
      if (version === undefined || version.state === 'failed' || !isPrepared(version))
        return done({ embedded: 0 })
      return done({ embedded: await embedStale(deps, version, job) })
    },
  }
}

async function embedStale(
  { db, embedders, onEmbedded }: EmbedProductsDeps,
  version: EmbeddingVersion,
  { payload, signal }: LeasedJob<EmbedProductsPayload>,
): Promise<number> {
  await deleteInactive(db, version, payload.productIds)
  const stale = await listStale(db, version, payload.productIds)
  if (stale.length === 0) return 0
  const embedder = await embedders.of(version)
  const texts = stale.map((row) => ({
    id: row.id,
    contentHash: row.content_hash,
    text: embeddingText({ ...row, category: [...row.category], shortDescription: row.short_description }),
  }))
  // Texts of like length go together, so that a model that pads its batches pads little.
  texts.sort((a, b) => a.text.length - b.text.length || a.id - b.id)
  for (let start = 0; start < texts.length; start += productsPerSlice) {
    signal.throwIfAborted()
    const slice = texts.slice(start, start + productsPerSlice)
    const vectors = await embedder.embed(
      slice.map(({ text }) => text),
      { purpose: 'document', signal },
    )
    const made = slice.flatMap(({ id, contentHash }, index) => {
      const vector = vectors[index]
      return vector === undefined ? [] : [{ id, contentHash, vector }]
    })
    await upsertVectors(db, version, made)
    onEmbedded?.(made.length, embedder.model)
  }
  return texts.length
}

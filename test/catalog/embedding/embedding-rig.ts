/** A shop with products, a model without weights, and a loop that runs its jobs one after the other, as workers would. */
import { sql } from 'kysely'
import { systemClock } from '../../../src/clock.ts'
import { deriveFacets } from '../../../src/catalog/facets.ts'
import {
  contentHash,
  isInStock,
  priceRange,
  productHash,
  type Product,
} from '../../../src/catalog/product.ts'
import { embedProductsProcessor } from '../../../src/catalog/embedding/embed-products.ts'
import { OpenEmbedders } from '../../../src/catalog/embedding/open-embedders.ts'
import { planEmbedding } from '../../../src/catalog/embedding/plan-embedding.ts'
import { reindexProcessor } from '../../../src/catalog/embedding/reindex/run-reindex.ts'
import type { Json } from '../../../src/database/schema.ts'
import { AppError } from '../../../src/errors.ts'
import type { EmbedderSource } from '../../../src/inference/embedder-source.ts'
import { toUnitLength, type Embedder } from '../../../src/inference/embedder.ts'
import type { LeasedJob, Processor } from '../../../src/queue/job.ts'
import { testDatabase, type TestDatabase } from '../../support/database.ts'
import { product } from '../product-examples.ts'

export interface EmbeddingRig extends AsyncDisposable {
  readonly database: TestDatabase
  readonly embedders: OpenEmbedders
  /** Every document text the model has seen, in order. */
  readonly embedded: string[]
  /** Inserts or replaces products and plans their embedding in one transaction, as an import does. */
  save(...products: readonly Product[]): Promise<void>
  /** Runs due jobs until none is left; `stopAfter` runs at most that many. A thrown error ends its job as failed. */
  drain(stopAfter?: number): Promise<void>
  readonly source: FakeSource
}

/** Texts become vectors by their words, so that texts with common words are near; specs starting with "broken" fail. */
export interface FakeSource extends EmbedderSource {
  failing: boolean
}

export async function embeddingRig(): Promise<EmbeddingRig> {
  const database = await testDatabase()
  const { db, dialect, shopId } = database
  const embedded: string[] = []
  const source = fakeSource(embedded)
  const embedders = new OpenEmbedders(db, source)
  const deps = { db, dialect, clock: systemClock, embedders }
  const runners = {
    'catalog.embed-products': runner(database, embedProductsProcessor(deps)),
    'catalog.reindex': runner(database, reindexProcessor(deps)),
  }
  return {
    database,
    embedders,
    embedded,
    source,
    async save(...products) {
      await db.transaction().execute(async (trx) => {
        const ids: number[] = []
        for (const one of products) ids.push(await upsert(trx, shopId, one))
        await planEmbedding(trx, shopId, ids)
      })
    },
    async drain(stopAfter = 1_000) {
      for (let run = 0; run < stopAfter; run++) {
        const { rows } = await sql<{
          id: string
          kind: keyof typeof runners
          payload: { versionId: string; productIds: number[] }
        }>`
          SELECT id, kind, payload FROM jobs WHERE shop_id = ${shopId} AND state = 'queued'
          ORDER BY run_at, created_at, id LIMIT 1`.execute(db)
        const [job] = rows
        if (job === undefined) return
        await runners[job.kind](job)
      }
    },
    async [Symbol.asyncDispose]() {
      await embedders[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

interface JobRow {
  readonly id: string
  readonly payload: { versionId: string; productIds: number[] }
}

function runner<R extends Json>(
  { db, shopId }: TestDatabase,
  processor: Processor<{ versionId: string; productIds: number[] }, R>,
): (row: JobRow) => Promise<void> {
  return async ({ id, payload }) => {
    const job: LeasedJob<typeof payload> = {
      id,
      shopId,
      parentId: null,
      payload,
      token: 1,
      attempts: 0,
      signal: new AbortController().signal,
      async report(progress) {
        await sql`UPDATE jobs SET progress = ${JSON.stringify(progress)}::jsonb WHERE id = ${id}`.execute(db)
      },
    }
    try {
      await sql`UPDATE jobs SET started_at = coalesce(started_at, clock_timestamp()) WHERE id = ${id}`.execute(
        db,
      )
      const outcome = await processor.run(job, undefined)
      if (outcome.kind === 'snooze') {
        await sql`UPDATE jobs SET run_at = clock_timestamp() WHERE id = ${id}`.execute(db)
        return
      }
      await db.transaction().execute(async (trx) => {
        await sql`UPDATE jobs SET state = 'done', result = ${JSON.stringify(outcome.result)}::jsonb,
          finished_at = clock_timestamp() WHERE id = ${id}`.execute(trx)
        await processor.commit?.(trx, [{ job, result: outcome.result }])
      })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const failure = JSON.stringify({ code: error.code, detail: error.message })
      await sql`UPDATE jobs SET state = 'failed', error = ${failure}::jsonb, finished_at = clock_timestamp()
        WHERE id = ${id}`.execute(db)
    }
  }
}

function fakeSource(embedded: string[]): FakeSource {
  return {
    failing: false,
    defaultSpec: 'words-32',
    check: () => undefined,
    needsFit: (spec) => spec.endsWith('+lsa'),
    fit: (_spec, texts) => Promise.resolve(new TextEncoder().encode(String(texts.length))),
    open(spec, fitted) {
      const dimensions = Number(/words-(\d+)/.exec(spec)?.[1])
      if (!Number.isInteger(dimensions)) {
        return Promise.reject(new AppError('inference.model-unknown', `"${spec}" is no model.`))
      }
      const suffix = fitted === null ? '' : `+fitted-${new TextDecoder().decode(fitted)}`
      return Promise.resolve(wordEmbedder(`${spec}${suffix}`, dimensions, embedded, () => this.failing))
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

function wordEmbedder(
  model: string,
  dimensions: number,
  embedded: string[],
  isFailing: () => boolean,
): Embedder {
  return {
    model,
    dimensions,
    embed(texts, { purpose }) {
      if (isFailing()) return Promise.reject(new AppError('inference.unavailable', 'The model is away.'))
      if (purpose === 'document') embedded.push(...texts)
      return Promise.resolve(texts.map((text) => wordVector(text, dimensions)))
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** A sum of one pseudo-random direction per word. */
export function wordVector(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    let state = 2_166_136_261
    for (const char of word) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 16_777_619)
    for (let i = 0; i < dimensions; i++) {
      state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + i
      vector[i] = (vector[i] ?? 0) + (state >>> 0) / 2 ** 32 - 0.5
    }
  }
  return toUnitLength(vector) ?? vector
}

async function upsert(trx: TestDatabase['db'], shopId: string, one: Product): Promise<number> {
  const prices = priceRange(one)
  const { rows } = await sql<{ id: number }>`
    INSERT INTO products (shop_id, external_id, locale, title, brand, category, description, short_description, status,
      currency, images, tags, attributes, source, facets, in_stock, price_min_minor, price_max_minor, row_hash, content_hash)
    VALUES (${shopId}, ${one.id}, ${one.locale}, ${one.title}, ${one.brand}, ${one.category}::text[], ${one.description},
      ${one.shortDescription}, ${one.status}, ${one.currency}, ${JSON.stringify(one.images)}::jsonb, ${one.tags}::text[],
      ${JSON.stringify(one.attributes)}::jsonb, '{}'::jsonb, ${JSON.stringify(deriveFacets(one))}::jsonb,
      ${one.variants.some(isInStock)}, ${prices?.minMinor ?? null}, ${prices?.maxMinor ?? null}, ${productHash(one)},
      ${contentHash(one)})
    ON CONFLICT (shop_id, external_id) DO UPDATE SET title = excluded.title, brand = excluded.brand,
      category = excluded.category, short_description = excluded.short_description, status = excluded.status,
      facets = excluded.facets, in_stock = excluded.in_stock, price_min_minor = excluded.price_min_minor,
      attributes = excluded.attributes, content_hash = excluded.content_hash, changed_xid = pg_current_xact_id()
    RETURNING id`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error('The upsert returned no row.')
  return row.id
}

/** "p0" … with titles of three words out of a small vocabulary, so that neighbourhoods exist. */
export function catalogue(
  count: number,
  changes: (index: number) => Partial<Product> = () => ({}),
): Product[] {
  const kinds = ['kettle', 'toaster', 'lamp', 'chair', 'table', 'printer', 'laptop', 'camera']
  const colours = ['red', 'blue', 'green', 'black', 'white']
  const materials = ['steel', 'oak', 'glass', 'plastic', 'wool', 'paper', 'stone']
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length] ?? ''
    return product({
      id: `p${String(i)}`,
      title: `${colours[i % colours.length] ?? ''} ${materials[i % materials.length] ?? ''} ${kind} ${String(i)}`,
      category: ['Home', kind],
      ...changes(i),
    })
  })
}

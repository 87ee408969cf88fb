/**
 * Keeps the nearest products by content of each product: only products that are new, changed, or of another embedding
 * version are looked up. A product already kept learns of new neighbours when the lists are joined (join-neighbours).
 */
import type { EmbeddingVersion } from '../../catalog/embedding/embedding-version.ts'
import {
  nearestOfEach,
  readEmbedded,
  type EmbeddedProduct,
} from '../../catalog/embedding/bulk/read-vectors.ts'
import type { Db } from '../../database/schema.ts'
import { selectKept, selectNeighbourPage, upsertNeighbours } from './neighbour-queries.ts'

export const neighboursMax = 50

/** Looked up in one statement: some 100 ms through an index, some seconds by full scan of 20,000. */
const lookUpRows = 100
const pageRows = 2_000

/** @param progress called with the number of products looked up so far */
export async function refreshNeighbours(
  db: Db,
  version: EmbeddingVersion,
  signal: AbortSignal,
  progress: (lookedUp: number) => Promise<void>,
): Promise<number> {
  let lookedUp = 0
  for await (const page of readEmbedded(db, version)) {
    const stale = await listStale(db, version, page)
    for (let at = 0; at < stale.length; at += lookUpRows) {
      signal.throwIfAborted()
      const part = stale.slice(at, at + lookUpRows)
      await lookUp(db, version, part)
      lookedUp += part.length
      await progress(lookedUp)
    }
  }
  return lookedUp
}

async function listStale(
  db: Db,
  version: EmbeddingVersion,
  page: readonly EmbeddedProduct[],
): Promise<EmbeddedProduct[]> {
  const ids = page.map(({ product_id }) => product_id)
  const kept = new Map(
    (await selectKept(db, version.shopId, version.id, ids)).map((row) => [row.product_id, row.content_hash]),
  )
  return page.filter(({ product_id, content_hash }) => kept.get(product_id) !== content_hash)
}

async function lookUp(
  db: Db,
  version: EmbeddingVersion,
  products: readonly EmbeddedProduct[],
): Promise<void> {
  const hashes = new Map(products.map(({ product_id, content_hash }) => [product_id, content_hash]))
  const found = await nearestOfEach(db, version, [...hashes.keys()], neighboursMax)
  await upsertNeighbours(
    db,
    version.shopId,
    version.id,
    found.map((row) => ({ ...row, content_hash: hashes.get(row.product_id) ?? '' })),
  )
}

/** Texts of JSON rows `[productId, [neighbours], [similarities]]`, by productId. */
export async function* readNeighbours(db: Db, version: EmbeddingVersion): AsyncGenerator<string> {
  for (let after = 0; ;) {
    const page = await selectNeighbourPage(db, version.shopId, version.id, { after, limit: pageRows })
    if (page.rows === 0) return
    yield page.text
    after = page.last
  }
}

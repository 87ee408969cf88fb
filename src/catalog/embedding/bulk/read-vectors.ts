/** The vectors that answer for a shop, all of them in pages, and what is near to what. */
import type { Db } from '../../../database/schema.ts'
import type { EmbeddingVersion } from '../embedding-version.ts'
import { findPointed } from '../version-queries.ts'
import {
  selectEmbedded,
  selectNearestOfEach,
  selectVectorPage,
  type EmbeddedProduct,
  type NearestOfProduct,
} from './bulk-queries.ts'

export type { EmbeddedProduct, NearestOfProduct } from './bulk-queries.ts'

const embeddedRows = 2_000
const vectorRows = 500

/** The version whose vectors answer now; undefined while the shop has none. */
export async function findLiveVersion(db: Db, shopId: string): Promise<EmbeddingVersion | undefined> {
  return (await findPointed(db, shopId)).live
}

/** Products that have a vector, with the content it was made from, by productId. */
export async function* readEmbedded(db: Db, version: EmbeddingVersion): AsyncGenerator<EmbeddedProduct[]> {
  for (let after = 0; ;) {
    const page = await selectEmbedded(db, version, { after, limit: embeddedRows })
    const last = page.at(-1)
    if (last === undefined) return
    yield page
    after = last.product_id
  }
}

/** Texts of JSON rows `[productId, [entries]]`, by productId. */
export async function* readVectors(db: Db, version: EmbeddingVersion): AsyncGenerator<string> {
  for (let after = 0; ;) {
    const page = await selectVectorPage(db, version, { after, limit: vectorRows })
    if (page.rows === 0) return
    yield page.text
    after = page.last
  }
}

/** The `count` products nearest to each of `ids` by content. */
export function nearestOfEach(
  db: Db,
  version: EmbeddingVersion,
  ids: readonly number[],
  count: number,
): Promise<NearestOfProduct[]> {
  return selectNearestOfEach(db, version, ids, count)
}

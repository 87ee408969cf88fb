/**
 * Loads what the first searches of a process would have to wait for: the full-text indexes of its shops and the model
 * that embeds queries. Runs beside serving; a search that comes meanwhile shares the load it needs.
 */
import type { Db } from '../../database/schema.ts'
import { listShops } from '../../shops/find-shop.ts'
import type { LiveVersions } from '../embedding/nearest/live-versions.ts'
import type { LexicalIndexes } from './lexical-indexes.ts'
import type { QueryVectors } from './query-vectors.ts'

export interface WarmSearchDeps {
  readonly db: Db
  readonly lexicalIndexes: LexicalIndexes
  readonly liveVersions: LiveVersions
  readonly queryVectors: QueryVectors
}

/** Shops beyond this many are left to their first search: warming must not keep a process busy for minutes. */
const shopsMax = 16

/**
 * One shop after the other, oldest first, until the memory for indexes is used up.
 *
 * @throws AppError inference.* when a model cannot be opened; whatever the database raises; the signal's reason
 */
export async function warmSearch(deps: WarmSearchDeps, signal: AbortSignal): Promise<void> {
  const shops = await listShops(deps.db)
  for (const { id } of shops.slice(0, shopsMax)) {
    signal.throwIfAborted()
    if (deps.lexicalIndexes.isFull) return
    const version = await deps.liveVersions.find(id)
    // Models load in threads of their own, so the two hardly slow each other.
    await Promise.all([
      deps.lexicalIndexes.of(id),
      version === undefined ? undefined : deps.queryVectors.of(version, 'warm'),
    ])
  }
}

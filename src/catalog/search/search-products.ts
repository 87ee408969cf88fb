/**
 * Text search: products that hold the words (BM25) and products that mean the same (vectors), fused by rank. Without
 * vectors the words decide alone, and the answer says so; without a word in common the meaning does.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, encodeCursor, type PageRequest } from '../../page.ts'
import { getShop } from '../../shops/find-shop.ts'
import type { LiveVersions } from '../embedding/nearest/live-versions.ts'
import { selectNearestToVector } from '../embedding/nearest/nearest-queries.ts'
import type { ProductFilter } from '../filter.ts'
import type { Bm25Index } from './bm25-index.ts'
import type { LexicalIndexes } from './lexical-indexes.ts'
import { selectCards, selectGone, selectSold, type ProductCard } from './lexical-queries.ts'
import type { QueryVectors } from './query-vectors.ts'
import { fuseSearch, searchFusion } from './rank-fusion.ts'

export interface SearchDeps {
  readonly db: Db
  readonly lexicalIndexes: LexicalIndexes
  readonly liveVersions: LiveVersions
  readonly queryVectors: QueryVectors
}

export interface SearchRequest extends PageRequest {
  readonly shopId: string
  readonly query: string
  readonly filter?: ProductFilter | undefined
  /** Adds the ranks each list gave. */
  readonly explain?: boolean | undefined
}

export interface SearchItem extends ProductCard {
  /** Fused score; orders one answer, comparable with nothing else. */
  readonly score: number
  /** Place in each list, from 1; null where the list does not hold it. With `explain` only. */
  readonly ranks?: { readonly lexical: number | null; readonly vector: number | null }
}

export type VectorLeg =
  | { readonly used: true; readonly weight: number; readonly model: string }
  /** not-embedded: the shop has no vectors yet. model-unavailable: the query could not be embedded just now. */
  | { readonly used: false; readonly reason: 'not-embedded' | 'model-unavailable' | 'weight-zero' }

export interface SearchResult {
  /** Best first, active products only. */
  readonly items: readonly SearchItem[]
  readonly next: string | null
  readonly legs: {
    readonly lexical: { readonly weight: number; readonly matched: number }
    readonly vector: VectorLeg
  }
}

/** Hits whose filter one statement checks. */
const filterBatch = 1_000

/** @throws AppError request.invalid for a cursor of another query, shops.not-found */
export async function searchProducts(deps: SearchDeps, request: SearchRequest): Promise<SearchResult> {
  const { shopId, query, filter, limit, explain = false } = request
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([query, filter ?? null]))
    .digest('base64url')
    .slice(0, 16)
  const offset = readOffset(request.cursor, fingerprint)
  const [shop, index] = await Promise.all([getShop(deps.db, shopId), deps.lexicalIndexes.of(shopId)])
  const vectorWeight = shop.settings.searchVectorWeight
  const [lexical, vector] = await Promise.all([
    rankByWords(deps, shopId, index, query, filter),
    rankByMeaning(deps, shopId, query, filter, vectorWeight),
  ])
  const fused = fuseSearch({ lexical, vector: vector.keys }, vector.leg.used ? vectorWeight : 0)
  const { taken, end } = await takeSold(deps.db, shopId, index, fused, offset, limit)
  const rankIn = (keys: readonly string[], key: string) => (keys.includes(key) ? keys.indexOf(key) + 1 : null)
  return {
    items: taken.map(({ card, score }) => ({
      ...card,
      score,
      ...(explain
        ? { ranks: { lexical: rankIn(lexical, card.id), vector: rankIn(vector.keys, card.id) } }
        : {}),
    })),
    next: end < fused.length ? encodeCursor([fingerprint, end]) : null,
    legs: {
      lexical: { weight: vector.leg.used ? 1 - vectorWeight : 1, matched: lexical.length },
      vector: vector.leg,
    },
  }
}

function readOffset(cursor: string | undefined, fingerprint: string): number {
  if (cursor === undefined) return 0
  const [madeFor, offset] = decodeCursor(cursor, z.tuple([z.string(), z.int().min(0)]))
  if (madeFor === fingerprint) return offset
  throw new AppError(
    'request.invalid',
    'The cursor belongs to another query or filter; start from the first page.',
    {
      errors: [{ path: 'query.cursor', message: 'belongs to another query' }],
    },
  )
}

/** Ids of products that share words with the query, best first. A filter is applied before the depth, not after. */
async function rankByWords(
  { db }: SearchDeps,
  shopId: string,
  index: Bm25Index,
  query: string,
  filter: ProductFilter | undefined,
): Promise<string[]> {
  const { lexicalDepth } = searchFusion
  const limit = filter === undefined ? lexicalDepth : index.size
  const keys = index.search(query, { limit }).map(({ key }) => key)
  if (filter === undefined) return keys
  const kept: string[] = []
  for (let start = 0; start < keys.length && kept.length < lexicalDepth; start += filterBatch) {
    const batch = keys.slice(start, start + filterBatch)
    const sold = await selectSold(db, shopId, batch, filter)
    kept.push(...batch.filter((key) => sold.has(key)))
  }
  return kept.slice(0, lexicalDepth)
}

async function rankByMeaning(
  { db, liveVersions, queryVectors }: SearchDeps,
  shopId: string,
  query: string,
  filter: ProductFilter | undefined,
  weight: number,
): Promise<{ readonly keys: readonly string[]; readonly leg: VectorLeg }> {
  if (weight === 0) return { keys: [], leg: { used: false, reason: 'weight-zero' } }
  const version = await liveVersions.find(shopId)
  if (version === undefined) return { keys: [], leg: { used: false, reason: 'not-embedded' } }
  const vector = await queryVectors.of(version, query).catch((error: unknown) => {
    // The words still answer; anything but the model's own trouble is a fault of ours and goes up.
    if (error instanceof AppError && error.code.startsWith('inference.')) return undefined
    throw error
  })
  if (vector === undefined) return { keys: [], leg: { used: false, reason: 'model-unavailable' } }
  const rows = await selectNearestToVector(db, version, {
    vector,
    limit: searchFusion.vectorDepth,
    filter,
    exclude: [],
    inStockOnly: false,
  })
  const keys = rows.filter(({ similarity }) => Number.isFinite(similarity)).map((row) => row.external_id)
  return { keys, leg: { used: true, weight, model: version.model } }
}

interface Fused {
  readonly key: string
  readonly score: number
}

/** Fills a page from the fused list with products that are sold at this moment; `end` is where the next page starts. */
async function takeSold(
  db: Db,
  shopId: string,
  index: Bm25Index,
  fused: readonly Fused[],
  offset: number,
  limit: number,
): Promise<{ taken: { card: ProductCard; score: number }[]; end: number }> {
  const taken: { card: ProductCard; score: number }[] = []
  let end = offset
  while (taken.length < limit && end < fused.length) {
    const slice = fused.slice(end, end + limit - taken.length)
    const keys = slice.map(({ key }) => key)
    const cards = await selectCards(db, shopId, keys)
    for (const { key, score } of slice) {
      const card = cards.get(key)
      if (card !== undefined) taken.push({ card, score })
    }
    // Deleted rows leave no change behind for the index to read, so it is told of them here.
    const absent = keys.filter((key) => !cards.has(key))
    if (absent.length > 0) for (const gone of await selectGone(db, shopId, absent)) index.remove(gone)
    end += slice.length
  }
  return { taken, end }
}

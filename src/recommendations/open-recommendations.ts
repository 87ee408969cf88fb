/** What a process needs to recommend, put together: memories, keys, the ring of slates and its writer. */
import type { Clock } from '../clock.ts'
import type { ChangeFeed } from '../database/changes/change-feed.ts'
import type { Db } from '../database/schema.ts'
import type { ReadToken } from '../events/attribution.ts'
import { readErasure } from '../events/erasure/erase-visitor.ts'
import type { Memo } from './memory/slate-memo.ts'
import { createMemo, noMemo } from './memory/slate-memo.ts'
import { createServingCounts } from './serving/serving-counts.ts'
import type { RecommendDeps } from './recommend.ts'
import { storeSlates } from './slates/keep-slates.ts'
import { createSigningKeys } from './slates/signing-keys.ts'
import { createTokenIssuer } from './slates/issue-tokens.ts'
import { createSlateRing } from './slates/slate-ring.ts'
import { claimedShop, readToken } from './slates/slate-token.ts'

export interface OpenRecommendationsOptions extends Omit<
  RecommendDeps,
  'signingKeys' | 'slates' | 'issueTokens' | 'pools' | 'composed' | 'memo' | 'counts'
> {
  readonly db: Db
  readonly clock: Clock
  /** How long what answered a question is remembered; 0: every answer is worked out anew. */
  readonly rememberedMs: number
  /** Tells of visitors who were erased. */
  readonly feed: Pick<ChangeFeed, 'subscribe'>
  readonly onFailure: (error: unknown) => void
}

export interface Recommendations extends AsyncDisposable {
  readonly deps: RecommendDeps
  /** To be called before tokens of the shop are read: loads its keys. */
  prepareTokens(shopId: string): Promise<void>
  readonly readToken: ReadToken
}

/** Questions whose candidates, and whose slates, are remembered: some 100 MB when full (20 kB and 6 kB each). */
const poolsMax = 1_000
const slatesMax = 10_000
const flushMs = 500

export function openRecommendations(options: OpenRecommendationsOptions): Recommendations {
  const { db, clock, rememberedMs, feed, onFailure } = options
  const signingKeys = createSigningKeys(db, clock)
  const slates = createSlateRing({ store: (records) => storeSlates(db, records) })
  const open = <T>(entriesMax: number): Memo<T> =>
    rememberedMs > 0 ? createMemo<T>({ entriesMax, keptMs: rememberedMs, clock }) : noMemo<T>()
  const deps: RecommendDeps = {
    ...options,
    signingKeys,
    slates,
    issueTokens: createTokenIssuer(),
    pools: open(poolsMax),
    composed: open(slatesMax),
    memo: { hits: 0, misses: 0 },
    counts: createServingCounts(),
  }
  const stopListening = feed.subscribe('visitors', (change) => {
    const isErased = readErasure(change)
    if (isErased !== undefined) slates.forget(change.shopId, isErased)
  })
  const timer = setInterval(() => {
    slates.flush().catch(onFailure)
  }, flushMs).unref()
  return {
    deps,
    async prepareTokens(shopId) {
      await signingKeys.of(shopId)
    },
    readToken(token) {
      const shopId = claimedShop(token)
      if (shopId === undefined) return undefined
      return readToken(signingKeys.peek(shopId), token, clock.now().getTime() / 1_000)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      stopListening()
      await slates.flush().catch(onFailure)
    },
  }
}

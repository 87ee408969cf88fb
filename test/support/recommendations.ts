/** Recommending on a test database: everything real, with memories that wait for every change before they answer. */
import { tmpdir } from 'node:os'
import { createLiveVersions } from '../../src/catalog/embedding/nearest/live-versions.ts'
import { OpenEmbedders } from '../../src/catalog/embedding/open-embedders.ts'
import { OpenMirrors } from '../../src/catalog/mirror/open-mirrors.ts'
import { LexicalIndexes } from '../../src/catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../../src/catalog/search/query-vectors.ts'
import { systemClock, type Clock } from '../../src/clock.ts'
import type { Db } from '../../src/database/schema.ts'
import { emptyHistory } from '../../src/events/history/visitor-history.ts'
import { createEmbedderSource } from '../../src/inference/embedder-source.ts'
import { openRecommendations } from '../../src/recommendations/open-recommendations.ts'
import type { RecommendDeps } from '../../src/recommendations/recommend.ts'

/** A mirror is loaded anew for each answer, because a test changes the catalogue between two lines. */
export function testRecommendations(
  db: Db,
  replace: Partial<RecommendDeps> & { readonly clock?: Clock } = {},
): RecommendDeps {
  const clock = replace.clock ?? systemClock
  const current = { subscribe: () => () => undefined, isCurrent: () => true }
  const { deps } = openRecommendations({
    db,
    clock,
    liveVersions: createLiveVersions(db, clock),
    lexicalIndexes: new LexicalIndexes({ db, clock }),
    queryVectors: new QueryVectors(
      new OpenEmbedders(
        db,
        createEmbedderSource({
          EMBEDDING_MODEL: 'lsa',
          EMBEDDING_THREADS: 1,
          DATA_DIR: tmpdir(),
          OPENAI_BASE_URL: undefined,
          OPENAI_API_KEY: undefined,
        }),
      ),
    ),
    mirrors: {
      of: (shopId) => new OpenMirrors({ db, feed: current }).of(shopId),
      soon: (shopId) => new OpenMirrors({ db, feed: current }).of(shopId),
      newest: () => Promise.reject(new Error('The shop is waited for.')),
      peek: () => undefined,
      isCurrent: () => true,
      confirm: () => Promise.reject(new Error('A current mirror needs no confirmation.')),
    },
    images: { of: () => Promise.resolve(undefined), peek: () => undefined },
    histories: { of: () => emptyHistory },
    rules: { activeFor: () => ({ active: [], arm: null }) },
    imageMaxAgeMs: 86_400_000,
    rememberedMs: 0,
    feed: current,
    // A busy machine is no reason for another answer.
    deadlineMs: 10_000,
    onFailure: () => undefined,
    ...replace,
  })
  return { ...deps, ...replace }
}

/**
 * What a process keeps in memory to answer quickly: opened embedders, the lexical indexes, which embedding version is
 * live, recent query vectors. All of it is a copy of what Postgres holds and can be dropped at any time.
 */
import type { App } from '../app.ts'
import { createLiveVersions, type LiveVersions } from '../catalog/embedding/nearest/live-versions.ts'
import type { ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import { OpenEmbedders } from '../catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../catalog/search/query-vectors.ts'
import { AppError } from '../errors.ts'
import { announceChange } from '../database/changes/announce.ts'
import type { RecommendDeps } from '../recommendations/recommend.ts'
import { openEvents, type Events } from '../events/open-events.ts'
import type { HeldImages } from '../recommendations/image/held/hold-images.ts'
import type { LendRecommender } from '../recommendations/mailings/fill-mailing.ts'
import type { OpenRuleBook } from '../recommendations/merchandising/open-rule-book.ts'
import { warmRecommendations } from '../recommendations/warm-recommendations.ts'
import { countEvents, showEventsWaiting, showMemo } from '../telemetry.ts'
import { openRecommender } from './recommender.ts'
import { showRecommendations } from './show-recommendations.ts'
import { warmSearch } from '../catalog/search/warm-search.ts'

export interface Serving extends AsyncDisposable {
  readonly openEmbedders: OpenEmbedders
  readonly liveVersions: LiveVersions
  readonly lexicalIndexes: LexicalIndexes
  readonly queryVectors: QueryVectors
  readonly events: Events
  readonly mirrors: ShopMirrors
  readonly recommendations: RecommendDeps
  readonly images: HeldImages
  readonly announce: typeof announceChange
  readonly rules: OpenRuleBook
  readonly lendRecommender: LendRecommender
  /** Starts loading what the first searches need, and returns at once; a failure is logged and left to the search. */
  warm(): void
}

/** @param hears whether the process is told of changes; one that is not lends what it opens for the purpose */
export function openServing(app: App, hears = true): Serving {
  const { db, clock, embedders, log, config, changes, metrics, registry } = app
  const openEmbedders = new OpenEmbedders(db, embedders)
  const liveVersions = createLiveVersions(db, clock)
  const lexicalIndexes = new LexicalIndexes({ db, clock })
  const queryVectors = new QueryVectors(openEmbedders)
  const events = openEvents({
    db,
    clock,
    feed: changes.feed,
    announce: announceChange,
    readToken: (token) => recommendations.readToken(token),
    retentionMonths: config.EVENTS_RETENTION_MONTHS,
  })
  showEventsWaiting(registry, () => events.waiting())
  const share = { liveVersions, lexicalIndexes, queryVectors, histories: events.histories }
  const recommender = openRecommender(app, share)
  const { mirrors, images, rules, recommendations } = recommender
  showRecommendations(registry, clock, { images, recommendations: recommendations.deps })
  showMemo(registry, recommendations.deps.memo)
  const closing = new AbortController()
  return {
    openEmbedders,
    liveVersions,
    lexicalIndexes,
    queryVectors,
    events: {
      ...events,
      async ingest(request) {
        await recommendations.prepareTokens(request.shopId)
        try {
          const report = await events.ingest(request)
          countEvents(metrics, report)
          return report
        } catch (error) {
          // A lone faulty event is refused with the request.
          if (error instanceof AppError && error.code === 'request.invalid') {
            metrics.events.inc({ outcome: 'refused' })
          }
          throw error
        }
      },
    },
    mirrors,
    recommendations: recommendations.deps,
    images,
    announce: announceChange,
    rules,
    async lendRecommender(use) {
      if (hears) return use(recommendations.deps)
      await using own = openRecommender(app, share)
      return await use(own.recommendations.deps)
    },
    warm() {
      const startedAt = clock.monotonicMs()
      const tell = (what: string, work: Promise<void>) =>
        work.then(
          () => {
            log.info({ ms: Math.round(clock.monotonicMs() - startedAt) }, `${what} warm`)
          },
          (error: unknown) => {
            if (!closing.signal.aborted) log.warn({ err: error }, `${what} not warm`)
          },
        )
      void tell('recommendations are', warmRecommendations({ db, mirrors, images }, closing.signal))
        // Pages show recommendations before anybody searches.
        .then(() =>
          tell('search is', warmSearch({ db, lexicalIndexes, liveVersions, queryVectors }, closing.signal)),
        )
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      events[Symbol.dispose]()
      await recommender[Symbol.asyncDispose]()
      await openEmbedders[Symbol.asyncDispose]()
    },
  }
}

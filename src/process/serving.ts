/**
 * What a process keeps in memory to answer quickly: opened embedders, the lexical indexes, which embedding version is
 * live, recent query vectors. All of it is a copy of what Postgres holds and can be dropped at any time.
 */
import { join } from 'node:path'
import type { App } from '../app.ts'
import { createLiveVersions, type LiveVersions } from '../catalog/embedding/nearest/live-versions.ts'
import { OpenMirrors } from '../catalog/mirror/open-mirrors.ts'
import type { ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import { OpenEmbedders } from '../catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../catalog/search/query-vectors.ts'
import { AppError } from '../errors.ts'
import { announceChange } from '../database/changes/announce.ts'
import { openRecommendations } from '../recommendations/open-recommendations.ts'
import type { RecommendDeps } from '../recommendations/recommend.ts'
import { openEvents, type Events } from '../events/open-events.ts'
import { holdImages, type HeldImages } from '../recommendations/image/held/hold-images.ts'
import { openRuleBook, type OpenRuleBook } from '../recommendations/merchandising/open-rule-book.ts'
import { warmRecommendations } from '../recommendations/warm-recommendations.ts'
import { countEvents, showEventsWaiting, showMemo } from '../telemetry.ts'
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
  /** Starts loading what the first searches need, and returns at once; a failure is logged and left to the search. */
  warm(): void
}

export function openServing({ db, clock, embedders, log, config, changes, metrics, registry }: App): Serving {
  const openEmbedders = new OpenEmbedders(db, embedders)
  const liveVersions = createLiveVersions(db, clock)
  const lexicalIndexes = new LexicalIndexes({ db, clock })
  const queryVectors = new QueryVectors(openEmbedders)
  const mirrors = new OpenMirrors({ db, feed: changes.feed })
  const events = openEvents({
    db,
    clock,
    feed: changes.feed,
    announce: announceChange,
    readToken: (token) => recommendations.readToken(token),
    retentionMonths: config.EVENTS_RETENTION_MONTHS,
  })
  showEventsWaiting(registry, () => events.waiting())
  const images = holdImages({
    db,
    clock,
    directory: join(config.DATA_DIR, 'images'),
    feed: changes.feed,
    onError(error) {
      log.warn({ err: error }, 'an image could not be brought up to date')
    },
  })
  const rules = openRuleBook({
    db,
    feed: changes.feed,
    mirrors,
    announce: announceChange,
    async awaitApplied() {
      const { applied, ms } = await changes.awaitApplied()
      if (!applied) log.warn({ ms }, 'a process has not said that it took in a change of the rules')
    },
  })
  const recommendations = openRecommendations({
    db,
    clock,
    liveVersions,
    lexicalIndexes,
    queryVectors,
    mirrors,
    images,
    histories: events.histories,
    rules,
    imageMaxAgeMs: config.RECOMMENDATION_IMAGE_MAX_AGE_HOURS * 3_600_000,
    rememberedMs: config.RECOMMENDATION_MEMORY_MS,
    feed: changes.feed,
    onFailure: (error) => {
      log.warn({ err: error }, 'slates could not be stored')
    },
  })
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
      await recommendations[Symbol.asyncDispose]()
      mirrors[Symbol.dispose]()
      await images[Symbol.asyncDispose]()
      rules[Symbol.dispose]()
      await openEmbedders[Symbol.asyncDispose]()
    },
  }
}

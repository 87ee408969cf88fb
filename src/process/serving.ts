/**
 * What a process keeps in memory to answer quickly: opened embedders, the lexical indexes, which embedding version is
 * live, recent query vectors. All of it is a copy of what Postgres holds and can be dropped at any time.
 */
import type { App } from '../app.ts'
import { createLiveVersions, type LiveVersions } from '../catalog/embedding/nearest/live-versions.ts'
import { OpenMirrors } from '../catalog/mirror/open-mirrors.ts'
import type { ShopMirrors } from '../catalog/mirror/shop-mirror.ts'
import { OpenEmbedders } from '../catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../catalog/search/query-vectors.ts'
import { announceChange } from '../database/changes/announce.ts'
import { openEvents, type Events } from '../events/open-events.ts'
import { warmSearch } from '../catalog/search/warm-search.ts'

export interface Serving extends AsyncDisposable {
  readonly openEmbedders: OpenEmbedders
  readonly liveVersions: LiveVersions
  readonly lexicalIndexes: LexicalIndexes
  readonly queryVectors: QueryVectors
  readonly events: Events
  readonly mirrors: ShopMirrors
  /** Starts loading what the first searches need, and returns at once; a failure is logged and left to the search. */
  warm(): void
}

export function openServing({ db, clock, embedders, log, config, changes }: App): Serving {
  const openEmbedders = new OpenEmbedders(db, embedders)
  const liveVersions = createLiveVersions(db, clock)
  const lexicalIndexes = new LexicalIndexes({ db, clock })
  const queryVectors = new QueryVectors(openEmbedders)
  const events = openEvents({
    db,
    clock,
    feed: changes.feed,
    announce: announceChange,
    readToken: () => undefined,
    retentionMonths: config.EVENTS_RETENTION_MONTHS,
  })
  const mirrors = new OpenMirrors({ db, feed: changes.feed })
  const closing = new AbortController()
  return {
    openEmbedders,
    liveVersions,
    lexicalIndexes,
    queryVectors,
    events,
    mirrors,
    warm() {
      const startedAt = clock.monotonicMs()
      warmSearch({ db, lexicalIndexes, liveVersions, queryVectors }, closing.signal).then(
        () => {
          log.info({ ms: Math.round(clock.monotonicMs() - startedAt) }, 'search is warm')
        },
        (error: unknown) => {
          if (!closing.signal.aborted) log.warn({ err: error }, 'search could not be warmed')
        },
      )
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      events[Symbol.dispose]()
      mirrors[Symbol.dispose]()
      await openEmbedders[Symbol.asyncDispose]()
    },
  }
}

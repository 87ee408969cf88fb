/** The OpenAPI document of the routes as they are in the source; no database is touched to make it. */
import { tmpdir } from 'node:os'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { pino } from 'pino'
import { Histogram, Registry } from 'prom-client'
import { createLiveVersions } from '../src/catalog/embedding/nearest/live-versions.ts'
import { OpenEmbedders } from '../src/catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../src/catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../src/catalog/search/query-vectors.ts'
import { systemClock } from '../src/clock.ts'
import type { Schema } from '../src/database/schema.ts'
import { holdImages } from '../src/recommendations/image/held/hold-images.ts'
import { openRuleBook } from '../src/recommendations/merchandising/open-rule-book.ts'
import { openEvents } from '../src/events/open-events.ts'
import { createServer } from '../src/http/server.ts'
import { testRecommendations } from '../test/support/recommendations.ts'
import { createEmbedderSource } from '../src/inference/embedder-source.ts'

/** JSON of the document, formatted as it is committed. */
export async function openApiDocument(): Promise<string> {
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (kysely) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  const server = await createServer({
    config: {
      PUBLIC_URL: undefined,
      TRUST_PROXY: [],
      RATE_LIMIT_PER_MINUTE: 1,
      RATE_LIMIT_IP_PER_MINUTE: 1,
      IMPORT_MAX_BYTES: 1,
      EMBEDDING_MODEL: 'lsa',
      EMBEDDING_MODELS_ALLOWED: [],
      COPY_DAILY_BUDGET_USD: 5,
    },
    log: pino({ level: 'silent' }),
    clock: systemClock,
    db,
    registry: new Registry(),
    metrics: {
      requests: new Histogram({
        name: 'unused',
        help: 'unused',
        labelNames: ['method', 'route', 'status'],
        registers: [],
      }),
    },
    health: {
      isConsuming: () => true,
      isDraining: () => false,
      checkDatabase: () => Promise.resolve(),
    },
    images: holdImages({
      db,
      clock: systemClock,
      directory: '',
      feed: { subscribe: () => () => undefined },
      onError: () => undefined,
    }),
    changes: { awaitApplied: () => Promise.resolve({ applied: true }) },
    announce: () => Promise.resolve(),
    events: openEvents({
      db,
      clock: systemClock,
      feed: { subscribe: () => () => undefined, isCurrent: () => false },
      announce: () => Promise.resolve(),
      readToken: () => undefined,
      retentionMonths: 0,
    }),

    rules: openRuleBook({
      db,
      feed: { subscribe: () => () => undefined, isCurrent: () => false },
      mirrors: { peek: () => undefined },
      announce: () => Promise.resolve(),
      awaitApplied: () => Promise.resolve(),
    }),
    relay: { poke: () => undefined },
    lexicalIndexes: new LexicalIndexes({ db, clock: systemClock }),
    liveVersions: createLiveVersions(db, systemClock),
    recommendations: testRecommendations(db),
    queryVectors: new QueryVectors(new OpenEmbedders(db, createEmbedderSource(lsaOnly))),
  })
  try {
    await server.ready()
    return `${JSON.stringify(server.swagger(), null, 2)}\n`
  } finally {
    await server.close()
  }
}

/** Needs no weights and no network. */
const lsaOnly = {
  EMBEDDING_MODEL: 'lsa',
  EMBEDDING_THREADS: 1,
  DATA_DIR: tmpdir(),
  OPENAI_BASE_URL: undefined,
  OPENAI_API_KEY: undefined,
}

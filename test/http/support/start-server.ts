/** A server on a fresh migrated database with a key of every kind; requests go through `inject`. */
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Histogram, Registry } from 'prom-client'
import { createLiveVersions } from '../../../src/catalog/embedding/nearest/live-versions.ts'
import { OpenEmbedders } from '../../../src/catalog/embedding/open-embedders.ts'
import { LexicalIndexes } from '../../../src/catalog/search/lexical-indexes.ts'
import { QueryVectors } from '../../../src/catalog/search/query-vectors.ts'
import { systemClock } from '../../../src/clock.ts'
import { openEvents } from '../../../src/events/open-events.ts'
import { holdImages } from '../../../src/recommendations/image/held/hold-images.ts'
import { createServer, type ServerOptions } from '../../../src/http/server.ts'
import type { ServerDeps } from '../../../src/http/server-deps.ts'
import { createEmbedderSource } from '../../../src/inference/embedder-source.ts'
import type { KeyKind, Scope } from '../../../src/security/api-key.ts'
import { openRuleBook } from '../../../src/recommendations/merchandising/open-rule-book.ts'
import { createKey } from '../../../src/security/issue-key.ts'
import { addShop, testDatabase, type TestDatabase } from '../../support/database.ts'
import { testRecommendations } from '../../support/recommendations.ts'

export interface TestServer extends AsyncDisposable {
  readonly server: FastifyInstance
  readonly deps: ServerDeps
  readonly database: TestDatabase
  readonly shopId: string
  readonly otherShopId: string
  /** Secret key of the shop: every scope. */
  readonly secret: string
  readonly publishable: string
  /** Secret key of another shop in the same database. */
  readonly otherSecret: string
  keyWith(scopes: readonly Scope[]): Promise<string>
  keyOf(kind: KeyKind, shopId?: string): Promise<string>
}

/** Wide enough that a slow test machine never sheds load. */
const calmPressure = { delayMs: 60_000, delayLastMs: 60_000 }

export async function startServer(
  replace: Partial<Omit<ServerDeps, 'config'>> & {
    readonly config?: Partial<ServerDeps['config']>
    readonly options?: ServerOptions
  } = {},
): Promise<TestServer> {
  const database = await testDatabase()
  const { config, options, ...rest } = replace
  const deps = testDeps(database, { ...rest, ...(config === undefined ? {} : { config }) })
  const server = await createServer(deps, { pressure: calmPressure, ...options })
  await server.ready()
  const otherShopId = await addShop(database)
  const keyOf = async (kind: KeyKind, shopId = database.shopId, scopes?: readonly Scope[]) => {
    const { key } = await createKey(database.db, deps.clock, { shopId, name: kind, kind, scopes })
    return key
  }
  return {
    server,
    deps,
    database,
    shopId: database.shopId,
    otherShopId,
    secret: await keyOf('secret'),
    publishable: await keyOf('publishable'),
    otherSecret: await keyOf('secret', otherShopId),
    keyWith: (scopes) => keyOf('restricted', database.shopId, scopes),
    keyOf,
    async [Symbol.asyncDispose]() {
      await server.close()
      await database[Symbol.asyncDispose]()
    },
  }
}

export function testDeps(
  database: Pick<TestDatabase, 'db'>,
  replace: Partial<Omit<ServerDeps, 'config'>> & { readonly config?: Partial<ServerDeps['config']> } = {},
): ServerDeps {
  const registry = new Registry()
  const { config, ...rest } = replace
  return {
    log: pino({ level: 'silent' }),
    clock: systemClock,
    db: database.db,
    relay: { poke: () => undefined },
    lexicalIndexes: new LexicalIndexes({ db: database.db, clock: systemClock }),
    liveVersions: createLiveVersions(database.db, systemClock),
    queryVectors: new QueryVectors(new OpenEmbedders(database.db, createEmbedderSource(lsaOnly))),
    events: openEvents({
      db: database.db,
      clock: rest.clock ?? systemClock,
      feed: { subscribe: () => () => undefined, isCurrent: () => false },
      announce: () => Promise.resolve(),
      readToken: () => undefined,
      retentionMonths: 13,
    }),
    images: holdImages({
      db: database.db,
      clock: systemClock,
      directory: join(tmpdir(), 'vitrine-no-images'),
      feed: { subscribe: () => () => undefined },
      onError: () => undefined,
    }),
    announce: () => Promise.resolve(),
    changes: { awaitApplied: () => Promise.resolve({ applied: true }) },
    rules: openRuleBook({
      db: database.db,
      feed: { subscribe: () => () => undefined, isCurrent: () => false },
      mirrors: { peek: () => undefined },
      announce: () => Promise.resolve(),
      awaitApplied: () => Promise.resolve(),
    }),
    registry,
    metrics: {
      requests: new Histogram({
        name: 'vitrine_http_request_duration_seconds',
        help: 'HTTP requests',
        labelNames: ['method', 'route', 'status'],
        registers: [registry],
      }),
    },
    health: {
      isConsuming: () => true,
      isDraining: () => false,
      checkDatabase: () => Promise.resolve(),
    },
    recommendations: testRecommendations(database.db, rest.clock === undefined ? {} : { clock: rest.clock }),
    ...rest,
    config: {
      PUBLIC_URL: undefined,
      TRUST_PROXY: [],
      RATE_LIMIT_PER_MINUTE: 1_000_000,
      RATE_LIMIT_IP_PER_MINUTE: 1_000_000,
      IMPORT_MAX_BYTES: 10_000_000,
      EMBEDDING_MODEL: 'lsa',
      EMBEDDING_MODELS_ALLOWED: [],
      COPY_DAILY_BUDGET_USD: 5,
      ...config,
    },
  }
}

export function bearer(key: string): { readonly authorization: string } {
  return { authorization: `Bearer ${key}` }
}

/** Needs no weights and no network. */
const lsaOnly = {
  EMBEDDING_MODEL: 'lsa',
  EMBEDDING_THREADS: 1,
  DATA_DIR: tmpdir(),
  OPENAI_BASE_URL: undefined,
  OPENAI_API_KEY: undefined,
}

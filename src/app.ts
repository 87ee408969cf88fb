/** The composition root: the only place that knows which driver is which. Both doors of the house get the same App. */
import { fileURLToPath } from 'node:url'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config.ts'
import { openChanges, type Changes } from './database/changes/open-changes.ts'
import { openDatabase, type Database } from './database/connect.ts'
import { listMissing, migrate, readMigrations, requireMigrated } from './database/migrate.ts'
import { newId } from './ids.ts'
import { databaseOutage } from './database/outage.ts'
import type { Db } from './database/schema.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { createChatModels, type CallObserver, type ChatModels } from './inference/chat-model-source.ts'
import { createEmbedderSource, type EmbedderSource } from './inference/embedder-source.ts'
import { openHintQueue, type HintQueue } from './queue/bullmq.ts'
import { createHinter, type Hinter } from './queue/hints.ts'
import { oldestDueSeconds } from './queue/job-queries.ts'
import { jobs } from './queue/jobs.ts'
import { startRelay, type Relay } from './queue/relay.ts'
import {
  showChangeFeed,
  showOldestDue,
  showStatementCounts,
  startTelemetry,
  type Metrics,
  type Telemetry,
} from './telemetry.ts'

export interface App extends AsyncDisposable {
  readonly config: Config
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly log: Telemetry['log']
  readonly registry: Telemetry['registry']
  readonly metrics: Metrics
  readonly database: Database
  readonly db: Db
  /** What other processes commit, and the proof that they know what this one committed. */
  readonly changes: Changes
  readonly queue: HintQueue
  readonly hinter: Hinter
  readonly relay: Relay
  readonly embedders: EmbedderSource
  readonly chatModels: ChatModels
  /** Undefined when there is no SECRETS_KEY. */
  readonly secrets: Secrets | undefined
  /** Rejects, with advice, unless the database answers and has this version's schema. */
  checkDatabase(): Promise<void>
}

const RELAY_POLL_MS = 500

/** @param role "api", "worker" or "all"; names the process in logs, metrics and traces */
export async function createApp(config: Config, role: string): Promise<App> {
  const telemetry = await startTelemetry(config, role)
  /** In the order of opening; closed in reverse. */
  const opened: AsyncDisposable[] = [telemetry]
  const close = async () => {
    for (const part of opened.splice(0).reverse()) await part[Symbol.asyncDispose]()
  }
  try {
    return { ...(await compose(config, role, telemetry, opened)), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw databaseOutage(error, 'check that it runs and that DATABASE_URL leads to it') ?? error
  }
}

async function compose(
  config: Config,
  role: string,
  telemetry: Telemetry,
  opened: AsyncDisposable[],
): Promise<Omit<App, keyof AsyncDisposable>> {
  const { log } = telemetry
  const database = await openDatabase(config.DATABASE_URL, {
    poolMax: config.DATABASE_POOL_MAX,
    onIdleError: (error) => {
      log.warn({ err: error }, 'a database connection dropped')
    },
  })
  opened.push(database)
  const { db } = database
  const migrations = await readMigrations(migrationsDirectory())
  // In production migrating is its own command, run once before a roll-out; the embedded database has nobody to run it.
  if (!config.embedded) await requireMigrated(db, migrations)
  else if ((await listMissing(db, migrations)).length > 0) await migrate(db, migrations)
  showStatementCounts(telemetry.registry, database.counts)
  showOldestDue(telemetry.registry, async () => Math.max(0, ...(await oldestDueSeconds(db)).values()))

  const changes = await openChanges(database, {
    id: newId('proc'),
    clock: systemClock,
    listens: role !== 'worker',
    onTrouble: warnOnce(log, 'the change feed is in trouble; answers are checked in the database meanwhile'),
  })
  opened.push(changes)
  showChangeFeed(telemetry.registry, changes.feed)

  const queue = await openHintQueue(
    config.QUEUE_URL,
    database,
    warnOnce(log, 'the queue server is in trouble; workers poll the database meanwhile'),
  )
  opened.push(queue)
  const hinter = createHinter({ queue, definitions: Object.values(jobs), telemetry })
  const relay = startRelay({ db, log, hint: hinter.hint }, RELAY_POLL_MS)
  opened.push(relay)
  const embedders = createEmbedderSource(config)
  opened.push(embedders)
  return {
    config,
    clock: systemClock,
    telemetry,
    log,
    registry: telemetry.registry,
    metrics: telemetry.metrics,
    database,
    db,
    changes,
    queue,
    hinter,
    relay,
    embedders,
    chatModels: createChatModels(config, systemClock, observeCalls(telemetry.metrics)),
    secrets: openSecrets(config.SECRETS_KEY?.reveal(), config.embedded ? config.DATA_DIR : null),
    checkDatabase: () => requireMigrated(db, migrations),
  }
}

/** migrations/ beside src/ and, in a build, beside dist/. */
export function migrationsDirectory(): string {
  return projectPath('migrations')
}

/** A path in the project's root, from the sources and from the build alike. */
export function projectPath(name: string): string {
  const here = fileURLToPath(import.meta.url)
  const depth = here.includes('/dist/src/') ? '../../' : '../'
  return fileURLToPath(new URL(`${depth}${name}`, import.meta.url))
}

function observeCalls(metrics: Metrics): CallObserver {
  return {
    called(model, outcome, seconds) {
      metrics.modelCalls.observe({ operation: 'chat', model, outcome }, seconds)
    },
    spent(model, micros) {
      metrics.modelSpendUsd.inc({ model }, micros / 1_000_000)
    },
  }
}

/** A server that is away complains many times a second; the log says it once a minute. */
function warnOnce(log: Telemetry['log'], message: string): (error: unknown) => void {
  let quietUntilMs = 0
  return (error) => {
    const now = systemClock.monotonicMs()
    if (now < quietUntilMs) return
    quietUntilMs = now + 60_000
    log.warn({ err: error }, message)
  }
}

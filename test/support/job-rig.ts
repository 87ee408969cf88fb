/** A queue with workers over a test database, with jobs of the test's own making. */
import { sql } from 'kysely'
import { systemClock } from '../../src/clock.ts'
import type { Config } from '../../src/config.ts'
import type { Json } from '../../src/database/schema.ts'
import { openHintQueue } from '../../src/queue/bullmq.ts'
import { createHinter } from '../../src/queue/hints.ts'
import type { JobDefinition, Processor } from '../../src/queue/job.ts'
import { startRelay } from '../../src/queue/relay.ts'
import { bindProcessor, type BoundProcessor } from '../../src/queue/worker/work.ts'
import { startWorkers, type Workers } from '../../src/queue/worker/workers.ts'
import { startTelemetry } from '../../src/telemetry.ts'
import { testDatabase, type TestDatabase } from './database.ts'

export interface JobRig extends AsyncDisposable {
  readonly database: TestDatabase
  readonly poke: () => void
  /** Starts a worker set, as another process would; call `stop` on the result. */
  startWorkers(): Workers
  /** Waits until no job of the database is queued or leased, at most `limitMs`. */
  settled(limitMs?: number): Promise<void>
  /** Rows of the jobs table, oldest first. */
  jobs(): Promise<
    readonly { id: string; state: string; attempts: number; deliveries: number; error: Json; result: Json }[]
  >
}

const quick = {
  JOB_LEASE_MS: 1_500,
  JOB_BEAT_MS: 300,
  JOB_SWEEP_MS: 200,
  COPY_CONCURRENCY: 4,
} satisfies Partial<Config>

/** @param servers a database and a queue of the caller's; without: a database of the rig's own that also carries the queue */
export async function jobRig(
  processors: readonly BoundProcessor[],
  servers?: { readonly databaseUrl: string; readonly queueUrl: string },
): Promise<JobRig> {
  const database = await testDatabase(servers?.databaseUrl)
  // Tests of one suite share the caller's servers: what an earlier test left there is none of this one's.
  await sql`TRUNCATE jobs, outbox CASCADE`.execute(database.db)
  const telemetry = await startTelemetry(
    { LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
    'test',
  )
  const queue = await openHintQueue(servers?.queueUrl ?? database.url, database, () => undefined)
  const hinter = createHinter({
    queue,
    definitions: processors.map(({ definition }) => definition),
    telemetry,
  })
  const relay = startRelay({ db: database.db, log: telemetry.log, hint: hinter.hint }, 200)
  const running = new Set<Workers>()
  const rig: JobRig = {
    database,
    poke: relay.poke,
    startWorkers() {
      const workers = startWorkers({
        db: database.db,
        clock: systemClock,
        telemetry,
        queue,
        hinter,
        relay,
        config: quick,
        processors,
      })
      running.add(workers)
      return workers
    },
    async settled(limitMs = 20_000) {
      for (let waitedMs = 0; waitedMs < limitMs; waitedMs += 50) {
        const open = await database.db
          .selectFrom('jobs')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where('shop_id', '=', database.shopId)
          .where('state', 'in', ['queued', 'leased'])
          .executeTakeFirstOrThrow()
        if (open.n === 0) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error('Jobs are still open.')
    },
    jobs: () =>
      database.db
        .selectFrom('jobs')
        .select(['id', 'state', 'attempts', 'deliveries', 'error', 'result'])
        .where('shop_id', '=', database.shopId)
        .orderBy('id')
        .execute(),
    async [Symbol.asyncDispose]() {
      for (const workers of running) await workers.stop()
      await relay[Symbol.asyncDispose]()
      await queue[Symbol.asyncDispose]()
      await telemetry[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
  return rig
}

/** A definition with quick retries and a processor in one go. */
export function testJob<P, R extends Json, C>(
  definition: JobDefinition<string, P>,
  processor: Processor<P, R, C>,
): BoundProcessor {
  return bindProcessor(definition, processor)
}

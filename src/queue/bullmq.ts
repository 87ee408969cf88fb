/**
 * Hints over BullMQ: "these jobs are due". One API on three backends (Redis or Valkey, PostgreSQL, PGlite), picked
 * by the scheme of QUEUE_URL. A hint may be lost, doubled or late; the job protocol (work.ts, sweeper.ts) makes up.
 */
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { createPostgresBackend, isPgPool, Queue, runMigrations, Worker, type JobsOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'
import type { Database } from '../database/connect.ts'
import type { Lane } from './job.ts'

export interface Hint {
  readonly lane: Lane
  readonly kind: string
  readonly ids: readonly string[]
  /** Distinguishes this hint from earlier ones for the same job: BullMQ ignores an id it still knows. */
  readonly number: number
  readonly delayMs?: number
}

export type HintHandler = (hint: { readonly kind: string; readonly ids: readonly string[] }) => Promise<void>

export interface HintQueue extends AsyncDisposable {
  /** Rejects when the queue is out of reach; nothing is buffered. */
  add(hints: readonly Hint[]): Promise<void>
  /** Starts delivering a lane's hints; the returned function stops it and waits for those under way. */
  consume(lane: Lane, concurrency: number, handler: HintHandler): () => Promise<void>
  /** Hints waiting in a lane. */
  waiting(lane: Lane): Promise<number>
  /** @returns a complaint about the server's settings, or undefined when all is well */
  inspect(): Promise<string | undefined>
}

const READY_WAIT_MS = 2_000
const lanes = ['catalog', 'embedding', 'copy', 'egress', 'model'] as const satisfies readonly Lane[]

const hintSchema = z.object({ kind: z.string(), ids: z.array(z.string()) })
type HintData = z.output<typeof hintSchema>

/** Losing BullMQ's lock is harmless (ours is the token), so its own stall limit must never end a hint (bullmq#892). */
const workerOptions = { lockDuration: 30_000, stalledInterval: 30_000, maxStalledCount: 1_000, drainDelay: 5 }
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true }

export async function openHintQueue(
  queueUrl: string,
  database: Database,
  onError: (error: Error) => void,
): Promise<HintQueue> {
  const backend = /^rediss?:/.test(queueUrl)
    ? await redisBackend(queueUrl, onError)
    : await sqlBackend(queueUrl, database)
  const queues = new Map<Lane, OpenQueue>()
  /** Opened on first use: BullMQ never recovers a queue that was opened while its server was away. */
  function queueOf(lane: Lane): OpenQueue {
    backend.requireReady()
    const open = queues.get(lane) ?? backend.openQueue(lane)
    if (!queues.has(lane)) open.on('error', onError)
    queues.set(lane, open)
    return open
  }
  const stops = new Set<() => Promise<void>>()

  return {
    async add(hints) {
      for (const lane of lanes) {
        const entries = hints.filter((hint) => hint.lane === lane)
        if (entries.length === 0) continue
        await queueOf(lane).addBulk(
          entries.map(({ kind, ids, number, delayMs = 0 }) => ({
            name: kind,
            data: { kind, ids: [...ids] },
            opts: {
              ...jobOptions,
              jobId: `${ids[0] ?? ''}-${String(number)}`,
              ...(delayMs > 0 ? { delay: delayMs } : {}),
            },
          })),
        )
      }
    },
    consume(lane, concurrency, handler) {
      const worker = backend.openWorker(lane, concurrency, (data) => handler(hintSchema.parse(data)))
      worker.on('error', onError)
      const stop = async () => {
        stops.delete(stop)
        await worker.close()
      }
      stops.add(stop)
      return stop
    },
    waiting: async (lane) => queueOf(lane).getWaitingCount(),
    inspect: () => backend.inspect(),
    async [Symbol.asyncDispose]() {
      for (const stop of [...stops]) await stop()
      for (const queue of queues.values()) await queue.close()
      await backend.close()
    },
  }
}

/** The few things we ask of BullMQ; its classes carry the backend in their types, so each backend wraps its own. */
interface Backend {
  /** @throws when the server is known to be away */
  requireReady(): void
  openQueue(lane: Lane): OpenQueue
  openWorker(lane: Lane, concurrency: number, run: (data: unknown) => Promise<void>): OpenWorker
  inspect(): Promise<string | undefined>
  close(): Promise<void>
}
interface OpenQueue {
  addBulk(entries: { name: string; data: HintData; opts: JobsOptions }[]): Promise<unknown>
  getWaitingCount(): Promise<number>
  close(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}
interface OpenWorker {
  close(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

async function redisBackend(url: string, onError: (error: Error) => void): Promise<Backend> {
  // A producer fails fast and says so; a consumer waits for the server to come back.
  const producer = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
  })
  const consumer = new Redis(url, { maxRetriesPerRequest: null, connectTimeout: 5_000, lazyConnect: true })
  for (const connection of [producer, consumer]) connection.on('error', onError)
  // A server that is up is ready in milliseconds; one that is away must not keep this process from starting.
  await Promise.race([
    once(producer, 'ready').catch(() => undefined),
    setTimeout(READY_WAIT_MS, undefined, { ref: false }),
  ])
  return {
    requireReady() {
      if (producer.status !== 'ready') throw new Error(`The queue server is away (${producer.status}).`)
    },
    openQueue: (lane) => new Queue(queueName(lane), { connection: producer, skipWaitingForReady: true }),
    openWorker: (lane, concurrency, run) =>
      new Worker(queueName(lane), (job) => run(job.data), {
        ...workerOptions,
        connection: consumer,
        concurrency,
      }),
    async inspect() {
      const [, policy] = z
        .tuple([z.string(), z.string()])
        .catch(['', 'noeviction'])
        .parse(await producer.config('GET', 'maxmemory-policy'))
      return policy === 'noeviction'
        ? undefined
        : `maxmemory-policy is ${policy}; set it to noeviction, or hints are lost under memory pressure and jobs start late.`
    },
    close() {
      producer.disconnect()
      consumer.disconnect()
      return Promise.resolve()
    },
  }
}

async function sqlBackend(queueUrl: string, database: Database): Promise<Backend> {
  const pool: unknown = database.openQueuePool(queueUrl)
  if (!isPgPool(pool)) throw new Error('The database gave a pool that BullMQ cannot use.')
  const client = await pool.connect()
  try {
    await runMigrations(client, 'bullmq', {})
  } finally {
    client.release()
  }
  return {
    requireReady: () => undefined,
    openQueue: (lane) => new Queue(queueName(lane), { connection: pool }, createPostgresBackend),
    openWorker: (lane, concurrency, run) =>
      new Worker(
        queueName(lane),
        (job) => run(job.data),
        { ...workerOptions, connection: pool, concurrency },
        createPostgresBackend,
      ),
    inspect: () => Promise.resolve(undefined),
    close: () => pool.end(),
  }
}

function queueName(lane: Lane): string {
  return `vitrine-${lane}`
}

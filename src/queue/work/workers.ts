/**
 * The working half of a process: listens for hints on every lane, polls the job table when hints stay away, keeps
 * leases, sweeps. `stop` gives unfinished jobs back at once.
 */
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../database/schema.ts'
import type { Telemetry } from '../../telemetry.ts'
import type { HintQueue } from '../bullmq.ts'
import type { Hinter } from '../hints.ts'
import type { Lane } from '../job.ts'
import { listDue } from '../job-queries.ts'
import type { Relay } from '../relay.ts'
import { ConsumptionState } from './consumption.ts'
import { LeaseKeeper } from './lease-keeper.ts'
import { repeat } from './repeat.ts'
import { Slots } from './slots.ts'
import { sweep } from '../sweeper.ts'
import type { BoundProcessor, WorkDeps } from './work.ts'

export interface WorkersDeps {
  readonly db: Db
  readonly clock: Clock
  readonly telemetry: Pick<Telemetry, 'log' | 'metrics' | 'tracer'>
  readonly queue: HintQueue
  readonly hinter: Hinter
  readonly relay: Pick<Relay, 'poke'>
  readonly config: Pick<Config, 'JOB_LEASE_MS' | 'JOB_BEAT_MS' | 'JOB_SWEEP_MS' | 'COPY_CONCURRENCY'>
  readonly processors: readonly BoundProcessor[]
}

export interface Workers {
  /** False when for a minute jobs were due, a slot was free and nothing was claimed (reliability bar R6). */
  consuming(): boolean
  /** Stops claiming, gives back what is unfinished, waits for the rest. */
  stop(): Promise<void>
}

const POLL_MS = 1_000
const POLL_AFTER_SILENCE_MS = 10_000
/** Imports and plans are few and long; embedding is bound by the cores. */
const slots: Record<Exclude<Lane, 'copy'>, number> = { catalog: 2, embedding: 1 }

export function startWorkers(deps: WorkersDeps): Workers {
  const { db, clock, telemetry, queue, hinter, config } = deps
  const { log } = telemetry
  const leases = new LeaseKeeper(db, log, { leaseMs: config.JOB_LEASE_MS, beatMs: config.JOB_BEAT_MS })
  const byKind = new Map(deps.processors.map((processor) => [processor.definition.kind, processor]))
  const lanes = [...new Set(deps.processors.map((processor) => processor.definition.lane))]
  const state = new ConsumptionState(clock)
  let laterHints = 0
  const work: WorkDeps = {
    db,
    clock,
    telemetry,
    leases,
    enqueued: deps.relay.poke,
    hintLater: (kind, ids, delayMs) => {
      // Numbers of later hints never meet those of the relay, which count from one.
      laterHints += 1
      hinter.later(kind, ids, delayMs, Math.round(clock.now().getTime()) + laterHints)
    },
  }

  const lanesOpen = lanes.map((lane) => ({
    lane,
    slots: new Slots(lane === 'copy' ? config.COPY_CONCURRENCY : slots[lane]),
  }))
  async function workOff(kind: string, ids: readonly string[]): Promise<void> {
    const claimed = await byKind.get(kind)?.work(work, ids)
    if (claimed !== undefined && claimed > 0) state.claimed()
  }

  const stops = lanesOpen.map(({ lane, slots: open }) =>
    queue.consume(lane, open.size, async ({ kind, ids }) => {
      state.hinted()
      await open
        .run(() => workOff(kind, ids))
        .catch((error: unknown) => {
          // The hint is spent either way; the sweeper brings the jobs back.
          log.error({ err: error, kind }, 'working off a hint failed')
        })
    }),
  )

  /** Without hints (the queue is down or was emptied) the job table itself is asked. */
  const poll = repeat(POLL_MS, log, 'polling for jobs', async () => {
    if (state.silentMs() < POLL_AFTER_SILENCE_MS) return
    for (const { lane, slots: open } of lanesOpen) {
      const kinds = deps.processors
        .filter(({ definition }) => definition.lane === lane)
        .map(({ definition }) => definition)
      for (const { kind, jobsPerHint } of kinds) {
        const due = await listDue(db, [kind], jobsPerHint * open.free)
        for (let at = 0; at < due.length && open.free > 0; at += jobsPerHint) {
          const ids = due.slice(at, at + jobsPerHint).map((job) => job.id)
          open
            .run(() => workOff(kind, ids))
            .catch((error: unknown) => {
              log.error({ err: error, kind }, 'working off polled jobs failed')
            })
        }
      }
    }
  })

  let passes = 0
  const sweeping = repeat(config.JOB_SWEEP_MS, log, 'sweeping', async () => {
    const oldest = await sweep({ db, telemetry, hint: hinter.hint, queueIsEmpty }, passes++)
    const free = lanesOpen.some(({ slots: open }) => open.free > 0)
    if (oldest !== undefined) state.swept(oldest * 1000, free)
  })

  async function queueIsEmpty(): Promise<boolean> {
    try {
      const waiting = await Promise.all(lanes.map((lane) => queue.waiting(lane)))
      return waiting.every((count) => count === 0)
    } catch {
      // Out of reach: hints are of no use now, polling does the work.
      return false
    }
  }

  return {
    consuming: () => state.healthy(),
    async stop() {
      await Promise.all([poll(), sweeping()])
      const stopping = Promise.all(stops.map((stop) => stop()))
      leases.stopAll()
      await stopping
      await Promise.all(lanesOpen.map(({ slots: open }) => open.idle()))
      await leases[Symbol.asyncDispose]()
    },
  }
}

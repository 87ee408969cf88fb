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
import { listDue, oldestDueSeconds } from '../job-queries.ts'
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
const slots: Record<Exclude<Lane, 'copy'>, number> = { catalog: 2, embedding: 1, egress: 4, model: 1 }

export function startWorkers(deps: WorkersDeps): Workers {
  const { db, clock, telemetry, queue, hinter, config } = deps
  const { log } = telemetry
  const leases = new LeaseKeeper(db, log, { leaseMs: config.JOB_LEASE_MS, beatMs: config.JOB_BEAT_MS })
  const state = new ConsumptionState(clock)
  const work: WorkDeps = {
    db,
    clock,
    telemetry,
    leases,
    enqueued: deps.relay.poke,
    hintLater: laterHints(deps),
  }
  const lanes = openLanes(deps, work, state)

  const stopConsuming = lanes.map((lane) =>
    queue.consume(lane.name, lane.slots.size, async ({ kind, ids }) => {
      state.hinted()
      await lane.workOff(kind, ids)
    }),
  )
  /** Without hints (the queue is down or was emptied) the job table itself is asked. */
  const stopPolling = repeat(POLL_MS, log, 'polling for jobs', async () => {
    if (state.silentMs() < POLL_AFTER_SILENCE_MS) return
    for (const lane of lanes) await takeDue(db, lane)
  })
  const stopSweeping = repeat(config.JOB_SWEEP_MS, log, 'sweeping', async () => {
    await sweep({ db, telemetry, hint: hinter.hint, emptyKinds: () => listEmptyKinds(queue, lanes) })
    await observe(db, lanes, state)
  })

  return {
    consuming: () => state.healthy(),
    async stop() {
      await Promise.all([stopPolling(), stopSweeping()])
      const stopping = Promise.all(stopConsuming.map((stop) => stop()))
      leases.stopAll()
      await stopping
      await Promise.all(lanes.map((lane) => lane.slots.idle()))
      await leases[Symbol.asyncDispose]()
    },
  }
}

interface OpenLane {
  readonly name: Lane
  readonly slots: Slots
  readonly definitions: readonly BoundProcessor['definition'][]
  /** Works the jobs off as soon as a slot is free. Never rejects: what fails is found again by the sweep. */
  workOff(kind: string, ids: readonly string[]): Promise<void>
}

function openLanes(
  { processors, config, telemetry }: WorkersDeps,
  work: WorkDeps,
  state: ConsumptionState,
): OpenLane[] {
  const byKind = new Map(processors.map((processor) => [processor.definition.kind, processor]))
  const definitions = processors.map(({ definition }) => definition)
  return [...new Set(definitions.map(({ lane }) => lane))].map((name) => {
    const open = new Slots(name === 'copy' ? config.COPY_CONCURRENCY : slots[name])
    return {
      name,
      slots: open,
      definitions: definitions.filter(({ lane }) => lane === name),
      async workOff(kind, ids) {
        try {
          await open.run(async () => {
            const claimed = await byKind.get(kind)?.work(work, ids)
            if (claimed !== undefined && claimed > 0) state.claimed(name)
          })
        } catch (error) {
          telemetry.log.error({ err: error, kind }, 'working off a hint failed')
        }
      },
    }
  })
}

/** Starts what is due, as far as slots are free; does not wait for it. */
async function takeDue(db: Db, lane: OpenLane): Promise<void> {
  for (const { kind, jobsPerHint } of lane.definitions) {
    const due = await listDue(db, [kind], jobsPerHint * lane.slots.free)
    for (let at = 0; at < due.length && lane.slots.free > 0; at += jobsPerHint) {
      void lane.workOff(
        kind,
        due.slice(at, at + jobsPerHint).map((job) => job.id),
      )
    }
  }
}

async function listEmptyKinds(queue: HintQueue, lanes: readonly OpenLane[]): Promise<string[]> {
  try {
    const waiting = await Promise.all(
      lanes.map(async (lane) => ({ lane, hints: await queue.waiting(lane.name) })),
    )
    return waiting.flatMap(({ lane, hints }) => (hints === 0 ? lane.definitions.map(({ kind }) => kind) : []))
  } catch {
    // Out of reach: hints are of no use now, polling does the work.
    return []
  }
}

async function observe(db: Db, lanes: readonly OpenLane[], state: ConsumptionState): Promise<void> {
  const due = await oldestDueSeconds(db)
  for (const { name, slots: open, definitions } of lanes) {
    const oldest = Math.max(0, ...definitions.map(({ kind }) => due.get(kind) ?? 0))
    state.observed(name, oldest * 1_000, open.free > 0)
  }
}

/** Numbers of later hints never meet those of the relay, which count from one. */
function laterHints({ hinter, clock }: WorkersDeps): WorkDeps['hintLater'] {
  let sent = 0
  return (kind, ids, delayMs) => {
    sent += 1
    hinter.later(kind, ids, delayMs, clock.now().getTime() + sent)
  }
}

/**
 * Progress as server-sent events (WHATWG HTML 9.2): `progress` whenever the watched thing changed, then one `done` or
 * `error`, then the end. The stream always begins with the present state, so a client that comes back after a break
 * needs no history: whatever it says in Last-Event-ID, it gets what is true now.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { RunState } from '../queue/run-state.ts'

export interface Snapshot {
  /** JSON of the watched thing. */
  readonly data: string
  readonly phase: 'running' | 'done' | 'failed'
}

/** How the stream of a job tells its state: a cancelled one has ended as it was asked to. */
export const runPhases: Readonly<Record<RunState, Snapshot['phase']>> = {
  queued: 'running',
  running: 'running',
  done: 'done',
  cancelled: 'done',
  failed: 'failed',
}

export interface StreamTiming {
  readonly pollMs: number
  /** A comment line after this long without an event keeps proxies from closing the connection. */
  readonly heartbeatMs: number
}

const defaultTiming: StreamTiming = { pollMs: 400, heartbeatMs: 10_000 }

/** A stream ends after this long; EventSource comes back by itself. */
export const streamMsMax = 60 * 60 * 1000

/** For the OpenAPI document: an event stream is text. */
export const eventStreamSchema = z
  .string()
  .describe(
    'Server-sent events `progress`, then one `done` or `error`; the data of each is the resource as JSON',
  )

export type SendEvents = (reply: FastifyReply, look: () => Promise<Snapshot>) => Promise<FastifyReply>

/** Streams end when the client leaves, when the watched thing ends and when the server closes. */
export function createEventStreams(
  server: FastifyInstance,
  timing: StreamTiming = defaultTiming,
): SendEvents {
  const closing = new AbortController()
  server.addHook('preClose', (done) => {
    closing.abort()
    done()
  })
  return async (reply, look) => {
    // The first look decides between 404 and a stream, so it comes before any byte is sent.
    const first = await look()
    const gone = new AbortController()
    const leave = () => {
      gone.abort()
    }
    reply.raw.once('close', leave)
    closing.signal.addEventListener('abort', leave, { once: true })
    const events = Readable.from(eventsOf(first, look, gone.signal, timing), { objectMode: false })
    events.once('close', () => {
      closing.signal.removeEventListener('abort', leave)
    })
    return (
      reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        // A stream has its connection to itself, so that the end of the one is the end of the other, also at shutdown.
        .header('connection', 'close')
        .serializer(String)
        .send(events)
    )
  }
}

async function* eventsOf(
  first: Snapshot,
  look: () => Promise<Snapshot>,
  gone: AbortSignal,
  { pollMs, heartbeatMs }: StreamTiming,
): AsyncGenerator<string> {
  yield 'retry: 2000\n\n'
  let shown = ''
  let silentMs = 0
  let snapshot = first
  for (let id = 1; ;) {
    if (snapshot.phase !== 'running') {
      yield event(id, snapshot.phase === 'done' ? 'done' : 'error', snapshot.data)
      return
    }
    if (snapshot.data !== shown) {
      yield event(id, 'progress', snapshot.data)
      id += 1
      shown = snapshot.data
      silentMs = 0
    } else if (silentMs >= heartbeatMs) {
      yield ': still here\n\n'
      silentMs = 0
    }
    if (gone.aborted || !(await pause(pollMs, gone))) return
    silentMs += pollMs
    snapshot = await look()
  }
}

/** False when the client or the server left meanwhile. */
async function pause(ms: number, gone: AbortSignal): Promise<boolean> {
  try {
    await sleep(ms, undefined, { signal: gone })
    return true
  } catch {
    return false
  }
}

/** JSON has no raw line breaks, so one data line always suffices. */
function event(id: number, name: string, data: string): string {
  return `id: ${String(id)}\nevent: ${name}\ndata: ${data}\n\n`
}

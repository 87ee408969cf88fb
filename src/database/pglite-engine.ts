/**
 * PGlite (PostgreSQL in WebAssembly) as one raw connection, in this thread or in a worker thread of its own.
 * The product always uses the thread: on the serving thread an index build would block every request.
 * The same-thread form is for tests, which open and drop hundreds of small databases.
 */
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { threadEntry } from '../thread.ts'

export interface EngineResult {
  readonly rows: readonly unknown[]
  readonly rowCount: number
}

/** One session: statements run in the order they are sent. Errors carry the SQLSTATE in `code`, as those of pg do. */
export interface PgliteEngine {
  /** One statement with parameters; or, without parameters, a script of several (the last result is returned). */
  query(text: string, parameters: readonly unknown[]): Promise<EngineResult>
  /** Calls back for each NOTIFY; resolves to a function that stops it. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/** Types the way `pg` is set up too (connect.ts): bigint as number, date as text. */
const parsers = { 20: Number, 1082: (value: string) => value }

/** Opens the database in this thread. `directory` undefined: in memory. `snapshot`: a dump to start from. */
export async function openInThread(
  directory: string | undefined,
  snapshot?: Blob,
): Promise<PgliteEngine & { dump(): Promise<Blob> }> {
  const database = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(snapshot === undefined ? {} : { loadDataDir: snapshot }),
    extensions: { vector },
    parsers,
  })
  return {
    async query(text, parameters) {
      if (parameters.length > 0) {
        const result = await database.query(text, [...parameters])
        return { rows: result.rows, rowCount: result.affectedRows ?? result.rows.length }
      }
      const last = (await database.exec(text)).at(-1)
      return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? last?.rows.length ?? 0 }
    },
    async listen(channel, onPayload) {
      const stop = await database.listen(channel, onPayload)
      return () => stop()
    },
    close: () => database.close(),
    dump: () => database.dumpDataDir('none'),
  }
}

/** What the thread answers with; errors travel as plain fields because structured cloning drops `code`. */
export type ThreadAnswer =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly rowCount: number }
  | {
      readonly id: number
      readonly error: {
        readonly message: string
        readonly code: string | undefined
        readonly detail: string | undefined
        readonly constraint: string | undefined
      }
    }
  | { readonly channel: string; readonly payload: string }

export type ThreadRequest =
  | {
      readonly id: number
      readonly kind: 'query'
      readonly text: string
      readonly parameters: readonly unknown[]
    }
  | { readonly id: number; readonly kind: 'listen' | 'unlisten'; readonly channel: string }
  | { readonly id: number; readonly kind: 'close' }

/** An SQL error of PGlite with the fields that callers test. */
export class PgliteError extends Error {
  override readonly name = 'PgliteError'
  readonly code: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
  constructor(
    message: string,
    fields: { code: string | undefined; detail: string | undefined; constraint: string | undefined },
  ) {
    super(message)
    this.code = fields.code
    this.detail = fields.detail
    this.constraint = fields.constraint
  }
}

/** Starts the thread that owns `directory`; rejects when the database cannot be opened. */
export async function openInWorkerThread(directory: string): Promise<PgliteEngine> {
  const worker = new Worker(threadEntry(import.meta.url, 'pglite-thread'), { workerData: { directory } })
  const pending = new Map<
    number,
    { resolve: (result: EngineResult) => void; reject: (error: unknown) => void }
  >()
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let lastId = 0
  let failure: Error | undefined

  const failAll = (error: Error) => {
    failure = error
    for (const { reject } of pending.values()) reject(error)
    pending.clear()
  }
  worker.on('message', (answer: ThreadAnswer) => {
    if ('channel' in answer) {
      for (const onPayload of listeners.get(answer.channel) ?? []) onPayload(answer.payload)
      return
    }
    const waiting = pending.get(answer.id)
    pending.delete(answer.id)
    if ('error' in answer) waiting?.reject(new PgliteError(answer.error.message, answer.error))
    else waiting?.resolve({ rows: answer.rows, rowCount: answer.rowCount })
  })
  worker.on('error', failAll)
  worker.on('exit', () => {
    failAll(new Error('The embedded database has stopped.'))
  })

  const send = (request: DistributiveOmit<ThreadRequest, 'id'>): Promise<EngineResult> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure)
        return
      }
      const id = ++lastId
      pending.set(id, { resolve, reject })
      worker.postMessage({ ...request, id })
    })

  // The first round trip waits until the directory is open, and reports why when it cannot be.
  await send({ kind: 'query', text: 'SELECT 1', parameters: [] })
  return {
    query: (text, parameters) => send({ kind: 'query', text, parameters }),
    async listen(channel, onPayload) {
      const existing = listeners.get(channel)
      if (existing) existing.add(onPayload)
      else {
        listeners.set(channel, new Set([onPayload]))
        await send({ kind: 'listen', channel })
      }
      return async () => {
        const current = listeners.get(channel)
        current?.delete(onPayload)
        if (current?.size !== 0) return
        listeners.delete(channel)
        await send({ kind: 'unlisten', channel })
      }
    },
    async close() {
      if (failure !== undefined) return
      await send({ kind: 'close' })
      await worker.terminate()
    },
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

const sqlFault = z.object({
  message: z.string(),
  code: z.string().optional(),
  detail: z.string().optional(),
  constraint: z.string().optional(),
})

/** The parts of an SQL error that survive the way between threads. */
export function describeFault(error: unknown): {
  message: string
  code: string | undefined
  detail: string | undefined
  constraint: string | undefined
} {
  const parsed = sqlFault.safeParse(error)
  if (!parsed.success)
    return { message: String(error), code: undefined, detail: undefined, constraint: undefined }
  const { message, code, detail, constraint } = parsed.data
  return { message, code, detail, constraint }
}

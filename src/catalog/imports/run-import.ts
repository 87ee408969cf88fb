/**
 * The job behind an import: bytes → rows → batches, each settled in one transaction together with the checkpoint.
 * After a kill the next run reads the file again, skips what is settled and goes on; nothing is counted twice.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { done, type LeasedJob, type Processor } from '../../queue/job.ts'
import { jobs } from '../../queue/jobs.ts'
import { feedLimits } from '../formats/catalog-format.ts'
import { parseMapping } from '../formats/jsonl/mapping.ts'
import { readCatalog } from '../formats/read-catalog.ts'
import { inBatches, type ImportEntry } from './batch-entries.ts'
import { readChunks } from './chunk-queries.ts'
import { entriesOf, readingOptionsSchema, type ImportCounts } from './import.ts'
import { endImport, startImport, type StartedImport } from './import-queries.ts'
import { settleBatch, type BatchOutcome, type PlanChanges } from './settle-batch.ts'

export interface RunImportDeps {
  readonly db: Db
  readonly clock: Clock
  readonly planChanges: PlanChanges
  /** Largest file in bytes, once unpacked. */
  readonly maxUnpackedBytes: number
  /** Resolves when every process that answers from memory knows what was imported; the import is done only then. */
  readonly awaitApplied?: () => Promise<unknown>
}

export interface RunImportPayload {
  readonly importId: string
}

/** What the job reports: the counts, and whether the file was read to its end. */
export type ImportResult = ImportCounts & {
  readonly state: 'done' | 'ended'
  readonly [key: string]: number | string
}

export function runImportProcessor(deps: RunImportDeps): Processor<RunImportPayload, ImportResult> {
  return {
    async run(job) {
      try {
        const result = await runImport(deps, job)
        await deps.awaitApplied?.()
        return done(result)
      } catch (error) {
        await endIfHopeless(deps, job, error)
        throw error
      }
    },
    async commit(trx, finished) {
      for (const { job, result } of finished) {
        if (result.state !== 'done') continue
        const end = { state: 'done', failure: null, finishedAt: deps.clock.now() } as const
        await endImport(trx, job.shopId, job.payload.importId, end)
      }
    },
  }
}

async function runImport(deps: RunImportDeps, job: LeasedJob<RunImportPayload>): Promise<ImportResult> {
  for (;;) {
    const started = await startImport(deps.db, job.shopId, job.payload.importId)
    if (started === undefined) return { state: 'ended', ...noCounts }
    const end = await readOnce(deps, job, started)
    if (end.kind !== 'moved') return { state: end.kind, ...end.counts }
    // A runner that had lost its lease was still writing. It did the same work: go on from where it stopped.
    job.signal.throwIfAborted()
  }
}

interface ReadEnd {
  readonly kind: 'done' | 'moved' | 'ended'
  readonly counts: ImportCounts
}

/** Reads from the checkpoint to the end of the file; while one batch is written the next one is read. */
async function readOnce(
  deps: RunImportDeps,
  job: LeasedJob<RunImportPayload>,
  started: StartedImport,
): Promise<ReadEnd> {
  const progress = new Progress(deps, job, started)
  const read = { bytes: 0 }
  let writing: Promise<BatchOutcome['kind']> = Promise.resolve('settled')
  try {
    for await (const entries of inBatches(openFeed(deps, job, started, read), entriesOf(started.counts))) {
      const kind = await writing
      if (kind !== 'settled') return { kind, counts: progress.counts }
      job.signal.throwIfAborted()
      writing = settle(deps, progress, entries, read.bytes)
      // Awaited above or below; this only keeps Node from calling a failure unhandled until then.
      writing.catch(() => undefined)
    }
  } finally {
    // Also when reading failed: what was read before is kept, and no transaction outlives this run.
    await writing
  }
  const kind = await writing
  return { kind: kind === 'settled' ? 'done' : kind, counts: progress.counts }
}

function openFeed(
  { db, maxUnpackedBytes }: RunImportDeps,
  { shopId, payload }: LeasedJob<RunImportPayload>,
  started: StartedImport,
  read: { bytes: number },
) {
  const { mapping, encoding } = readingOptionsSchema.parse(started.options)
  return readCatalog(counted(readChunks(db, shopId, payload.importId), read), {
    format: started.format,
    defaults: { locale: started.locale, currency: started.currency },
    limits: { decodedBytes: maxUnpackedBytes, compressionRatio: feedLimits.compressionRatio },
    ...(mapping === undefined ? {} : { mapping: parseMapping(mapping) }),
    ...(encoding === undefined ? {} : { encoding }),
  })
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  read: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    read.bytes += chunk.length
    yield chunk
  }
}

/**
 * Settles a batch. A value that the database refuses although it passed every check costs its own row only: the batch
 * is halved until that row is alone, and then it is reported.
 */
async function settle(
  deps: RunImportDeps,
  progress: Progress,
  entries: readonly ImportEntry[],
  bytesRead: number,
): Promise<BatchOutcome['kind']> {
  try {
    const outcome = await settleBatch(deps, progress.place(bytesRead), entries)
    if (outcome.kind === 'settled') await progress.add(outcome, bytesRead)
    return outcome.kind
  } catch (error) {
    const refusal = refusalOf(error)
    const [first] = entries
    if (refusal === undefined || first === undefined) throw error
    if (entries.length === 1) {
      if (first.product === undefined) throw error
      const faulty = {
        ...first,
        product: undefined,
        errors: [{ path: '', message: `the database refuses it: ${refusal}` }],
      }
      return settle(deps, progress, [faulty], bytesRead)
    }
    const middle = Math.ceil(entries.length / 2)
    const kind = await settle(deps, progress, entries.slice(0, middle), bytesRead)
    return kind === 'settled' ? settle(deps, progress, entries.slice(middle), bytesRead) : kind
  }
}

/** SQLSTATE classes 22 (data exception), 23 (integrity constraint) and 54 (program limit) are the row's fault. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return /^(?:22|23|54)[0-9A-Z]{3}$/.test(error.code) ? error.message : undefined
}

/** The checkpoint as this run knows it, and its reports. */
class Progress {
  counts: ImportCounts
  readonly #deps: RunImportDeps
  readonly #job: LeasedJob<RunImportPayload>
  readonly #byteLength: number
  #rowsSettled: number
  #errorsStored: number
  #reportedAtMs = Number.NEGATIVE_INFINITY

  constructor(deps: RunImportDeps, job: LeasedJob<RunImportPayload>, started: StartedImport) {
    this.#deps = deps
    this.#job = job
    this.counts = started.counts
    this.#byteLength = started.byteLength
    this.#rowsSettled = started.rowsSettled
    this.#errorsStored = started.errorsStored
  }

  place(bytesRead: number) {
    return {
      shopId: this.#job.shopId,
      importId: this.#job.payload.importId,
      entriesSettled: entriesOf(this.counts),
      errorsStored: this.#errorsStored,
      bytesRead,
    }
  }

  async add(settled: BatchOutcome & { kind: 'settled' }, bytesRead: number): Promise<void> {
    this.counts = addCounts(this.counts, settled.counts)
    this.#rowsSettled += settled.rows
    this.#errorsStored = settled.errorsStored
    const nowMs = this.#deps.clock.monotonicMs()
    if (nowMs - this.#reportedAtMs < reportEveryMs) return
    this.#reportedAtMs = nowMs
    await this.#job.report({
      bytesRead,
      byteLength: this.#byteLength,
      rowsSettled: this.#rowsSettled,
      ...this.counts,
    })
  }
}

/** Often enough for a smooth bar, seldom enough to cost nothing. */
const reportEveryMs = 250

const noCounts: ImportCounts = { created: 0, updated: 0, unchanged: 0, failed: 0 }

function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    failed: a.failed + b.failed,
  }
}

/** Ends the import when trying again cannot help: the file is at fault, or this was the last attempt. */
async function endIfHopeless(
  { db, clock }: RunImportDeps,
  job: LeasedJob<RunImportPayload>,
  error: unknown,
): Promise<void> {
  if (job.signal.aborted) return
  const isFileAtFault =
    error instanceof AppError && ['invalid', 'unprocessable', 'too-large'].includes(error.kind)
  if (!isFileAtFault && job.attempts + 1 < jobs.runImport.attemptsMax) return
  const failure =
    error instanceof AppError ? error.message : 'Something failed on our side; the rows before it are stored.'
  await endImport(db, job.shopId, job.payload.importId, { state: 'failed', failure, finishedAt: clock.now() })
}

/** Drives imports in tests the way the queue does, without a queue. */
import { fixedClock } from '../../../src/clock.ts'
import type { Db, Json } from '../../../src/database/schema.ts'
import type { CatalogFormat } from '../../../src/catalog/formats/catalog-format.ts'
import type { Import } from '../../../src/catalog/imports/import.ts'
import { receiveImport } from '../../../src/catalog/imports/receive-import.ts'
import { getImport } from '../../../src/catalog/imports/read-imports.ts'
import { runImportProcessor, type RunImportPayload } from '../../../src/catalog/imports/run-import.ts'
import type { PlanChanges } from '../../../src/catalog/imports/settle-batch.ts'
import type { LeasedJob } from '../../../src/queue/job.ts'

export const clock = fixedClock('2026-03-01T10:00:00.000Z')

/** One JSON line per product. */
export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

export function numbered(count: number, change: (index: number) => object = () => ({})): object[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${String(index)}`,
    title: `Product ${String(index)}`,
    price: 10 + index,
    ...change(index),
  }))
}

/** The text in pieces of odd sizes, as a network delivers it. */
export async function* pieces(text: string | Uint8Array, pieceBytes = 70_001): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  for (let at = 0; at < bytes.length; at += pieceBytes)
    yield await Promise.resolve(bytes.subarray(at, at + pieceBytes))
}

export function receive(
  db: Db,
  shopId: string,
  file: string | Uint8Array,
  options: { readonly format?: CatalogFormat; readonly fileName?: string } = {},
): Promise<Import> {
  return receiveImport(
    { db, clock, maxBytes: 100_000_000 },
    { shopId, format: options.format ?? 'jsonl', fileName: options.fileName, bytes: pieces(file) },
  )
}

export interface RunOptions {
  readonly planChanges?: PlanChanges
  readonly signal?: AbortSignal
  readonly attempts?: number
  readonly maxUnpackedBytes?: number
  readonly report?: (progress: { readonly [key: string]: Json }) => Promise<void>
}

/** One run of the job, and its commit when it ends well. */
export async function run(db: Db, accepted: Import, options: RunOptions = {}): Promise<Import> {
  const processor = runImportProcessor({
    db,
    clock: { now: () => clock.now(), monotonicMs: () => (monotonicMs += 1_000) },
    planChanges: options.planChanges ?? (() => Promise.resolve()),
    maxUnpackedBytes: options.maxUnpackedBytes ?? 1_000_000_000,
  })
  const job: LeasedJob<RunImportPayload> = {
    id: accepted.jobId ?? '',
    shopId: accepted.shopId,
    parentId: null,
    payload: { importId: accepted.id },
    token: 1,
    attempts: options.attempts ?? 0,
    signal: options.signal ?? new AbortController().signal,
    report: options.report ?? (() => Promise.resolve()),
  }
  const outcome = await processor.run(job, undefined)
  if (outcome.kind === 'done') {
    await db.transaction().execute(async (trx) => processor.commit?.(trx, [{ job, result: outcome.result }]))
  }
  return getImport(db, accepted.shopId, accepted.id)
}
let monotonicMs = 0

/** Receives a file and runs its import to the end. */
export async function importFile(
  db: Db,
  shopId: string,
  file: string | Uint8Array,
  options: RunOptions & { readonly format?: CatalogFormat } = {},
): Promise<Import> {
  return run(db, await receive(db, shopId, file, options), options)
}

export async function count(
  db: Db,
  table: 'products' | 'variants' | 'import_chunks' | 'imports' | 'jobs' | 'outbox' | 'import_errors',
  shopId: string,
): Promise<number> {
  const { n } = await db
    .selectFrom(table)
    .where('shop_id', '=', shopId)
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

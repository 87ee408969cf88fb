/**
 * Rows of a file to the API, 500 to a request and a few requests at once. Ids follow from the file and the row, so that
 * sending a row twice stores it once: an interrupted import is simply run again.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { EVENTS_PER_REQUEST_MAX } from '../../events/event.ts'
import { answer, type Api } from '../api/api.ts'
import type { FileRow } from './read-event-file.ts'

export interface SentCounts {
  rows: number
  accepted: number
  duplicates: number
  notStored: number
  skipped: number
  rejected: number
}

export interface RowFault {
  readonly row: number
  readonly path: string
  readonly message: string
}

export interface Sending {
  readonly api: Pick<Api, 'POST'>
  /** Names the file by its content: "3f9c…". */
  readonly fileId: string
  /** Added to every time. */
  readonly shiftMs: number
  readonly interrupted: AbortSignal
  /** All rows before this one have been answered. */
  readonly onSettled: (counts: Readonly<SentCounts>, nextRow: number) => void
}

/** Requests under way: enough to keep the server's next batch full while one is being written. */
const REQUESTS_AT_ONCE = 4
const FAULTS_MAX = 1_000

/** Resolves with the counts and the first faults when the rows or the patience of the caller end. */
export async function sendEvents(
  rows: AsyncIterable<FileRow>,
  sending: Sending,
): Promise<{ readonly counts: SentCounts; readonly faults: readonly RowFault[] }> {
  const counts = { rows: 0, accepted: 0, duplicates: 0, notStored: 0, skipped: 0, rejected: 0 }
  const faults: RowFault[] = []
  const underWay: Promise<void>[] = []
  let batch: { readonly row: number; readonly event: Record<string, unknown> }[] = []
  const fault = (row: number, path: string, message: string) => {
    counts.rejected += 1
    if (faults.length < FAULTS_MAX) faults.push({ row, path, message })
  }
  const flush = async (nextRow: number) => {
    const sent = batch
    batch = []
    const before = underWay.at(-1)
    const request = send(sending, sent, counts, fault).then(async () => {
      await before
      sending.onSettled(counts, nextRow)
    })
    // Looked at below; a failure that comes first must not count as unhandled.
    request.catch(() => undefined)
    underWay.push(request)
    if (underWay.length >= REQUESTS_AT_ONCE) await underWay.shift()
  }
  for await (const row of rows) {
    if (sending.interrupted.aborted) break
    counts.rows += 1
    if ('problem' in row) fault(row.row, '', row.problem)
    else if ('skipped' in row) counts.skipped += 1
    else batch.push(row)
    if (batch.length === EVENTS_PER_REQUEST_MAX) await flush(row.row + 1)
  }
  if (batch.length > 0) await flush((batch.at(-1)?.row ?? 0) + 1)
  await Promise.all(underWay)
  return { counts, faults }
}

async function send(
  { api, fileId, shiftMs }: Sending,
  rows: readonly { readonly row: number; readonly event: Record<string, unknown> }[],
  counts: SentCounts,
  fault: (row: number, path: string, message: string) => void,
): Promise<void> {
  const events = rows.map(({ row, event }) => ({
    event_id: `import-${fileId}-${String(row).padStart(9, '0')}`,
    ...event,
    ...(typeof event['at'] === 'string' ? { at: shifted(event['at'], shiftMs) } : {}),
  }))
  const report = await answer(
    api.POST('/v1/events', {
      params: { query: { history: 'true' } },
      // The server judges each event, whatever a foreign file made of it; the generated types cannot say so.
      body: { events: [] },
      bodySerializer: () => JSON.stringify({ events }),
    }),
  )
  counts.accepted += report.accepted
  counts.duplicates += report.duplicates
  counts.notStored += report.not_stored
  for (const { index, path, message } of report.rejected) fault(rows[index]?.row ?? 0, path, message)
}

function shifted(at: string, shiftMs: number): string {
  const ms = Date.parse(at)
  return shiftMs === 0 || Number.isNaN(ms) ? at : new Date(ms + shiftMs).toISOString()
}

/** The first 72 bits of the SHA-256 of the file. */
export async function fileIdOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(Buffer.from(piece))
  return hash.digest('hex').slice(0, 18)
}

const DAY_MS = 86_400_000

/** Whole days that bring the last day of the rows to yesterday, in milliseconds. */
export async function shiftToYesterday(rows: AsyncIterable<FileRow>, now: Date): Promise<number> {
  let newestMs = Number.NEGATIVE_INFINITY
  for await (const row of rows) {
    const at = 'event' in row ? row.event['at'] : undefined
    const ms = typeof at === 'string' ? Date.parse(at) : Number.NaN
    if (ms > newestMs) newestMs = ms
  }
  if (!Number.isFinite(newestMs)) return 0
  return (Math.floor(now.getTime() / DAY_MS) - 1 - Math.floor(newestMs / DAY_MS)) * DAY_MS
}

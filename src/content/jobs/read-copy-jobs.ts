/** Reading copy jobs: what was asked for, and what has become of it. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { copyFieldSchema } from '../drafts/segment.ts'
import {
  copySelectionSchema,
  deliverySchema,
  writerChoiceSchema,
  type CopyCost,
  type CopyCounts,
  type CopyJob,
  type CopyJobState,
  type CopyProgress,
} from './copy-job.ts'
import {
  findCopyJobRow,
  selectCopyJobRows,
  selectCosts,
  selectOutcomes,
  type CopyJobRow,
  type CostRow,
  type OutcomeRow,
} from './copy-job-queries.ts'

/** @throws AppError content.copy-job-not-found */
export async function getCopyJob(db: Db, shopId: string, id: string): Promise<CopyJob> {
  const row = await findCopyJobRow(db, shopId, id)
  if (row === undefined)
    throw new AppError('content.copy-job-not-found', 'The shop has no copy job with this id.')
  const outcomes = await selectOutcomes(db, shopId, [id])
  const [cost] = await selectCosts(db, shopId, [id])
  return toCopyJob(row, outcomes, cost)
}

/** A page, newest first. */
export async function listCopyJobs(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<CopyJob>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]))
  const rows = await selectCopyJobRows(
    db,
    shopId,
    after === null ? null : { createdAt: after[0], id: after[1] },
    limit + 1,
  )
  const page = pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  const ids = page.items.map((row) => row.id)
  const outcomes = await selectOutcomes(db, shopId, ids)
  const costs = await selectCosts(db, shopId, ids)
  const items = page.items.map((row) =>
    toCopyJob(
      row,
      outcomes.filter((outcome) => outcome.copy_job_id === row.id),
      costs.find((cost) => cost.copy_job_id === row.id),
    ),
  )
  return { items, next: page.next }
}

function toCopyJob(row: CopyJobRow, outcomes: readonly OutcomeRow[], cost: CostRow | undefined): CopyJob {
  const counts = countsOf(outcomes)
  const state = stateOf(row, counts)
  const isOver = state === 'done' || state === 'failed' || state === 'cancelled'
  const finishes = [row.finished_at, ...outcomes.map((outcome) => outcome.last_finished)].flatMap(
    (date) => date?.getTime() ?? [],
  )
  return {
    id: row.id,
    state,
    selection: copySelectionSchema.parse(row.selection),
    fields: z.array(copyFieldSchema).parse(row.fields),
    locale: row.locale,
    writer: writerChoiceSchema.parse(row.writer),
    seed: row.seed,
    voice:
      row.voice_id === null || row.voice_version === null
        ? null
        : { id: row.voice_id, version: row.voice_version },
    maxCostMicros: row.max_cost_micros,
    delivery: deliverySchema.parse(row.delivery),
    createdAt: row.created_at,
    finishedAt: isOver && finishes.length > 0 ? new Date(Math.max(...finishes)) : null,
    counts,
    progress: progressOf(row, outcomes, counts, state),
    failures: failuresOf(row, outcomes),
    cost: costOf(cost),
  }
}

function countsOf(outcomes: readonly OutcomeRow[]): CopyCounts {
  const count = (matches: (outcome: OutcomeRow) => boolean) =>
    outcomes.reduce((sum, outcome) => sum + (matches(outcome) ? outcome.count : 0), 0)
  return {
    total: count(() => true),
    waiting: count(({ state }) => state === 'queued'),
    running: count(({ state }) => state === 'leased'),
    paused: count(({ state }) => state === 'paused'),
    ready: count(({ state, draft_state }) => state === 'done' && draft_state !== 'needs-review'),
    needsReview: count(({ state, draft_state }) => state === 'done' && draft_state === 'needs-review'),
    reused: count(({ reused }) => reused === true),
    fallbacks: {
      budget: count(({ fallback }) => fallback === 'budget'),
      provider: count(({ fallback }) => fallback === 'provider'),
      check: count(({ fallback }) => fallback === 'check'),
    },
    failed: count(({ state }) => state === 'failed' || state === 'dead'),
    cancelled: count(({ state }) => state === 'cancelled'),
  }
}

function stateOf(row: CopyJobRow, counts: CopyCounts): CopyJobState {
  const isPlanned = row.job_kind === 'content.plan-copy'
  const isPlanning = isPlanned && ['queued', 'paused', 'leased'].includes(row.job_state)
  const isOpen = isPlanning || counts.waiting + counts.running + counts.paused > 0
  if (isOpen && (row.pause_requested || counts.paused > 0)) return 'paused'
  if (isPlanned && row.job_state === 'queued') return 'queued'
  if (isPlanned && row.job_state === 'leased') return 'planning'
  if (isPlanned && (row.job_state === 'failed' || row.job_state === 'dead')) return 'failed'
  const done = counts.ready + counts.needsReview
  if (counts.running > 0) return 'running'
  if (counts.waiting > 0) return isPlanned || done > 0 ? 'running' : 'queued'
  if (counts.cancelled > 0 || row.job_state === 'cancelled') return 'cancelled'
  return counts.failed > 0 && done === 0 ? 'failed' : 'done'
}

function progressOf(
  row: CopyJobRow,
  outcomes: readonly OutcomeRow[],
  counts: CopyCounts,
  state: CopyJobState,
): CopyProgress {
  const { total } = counts
  const ended = total - counts.waiting - counts.running - counts.paused
  const starts = outcomes.flatMap((outcome) => outcome.first_started?.getTime() ?? [])
  const sinceStart = starts.length === 0 ? 0 : (row.read_at.getTime() - Math.min(...starts)) / 1_000
  const recent = outcomes.reduce((sum, outcome) => sum + outcome.recent, 0)
  const isMoving = state === 'running' && recent > 0 && sinceStart > 0
  const perSecond = isMoving ? recent / Math.min(60, Math.max(1, sinceStart)) : null
  return {
    ended,
    share: total === 0 ? null : ended / total,
    perSecond,
    secondsLeft: perSecond === null ? null : Math.ceil((total - ended) / perSecond),
  }
}

const errorSchema = z.object({ code: z.string(), detail: z.string() })

function failuresOf(row: CopyJobRow, outcomes: readonly OutcomeRow[]): CopyJob['failures'] {
  const failures = outcomes.flatMap(({ error_code, error_detail, count }) =>
    error_code === null ? [] : [{ code: error_code, detail: error_detail ?? '', count }],
  )
  const planning = errorSchema.safeParse(row.job_error)
  if (row.job_kind === 'content.plan-copy' && planning.success && row.job_state !== 'done')
    failures.unshift({ ...planning.data, count: 1 })
  return failures
}

function costOf(row: CostRow | undefined): CopyCost {
  return {
    settledMicros: row?.settled ?? 0,
    uncertainMicros: row?.uncertain ?? 0,
    inputTokens: row?.input_tokens ?? 0,
    outputTokens: row?.output_tokens ?? 0,
    calls: row?.calls ?? 0,
  }
}

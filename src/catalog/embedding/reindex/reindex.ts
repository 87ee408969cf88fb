/** A re-index as its watchers see it: the job that builds an embedding version, and how far it is. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import type { GateReport } from '../embedding-version.ts'
import { findReindexRow, listReindexRows, type ReindexRow } from './reindex-queries.ts'

/**
 * In order: `waiting` for a running import, `fit` a model to the shop's texts, `plan` the batches, `embed` them,
 * `index`, `gate`, `switch`. A phase is never stored: each run derives it from what is already in the database.
 */
export const reindexPhases = ['waiting', 'fit', 'plan', 'embed', 'index', 'gate', 'switch'] as const
export type ReindexPhase = (typeof reindexPhases)[number]

export interface ReindexProgress {
  readonly phase: ReindexPhase
  /** Products with a current vector, of all active ones. */
  readonly done: number
  readonly total: number
  /** Products embedded per second so far, over all workers; null before the first batch has ended. */
  readonly rate: number | null
}

export interface ReindexResult {
  /** False when the live version was current already and nothing was done. */
  readonly changed: boolean
  readonly embedded: number
  readonly gate: GateReport | null
}

export interface Reindex {
  readonly id: string
  readonly state: 'queued' | 'leased' | 'done' | 'failed' | 'dead' | 'cancelled'
  readonly versionId: string
  readonly spec: string
  /** Exact model; null until it is known. */
  readonly model: string | null
  readonly progress: ReindexProgress | null
  readonly result: ReindexResult | null
  readonly error: { readonly code: string; readonly detail: string } | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

/** @throws AppError catalog.reindex-not-found */
export async function getReindex(db: Db, shopId: string, id: string): Promise<Reindex> {
  const row = await findReindexRow(db, shopId, id)
  if (row === undefined) throw new AppError('catalog.reindex-not-found', `There is no re-index "${id}".`)
  return toReindex(row)
}

/** Newest first. */
export async function listReindexes(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Reindex>> {
  const after =
    cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]))
  const rows = await listReindexRows(db, shopId, after && { createdAt: after[0], id: after[1] }, limit + 1)
  return pageOf(rows.map(toReindex), limit, (reindex) => [reindex.createdAt.toISOString(), reindex.id])
}

const gateSchema = z.object({
  coverage: z.number(),
  sampled: z.number(),
  recallAt10: z.number(),
  p95Ms: z.number(),
  efSearch: z.number(),
  exact: z.boolean(),
})
const progressSchema = z.object({
  phase: z.enum(reindexPhases),
  done: z.number(),
  total: z.number(),
  rate: z.number().nullable(),
})
const resultSchema = z.object({ changed: z.boolean(), embedded: z.number(), gate: gateSchema.nullable() })
const stateSchema = z.enum(['queued', 'leased', 'done', 'failed', 'dead', 'cancelled'])

function toReindex(row: ReindexRow): Reindex {
  return {
    id: row.id,
    state: stateSchema.parse(row.state),
    versionId: row.version_id,
    spec: row.spec ?? '',
    model: row.model === null || row.model === '' ? null : row.model,
    progress: progressSchema.nullable().catch(null).parse(row.progress),
    result: resultSchema.nullable().catch(null).parse(row.result),
    error: z.object({ code: z.string(), detail: z.string() }).nullable().catch(null).parse(row.error),
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

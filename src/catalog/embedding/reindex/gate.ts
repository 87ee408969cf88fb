/**
 * The gate before a switch: every active product has a current vector, and the index finds at least 95 % of the ten
 * nearest neighbours that a full scan finds. The narrowest search that finds 98 % is taken, else the widest; only when
 * that one misses the 95 % is the index given up.
 */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { efSearchMax, efSearchTried, type EmbeddingVersion, type GateReport } from '../embedding-version.ts'
import { hasIndex, measureCoverage } from '../vector-queries.ts'
import { foundDistances, sampleProducts, trueDistances } from './gate-queries.ts'

export const recallMin = 0.95
/** Recall worth a wider search: products come and go after the gate has measured. */
const recallWanted = 0.98
const neighbours = 10
const sampleMax = 1_000
/** Products whose true neighbours one statement finds: short statements, because PGlite runs one at a time. */
const truthBatch = 20
/** Products with equal texts tie; a tie found instead of the one listed is as good. Half precision rounds to about 1e-3. */
const tieTolerance = 1e-6

export interface GateDeps {
  readonly db: Db
  readonly clock: Pick<Clock, 'monotonicMs'>
}

/**
 * Measures the version. `exact` in the report is true when searches should not use an index.
 *
 * @param barrier coverage is asked of products changed below it; later ones embed for the version by their own jobs
 */
export async function measureGate(
  { db, clock }: GateDeps,
  version: EmbeddingVersion,
  barrier: string,
  signal: AbortSignal,
): Promise<GateReport> {
  const { total, current } = await measureCoverage(db, version, barrier)
  const coverage = total === 0 ? 1 : current / total
  const ids = await sampleProducts(db, version, sampleMax)
  const truth: { product_id: number; distance: number }[] = []
  const scanMs: number[] = []
  for (let start = 0; start < ids.length; start += truthBatch) {
    signal.throwIfAborted()
    const startedAt = clock.monotonicMs()
    const batch = await trueDistances(db, version, ids.slice(start, start + truthBatch), neighbours)
    scanMs.push((clock.monotonicMs() - startedAt) / truthBatch)
    truth.push(...batch)
  }
  const scanned = { coverage, sampled: truth.length, recallAt10: 1, p95Ms: p95(scanMs), exact: true }
  if (!(await hasIndex(db, version))) return { ...scanned, efSearch: efSearchMax }
  for (const efSearch of efSearchTried) {
    const { recall, times } = await measureRecall({ db, clock }, version, truth, efSearch, signal)
    if (recall < (efSearch === efSearchMax ? recallMin : recallWanted)) continue
    return { coverage, sampled: truth.length, recallAt10: recall, p95Ms: p95(times), efSearch, exact: false }
  }
  return { ...scanned, efSearch: efSearchMax }
}

async function measureRecall(
  { db, clock }: GateDeps,
  version: EmbeddingVersion,
  truth: readonly { product_id: number; distance: number }[],
  efSearch: number,
  signal: AbortSignal,
): Promise<{ recall: number; times: number[] }> {
  const times: number[] = []
  let hits = 0
  let wanted = 0
  for (const { product_id, distance } of truth) {
    signal.throwIfAborted()
    const startedAt = clock.monotonicMs()
    const found = await foundDistances(db, version, product_id, neighbours, efSearch)
    times.push(clock.monotonicMs() - startedAt)
    hits += found.filter((candidate) => candidate <= distance + tieTolerance).length
    wanted += neighbours
  }
  return { recall: wanted === 0 ? 1 : Math.min(1, hits / wanted), times }
}

/** 0 for an empty list. */
function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0
}

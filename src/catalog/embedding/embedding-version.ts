/**
 * An embedding version: one model's vectors of one shop, in a table of their own (docs/decisions/0010). The pointer
 * of the shop names the version that answers; the one before it is kept, and kept current, to go back to.
 *
 *   building ─switch→ live ─next switch→ retired ─rollback→ live
 *       └─ cancelled or failed → failed
 */
export type EmbeddingState = 'building' | 'live' | 'retired' | 'failed'

/** What the gate measured before the switch. */
export interface GateReport {
  /** Share of the shop's active products with a current vector, 0 to 1. */
  readonly coverage: number
  /** Products whose neighbours were asked for twice, by index and by full scan. */
  readonly sampled: number
  /** Share of the true ten nearest that the index finds, 0 to 1; 1 when there is no index. */
  readonly recallAt10: number
  /** Server time of one search, milliseconds. */
  readonly p95Ms: number
  /** Candidate list of the index at which the recall was reached. */
  readonly efSearch: number
  /** True when searches scan the table: it is small, or no setting of the index was good enough. */
  readonly exact: boolean
}

export interface EmbeddingVersion {
  readonly id: string
  readonly number: number
  readonly shopId: string
  /** As asked for ("minilm+lsa"); `defaultSpec` until the re-index has looked up what the default is. */
  readonly spec: string
  /** Exact model, part of what makes vectors comparable; empty until prepared. */
  readonly model: string
  /** Length of the vectors; 0 until prepared, and then the vector table exists. */
  readonly dimensions: number
  readonly state: EmbeddingState
  readonly gate: GateReport | null
}

/** The spec of a version that an import registered; the worker that builds it knows the configured default. */
export const defaultSpec = 'default'

export function isPrepared(version: Pick<EmbeddingVersion, 'dimensions'>): boolean {
  return version.dimensions > 0
}

/** The name is built from the number alone, so it needs no quoting. */
export function vectorTable(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1)
    throw new RangeError(`${String(number)} is no version number`)
  return `vectors_${String(number)}`
}

export type VectorType = 'halfvec' | 'vector'

/** pgvector's limits of an HNSW index (README, "HNSW"). */
const indexedDimensionsMax = { vector: 2_000, halfvec: 4_000 } as const

/**
 * Half precision halves memory and loses no recall that the gate could see; PGlite builds an index on it 21 times
 * slower than on `vector` (measured), so there it is used only when `vector` cannot be indexed at all.
 */
export function vectorType(dialect: 'postgres' | 'pglite', dimensions: number): VectorType {
  return dialect === 'pglite' && dimensions <= indexedDimensionsMax.vector ? 'vector' : 'halfvec'
}

/** Below this many products a full scan of PGlite takes about 10 ms (measured), less than building the index costs. */
const pgliteIndexedRowsMin = 10_000

export function wantsIndex(dialect: 'postgres' | 'pglite', dimensions: number, products: number): boolean {
  if (dimensions > indexedDimensionsMax[vectorType(dialect, dimensions)]) return false
  return dialect === 'postgres' || products > pgliteIndexedRowsMin
}

/** Candidate lists the gate tries in turn; 40 is pgvector's default and finds .998 of the neighbours on icecat (measured). */
export const efSearchTried = [40, 100, 200, 400] as const
export const efSearchMax = 400

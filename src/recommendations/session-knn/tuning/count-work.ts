/**
 * What an answer costs, counted rather than timed: budgets in these units end a search at the same step on every machine,
 * so that the same log and seed give the same settings everywhere. One unit is one entry of the index looked at, some 20 ns
 * on a core of 2024 that has nothing else to do.
 */
import { documentFrequency, type SessionIndex } from '../session-index.ts'
import type { SessionKnnParams } from '../session-knn-params.ts'
import type { NextItemCase } from './held-out-cases.ts'

export type WorkSettings = Pick<SessionKnnParams, 'k' | 'm' | 'hist' | 'srh' | 'mix'>

/** What a call costs before it has looked at anything: reading the query, sorting the answer. */
const unitsOfCall = 3_000
/** Likeness, features and network of 150 candidates. */
const unitsOfOrder = 20_000
/** The two further kinds of neighbours that the learnt order asks; their `k`. */
const furtherNeighbours = [500, 30] as const

export interface WorkCounter {
  /** Mean over the cases of a plain answer: visits looked at, products voted for, rules followed. */
  plain(settings: WorkSettings, cases: readonly NextItemCase[]): number
  /** The same with a learnt order, or with its features gathered. */
  ordered(settings: WorkSettings, cases: readonly NextItemCase[]): number
}

export function createWorkCounter(index: SessionIndex): WorkCounter {
  const length = lengthOfNeighbours(index)
  const neighbours = (shared: number, k: number) => shared + Math.min(k, shared) * length
  const meanOf = (cases: readonly NextItemCase[], unitsOf: (query: Uint32Array) => number) =>
    cases.reduce((sum, { query }) => sum + unitsOf(query), 0) / Math.max(1, cases.length)
  const plainUnits = (settings: WorkSettings, query: Uint32Array) =>
    unitsOfCall +
    neighbours(visitsSharing(index, settings, query), settings.k) +
    rulesOf(index, settings, query)
  return {
    plain: (settings, cases) => meanOf(cases, (query) => plainUnits(settings, query)),
    ordered: (settings, cases) =>
      meanOf(cases, (query) => {
        const shared = visitsSharing(index, settings, query)
        const further = furtherNeighbours.reduce((sum, k) => sum + neighbours(shared, k), 0)
        return plainUnits(settings, query) + further + unitsOfOrder
      }),
  }
}

/** Long visits share more products, and so are met more often: the mean over views, not over visits. */
function lengthOfNeighbours({ lengths, slots }: SessionIndex): number {
  let [views, squares] = [0, 0]
  for (let slot = 0; slot < slots; slot++) {
    const length = lengths[slot] ?? 0
    views += length
    squares += length * length
  }
  return views === 0 ? 0 : squares / views
}

/** Entries of the postings that a query looks at. */
function visitsSharing(index: SessionIndex, { m, hist }: WorkSettings, query: Uint32Array): number {
  let sum = 0
  for (const item of new Set(query.subarray(-hist))) sum += Math.min(m, documentFrequency(index, item))
  return sum
}

function rulesOf({ rules }: SessionIndex, { srh, mix }: WorkSettings, query: Uint32Array): number {
  if (mix === 0) return 0
  let sum = 0
  for (const item of query.subarray(-srh)) sum += rules.count[item] ?? 0
  return sum
}

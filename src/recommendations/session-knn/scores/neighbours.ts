/**
 * Vector multiplication session kNN: visits that share products with this one, newer and closer ones first, vote for the
 * products they hold (VMIS-kNN, Kersbergen et al. 2022; position and recency terms of VSTAN, session-rec).
 */
import { compareVisits, documentFrequency, type SessionIndex } from '../session-index.ts'
import type { SessionKnnParams } from '../session-knn-params.ts'
import { selectBest } from './best-of.ts'
import { logarithm } from './logarithms.ts'
import type { SessionQuery } from './query.ts'
import { addTo, clearTally, createTally, growTally, type Tally } from './tally.ts'

export type NeighbourSettings = Pick<
  SessionKnnParams,
  'k' | 'm' | 'spw' | 'ipw' | 'inh' | 'back' | 'idf' | 'ln' | 'tau'
>

export interface NeighbourScorer {
  /** Adds the votes to `into`, whose numbers are products. */
  score(query: SessionQuery, into: Tally): void
}

/** Scorers of one index share what is only used within a call. */
export interface Scratch {
  /** Sums per visit. */
  readonly similarity: Tally
  /** Which product of the query a visit shares at the latest position. */
  shared: Uint32Array
  readonly best: Uint32Array
  /** The last vote that counted a product: a visit votes for each once. */
  votes: Uint32Array
  vote: number
}

export function createScratch(index: SessionIndex): Scratch {
  return {
    similarity: createTally(index.slots),
    shared: new Uint32Array(index.slots),
    best: new Uint32Array(2_000),
    votes: new Uint32Array(index.items.length),
    vote: 0,
  }
}

/** Longer distances weigh nothing that shows. */
const stepsMax = 256

export function createNeighbourScorer(
  index: SessionIndex,
  settings: NeighbourSettings,
  scratch: Scratch,
): NeighbourScorer {
  const weights = createVisitWeights(index, settings)
  const after = Float64Array.from({ length: stepsMax }, (_, steps) => Math.exp(-(steps - 1) / settings.inh))
  const before = Float64Array.from(
    { length: stepsMax },
    (_, steps) => settings.back * Math.exp(-steps / settings.inh),
  )
  // Ties go to the newer visit, so that where a visit lies in memory does not matter.
  const losesTie = (a: number, b: number) => compareVisits(index, a, b) < 0
  return {
    score(query, into) {
      growScratch(scratch, index)
      gatherVisits(index, settings, query, scratch)
      const { similarity, best } = scratch
      const weightOf = (slot: number) => (similarity.values[slot] ?? 0) * weights(slot)
      for (let at = 0; at < similarity.count; at++) {
        const slot = similarity.touched[at] ?? 0
        similarity.values[slot] = weightOf(slot)
      }
      const kept = selectBest(
        similarity.touched,
        similarity.count,
        settings.k,
        similarity.values,
        losesTie,
        best,
      )
      for (let at = 0; at < kept; at++) {
        const slot = best[at] ?? 0
        castVotes(
          index,
          settings,
          query,
          slot,
          similarity.values[slot] ?? 0,
          { after, before },
          scratch,
          into,
        )
      }
      clearTally(similarity)
    },
  }
}

/** Length and age of a visit as one factor, remembered for the visits the index holds now. */
function createVisitWeights(index: SessionIndex, { ln, tau }: NeighbourSettings): (slot: number) => number {
  let newest = -Infinity
  let oldest = Infinity
  for (let slot = 0; slot < index.slots; slot++) {
    if ((index.lengths[slot] ?? 0) === 0) continue
    newest = Math.max(newest, index.ends[slot] ?? 0)
    oldest = Math.min(oldest, index.ends[slot] ?? 0)
  }
  const span = Math.max(1e-9, tau * (newest - oldest))
  const compute = (slot: number) =>
    Math.pow(index.lengths[slot] ?? 1, -ln) * Math.exp(((index.ends[slot] ?? 0) - newest) / span)
  const known = Float32Array.from({ length: index.slots }, (_, slot) =>
    (index.lengths[slot] ?? 0) === 0 ? 0 : compute(slot),
  )
  return (slot) => (slot < known.length ? (known[slot] ?? 0) : Math.fround(compute(slot)))
}

function growScratch(scratch: Scratch, index: SessionIndex): void {
  growTally(scratch.similarity, index.slots)
  if (scratch.shared.length < index.slots) scratch.shared = new Uint32Array(Math.ceil(index.slots * 1.25))
  if (scratch.votes.length < index.items.length) {
    scratch.votes = new Uint32Array(Math.ceil(index.items.length * 1.25))
    scratch.vote = 0
  }
}

/** The `m` newest visits of each product gain by how late in the query it stands. */
function gatherVisits(
  { postings }: SessionIndex,
  { m, spw }: NeighbourSettings,
  { length, distinct, positions }: SessionQuery,
  { similarity, shared }: Scratch,
): void {
  const { start, count, values } = postings
  for (let q = 0; q < distinct.length; q++) {
    const item = distinct[q] ?? 0
    const weight = Math.exp(((positions[q] ?? 0) - (length - 1)) / spw)
    const from = start[item] ?? 0
    const held = count[item] ?? 0
    for (let at = from + held - 1; at >= Math.max(from, from + held - m); at--) {
      const slot = values[at] ?? 0
      // Products come latest first: the first to touch a visit is the latest shared with it.
      if ((similarity.values[slot] ?? 0) === 0) shared[slot] = q
      addTo(similarity, slot, weight)
    }
  }
}

interface StepWeights {
  readonly after: Float64Array
  readonly before: Float64Array
}

function castVotes(
  index: SessionIndex,
  { ipw, idf }: NeighbourSettings,
  query: SessionQuery,
  slot: number,
  weight: number,
  steps: StepWeights,
  scratch: Scratch,
  into: Tally,
): void {
  const from = index.offsets[slot] ?? 0
  const to = from + (index.lengths[slot] ?? 0)
  const q = scratch.shared[slot] ?? 0
  const item = query.distinct[q] ?? 0
  let joint = to - 1
  while (joint > from && index.clicks[joint] !== item) joint--
  const sure = weight * Math.exp(((query.positions[q] ?? 0) - (query.length - 1)) / ipw)
  const vote = ++scratch.vote
  const total = logarithm(index.visits)
  for (let at = to - 1; at >= from; at--) {
    const voted = index.clicks[at] ?? 0
    if (scratch.votes[voted] === vote) continue
    scratch.votes[voted] = vote
    const distance = at - joint
    const near =
      distance > 0
        ? steps.after[Math.min(distance, stepsMax - 1)]
        : steps.before[Math.min(-distance, stepsMax - 1)]
    const rarity = idf === 0 ? 1 : 1 + idf * (total - logarithm(documentFrequency(index, voted)))
    addTo(into, voted, sure * (near ?? 0) * rarity)
  }
}

/** The session model over an index: neighbours and rules blended, then ordered by what was learnt, if anything was. */
import type { SessionIndex } from './session-index.ts'
import type { SessionKnnParams } from './session-knn-params.ts'
import type { ScoredItems, SessionModel } from './session-model.ts'
import { createCandidateFeatures, rankedMax } from './ranker/candidate-features.ts'
import { featureCount } from './ranker/features.ts'
import { packRanker, rankFeatures } from './ranker/ranker.ts'
import { createTieBreak, selectBest } from './scores/best-of.ts'
import { createNeighbourScorer, createScratch } from './scores/neighbours.ts'
import { readQuery } from './scores/query.ts'
import { scoreRules } from './scores/rules.ts'
import { addTo, clearTally, createTally, growTally, largestOf, type Tally } from './scores/tally.ts'

const limitMax = 1_000

/** The index may change between calls (change-index.ts); weights of age are those of the visits it held at creation. */
export function createSessionModel(index: SessionIndex, params: SessionKnnParams): SessionModel {
  const blended = createBlendedScorer(index, params)
  const order = params.ranker === null ? undefined : createLearntOrder(index, params, blended.scratch)
  const best = new Uint32Array(limitMax)
  const losesTie = createTieBreak(index)
  return {
    score(query, limit) {
      const main = blended.score(query)
      const ranked = order?.(query, main, params.rl ? undefined : query[query.length - 1])
      if (ranked !== undefined && ranked.items.length >= limit) {
        clearTally(main)
        return { items: ranked.items.slice(0, limit), scores: ranked.scores.slice(0, limit) }
      }
      const count = selectBest(
        main.touched,
        main.count,
        Math.min(limit, limitMax),
        main.values,
        losesTie,
        best,
      )
      const scored =
        ranked === undefined ? takeScores(best, count, main) : joinRanked(ranked, best, count, main, limit)
      clearTally(main)
      return scored
    },
  }
}

/** Neighbours and rules as one tally; it is the caller's until the next call, and to be cleared. */
export function createBlendedScorer(index: SessionIndex, params: SessionKnnParams) {
  const scratch = createScratch(index)
  const neighbours = createNeighbourScorer(index, params, scratch)
  const main = createTally(index.items.length)
  const rules = createTally(index.items.length)
  return {
    scratch,
    score(query: ArrayLike<number>): Tally {
      growTally(main, index.items.length)
      growTally(rules, index.items.length)
      neighbours.score(readQuery(query, params.hist), main)
      if (params.mix > 0) {
        scoreRules(index, params, query, rules)
        blendRules(main, rules, params.mix)
        clearTally(rules)
      }
      if (!params.rl) dropLast(main, query)
      return main
    },
  }
}

function blendRules(main: Tally, rules: Tally, mix: number): void {
  const scale = (mix * (largestOf(main) || 1)) / (largestOf(rules) || 1)
  for (let at = 0; at < rules.count; at++) {
    const item = rules.touched[at] ?? 0
    addTo(main, item, scale * (rules.values[item] ?? 0))
  }
}

/** A sum of zero is no candidate; its place among the touched is taken by the last one. */
function dropLast(main: Tally, query: ArrayLike<number>): void {
  const last = query[query.length - 1]
  if (last === undefined || (main.values[last] ?? 0) === 0) return
  main.values[last] = 0
  const at = main.touched.subarray(0, main.count).indexOf(last)
  main.touched[at] = main.touched[--main.count] ?? 0
}

function takeScores(best: Uint32Array, count: number, { values }: Tally): ScoredItems {
  const items = best.slice(0, count)
  // A sum too small for a float is still a score: 0 would say that it is none.
  return { items, scores: Float32Array.from(items, (item) => Math.max(1e-30, values[item] ?? 0)) }
}

/** The candidates as the ranker orders them, with positive scores that fall. */
function createLearntOrder(
  index: SessionIndex,
  params: SessionKnnParams,
  scratch: ReturnType<typeof createScratch>,
) {
  if (params.ranker === null) return undefined
  const weights = packRanker(params.ranker)
  const candidates = createCandidateFeatures(index, params, scratch, featureCount)
  const logits = new Float64Array(rankedMax)
  const places = Uint32Array.from({ length: rankedMax }, (_, place) => place)
  const best = new Uint32Array(rankedMax)
  // Places fall with the plain sum.
  const losesTie = (a: number, b: number) => a > b
  return (query: ArrayLike<number>, main: Tally, without: number | undefined): ScoredItems => {
    const count = candidates.find(query, main)
    rankFeatures(weights, candidates.features, count, logits)
    const kept = selectBest(places, count, count, logits, losesTie, best)
    const top = logits[best[0] ?? 0] ?? 0
    const ordered = [...best.subarray(0, kept)].filter((place) => candidates.items[place] !== without)
    return {
      items: Uint32Array.from(ordered, (place) => candidates.items[place] ?? 0),
      // Shares of the best candidate's probability; never 0, which would say that it is none.
      scores: Float32Array.from(ordered, (place) => Math.max(1e-30, Math.exp((logits[place] ?? 0) - top))),
    }
  }
}

/** Ranked candidates first; those the ranker did not look at follow in the order of their scores. */
function joinRanked(
  ranked: ScoredItems,
  best: Uint32Array,
  count: number,
  { values }: Tally,
  limit: number,
): ScoredItems {
  const seen = new Set(ranked.items)
  const rest = [...best.subarray(0, count)]
    .filter((item) => !seen.has(item))
    .slice(0, limit - ranked.items.length)
  const lowest = ranked.scores.at(-1) ?? 1
  const scale = lowest / (values[rest[0] ?? 0] || 1)
  return {
    items: Uint32Array.from([...ranked.items, ...rest]),
    scores: Float32Array.from([
      ...ranked.scores,
      ...rest.map((item) => Math.max(1e-30, scale * (values[item] ?? 0))),
    ]),
  }
}

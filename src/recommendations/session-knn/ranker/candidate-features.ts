/** Finds the candidates that a ranker orders, and what it sees of them. Serving and training both come through here. */
import type { SessionIndex } from '../session-index.ts'
import type { SessionKnnParams } from '../session-knn-params.ts'
import { createTieBreak, selectBest } from '../scores/best-of.ts'
import { createNeighbourScorer, type Scratch } from '../scores/neighbours.ts'
import { readQuery } from '../scores/query.ts'
import { scoreRules, togetherness } from '../scores/rules.ts'
import { addTo, clearTally, createTally, growTally, largestOf, type Tally } from '../scores/tally.ts'
import { writeFeatures } from './features.ts'

/** Candidates that are ordered; the one wanted is among 150 about as often as among 200. */
export const rankedMax = 150

/** Neighbours that look far: many, of any age. */
const broadSettings = { k: 500, m: 2_000, spw: 3, ipw: 3, inh: 8, back: 1, idf: 1, ln: 0.25, tau: 5 } as const
/** Neighbours that look close: few, new, and what came right after. */
const narrowSettings = {
  k: 30,
  m: 2_000,
  spw: 1.5,
  ipw: 2,
  inh: 3,
  back: 0.5,
  idf: 0.3,
  ln: 0.5,
  tau: 0.3,
} as const
/** How much each rating counts in choosing candidates. */
const shares = { main: 1, broad: 0.5, narrow: 0.3, rules: 0.3, lastRule: 0.3 } as const

export interface CandidateFeatures {
  /**
   * Finds candidates for a query and writes their features.
   * @param main what the tuned scorer says; must still be filled
   * @returns how many; `items` holds them, best first by the plain sum
   */
  find(query: ArrayLike<number>, main: Tally): number
  readonly items: Uint32Array
  readonly features: Float32Array
}

export function createCandidateFeatures(
  index: SessionIndex,
  params: SessionKnnParams,
  scratch: Scratch,
  featuresPerItem: number,
): CandidateFeatures {
  const broadScorer = createNeighbourScorer(index, broadSettings, scratch)
  const narrowScorer = createNeighbourScorer(index, narrowSettings, scratch)
  const size = () => index.items.length
  const [broad, narrow, rules, lastRule, sum] = [size(), size(), size(), size(), size()].map(createTally)
  if (!broad || !narrow || !rules || !lastRule || !sum) throw new Error('Five tallies were made.')
  const items = new Uint32Array(rankedMax)
  const features = new Float32Array(rankedMax * featuresPerItem)
  const lately = latelyFrom(index)
  const losesTie = createTieBreak(index)
  return {
    items,
    features,
    find(queryItems, main) {
      for (const tally of [broad, narrow, rules, lastRule, sum]) growTally(tally, size())
      const query = readQuery(queryItems, params.hist)
      broadScorer.score(query, broad)
      narrowScorer.score(query, narrow)
      scoreRules(index, { srh: 6, srd: 0.5 }, queryItems, rules)
      scoreRules(index, { srh: 1, srd: 0.5 }, queryItems, lastRule)
      const ratings = { main, broad, narrow, rules, lastRule }
      addShares(sum, main, shares.main)
      addShares(sum, broad, shares.broad)
      addShares(sum, narrow, shares.narrow)
      addShares(sum, rules, shares.rules)
      addShares(sum, lastRule, shares.lastRule)
      const count = selectBest(sum.touched, sum.count, rankedMax, sum.values, losesTie, items)
      const likeness = (item: number) => togethernessWith(index, queryItems, item)
      writeFeatures(
        { index, query: queryItems, lately, ratings: { ...ratings, togetherness: likeness } },
        items,
        count,
        features,
      )
      for (const tally of [broad, narrow, rules, lastRule, sum]) clearTally(tally)
      return count
    },
  }
}

function addShares(sum: Tally, rating: Tally, share: number): void {
  const largest = largestOf(rating)
  if (largest === 0) return
  for (let at = 0; at < rating.count; at++) {
    const item = rating.touched[at] ?? 0
    addTo(sum, item, (share * (rating.values[item] ?? 0)) / largest)
  }
}

/** Likeness to the last six products of the query, halved with each step back. */
function togethernessWith(index: SessionIndex, query: ArrayLike<number>, item: number): number {
  let total = 0
  let decay = 1
  for (let at = query.length - 1; at >= Math.max(0, query.length - 6); at--) {
    total += decay * togetherness(index, query[at] ?? 0, item)
    decay /= 2
  }
  return total
}

/** Visits come in the order of their ends but for stragglers, which do not move this time by much. */
function latelyFrom({ ends, slots }: SessionIndex): number {
  return slots === 0 ? 0 : (ends[Math.floor(slots * 0.95)] ?? 0)
}

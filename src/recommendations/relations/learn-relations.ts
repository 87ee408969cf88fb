/** All relations of a shop from its visits and baskets: counts, then the best of each product. Runs in a thread. */
import type { AreAlike } from './alike-products.ts'
import { countPairs, type PairRule, type PairTable } from './count-pairs.ts'
import { support } from './pair-statistics.ts'
import { basketMax, rankRelations, viewReach, type RelationKind } from './rank-relations.ts'
import { countVoters, groupByVoter, type UnitLog } from './unit-log.ts'

/** Relations of all products: source s has `items[offsets[s]] …`, best first; the other arrays lie beside `items`. */
export interface RelationLists {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  readonly voters: Uint32Array
  readonly scores: Float32Array
  readonly los: Float32Array
  readonly his: Float32Array
}

export interface Voters {
  readonly byItem: Uint32Array
  readonly total: number
}

export interface LearntRelations {
  readonly lists: Readonly<Record<RelationKind, RelationLists>>
  readonly viewers: Voters
  readonly buyers: Voters
}

export interface RelationInput {
  readonly views: UnitLog
  readonly baskets: UnitLog
  readonly areAlike: AreAlike
}

export function learnRelations(
  { views, baskets, areAlike }: RelationInput,
  progress: (kind: RelationKind) => void = () => undefined,
): LearntRelations {
  const viewsByVoter = groupByVoter(views)
  const basketsByVoter = groupByVoter(baskets)
  const viewers = { byItem: countVoters(views, viewsByVoter), total: views.voterCount }
  const buyers = { byItem: countVoters(baskets, basketsByVoter), total: baskets.voterCount }
  const learn = (kind: RelationKind): RelationLists => {
    progress(kind)
    const [log, byVoter, voters] =
      kind === 'complement' ? [baskets, basketsByVoter, buyers] : [views, viewsByVoter, viewers]
    const pairs = countPairs(log, pairRule(kind, voters.byItem, areAlike), support.pairMin, byVoter)
    return layOut(kind, pairs, voters)
  }
  const lists = {
    substitute: learn('substitute'),
    complement: learn('complement'),
    'viewed-after': learn('viewed-after'),
  }
  return { lists, viewers, buyers }
}

/** Which pairs the kind counts. Products too rare to support a pair are left out early: most of a catalogue is. */
export function pairRule(kind: RelationKind, voters: Uint32Array, areAlike: AreAlike): PairRule {
  const isKnown = (item: number) => (voters[item] ?? 0) >= support.pairMin
  const areKnown = (source: number, destination: number) => isKnown(source) && isKnown(destination)
  switch (kind) {
    case 'substitute':
      return {
        order: 'together',
        reach: viewReach,
        unitMax: Infinity,
        keeps: (source, destination) => areKnown(source, destination) && areAlike(source, destination),
      }
    case 'viewed-after':
      return { order: 'after', reach: viewReach, unitMax: Infinity, keeps: areKnown }
    case 'complement':
      return {
        order: 'together',
        reach: Infinity,
        unitMax: basketMax,
        keeps: (source, destination) => areKnown(source, destination) && !areAlike(source, destination),
      }
  }
}

function layOut(kind: RelationKind, pairs: PairTable, voters: Voters): RelationLists {
  const itemCount = pairs.offsets.length - 1
  const offsets = new Uint32Array(itemCount + 1)
  const items = new Uint32Array(pairs.counts.length)
  const both = new Uint32Array(pairs.counts.length)
  const scores = new Float32Array(pairs.counts.length)
  const los = new Float32Array(pairs.counts.length)
  const his = new Float32Array(pairs.counts.length)
  let place = 0
  for (let source = 0; source < itemCount; source += 1) {
    for (const { item, counts, score, lo, hi } of rankRelations(kind, source, pairs, voters)) {
      items[place] = item
      both[place] = counts.ab
      scores[place] = score
      los[place] = lo
      his[place] = hi
      place += 1
    }
    offsets[source + 1] = place
  }
  return {
    offsets,
    items: items.slice(0, place),
    voters: both.slice(0, place),
    scores: scores.slice(0, place),
    los: los.slice(0, place),
    his: his.slice(0, place),
  }
}

/** The first `limit` relations of each source, for an image. */
export function cutLists(lists: RelationLists, limit: number): Omit<RelationLists, 'los' | 'his'> {
  const itemCount = lists.offsets.length - 1
  const offsets = new Uint32Array(itemCount + 1)
  for (let source = 0; source < itemCount; source += 1) {
    const length = (lists.offsets[source + 1] ?? 0) - (lists.offsets[source] ?? 0)
    offsets[source + 1] = (offsets[source] ?? 0) + Math.min(limit, length)
  }
  const total = offsets[itemCount] ?? 0
  const cut = {
    offsets,
    items: new Uint32Array(total),
    voters: new Uint32Array(total),
    scores: new Float32Array(total),
  }
  for (let source = 0; source < itemCount; source += 1) {
    const from = lists.offsets[source] ?? 0
    const to = from + (offsets[source + 1] ?? 0) - (offsets[source] ?? 0)
    const at = offsets[source] ?? 0
    cut.items.set(lists.items.subarray(from, to), at)
    cut.voters.set(lists.voters.subarray(from, to), at)
    cut.scores.set(lists.scores.subarray(from, to), at)
  }
  return cut
}

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998): λ · rel − (1 − λ) · the greatest likeness to what was chosen
 * already, λ = 1 − diversity. Pins keep their places and count as chosen.
 */
import type { Ranked } from '../merchandising/rule.ts'

export interface DiversifyOptions {
  readonly n: number
  /** 0 to 1. */
  readonly diversity: number
  isPinned(item: Ranked): boolean
  /** Likeness of two products, −1 to 1. */
  similarity(a: number, b: number): number
}

/** How many times `n` the candidates are from which a diverse slate is chosen. */
const breadth = 3

export function diversify(ranked: readonly Ranked[], options: DiversifyOptions): readonly Ranked[] {
  const { n, diversity, isPinned, similarity } = options
  if (diversity === 0 || ranked.length <= 1) return ranked.slice(0, n)
  const pool = ranked.slice(0, n * breadth)
  const best = pool.reduce((largest, { score }) => Math.max(largest, score), 0) || 1
  const pinnedAt = new Map(
    pool.flatMap((item, place) => (place < n && isPinned(item) ? [[place, item]] : [])),
  )
  const rest = pool.filter((item) => ![...pinnedAt.values()].includes(item))
  const nearest = new Float64Array(rest.length).fill(-1)
  const take = (chosen: Ranked) => {
    rest.forEach((item, at) => {
      nearest[at] = Math.max(nearest[at] ?? -1, similarity(item.product, chosen.product))
    })
  }
  for (const pinned of pinnedAt.values()) take(pinned)
  const slate: Ranked[] = []
  const taken = new Set<number>()
  while (slate.length < Math.min(n, pool.length)) {
    const pinned = pinnedAt.get(slate.length)
    if (pinned !== undefined) {
      slate.push(pinned)
      continue
    }
    const at = bestOf(rest, taken, nearest, best, diversity, taken.size === 0 && pinnedAt.size === 0)
    const chosen = rest[at]
    if (chosen === undefined) break
    taken.add(at)
    slate.push(chosen)
    take(chosen)
  }
  return slate
}

function bestOf(
  rest: readonly Ranked[],
  taken: ReadonlySet<number>,
  nearest: Float64Array,
  best: number,
  diversity: number,
  isFirst: boolean,
): number {
  let found = -1
  let highest = -Infinity
  rest.forEach(({ score }, at) => {
    if (taken.has(at)) return
    const worth = (1 - diversity) * (score / best) - (isFirst ? 0 : diversity * (nearest[at] ?? 0))
    if (worth > highest) {
      highest = worth
      found = at
    }
  })
  return found
}

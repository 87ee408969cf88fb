/** Candidates straight from what this visitor did. */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import type { Situation } from '../serving/situation.ts'
import { candidatesMax, type Candidates } from './candidate.ts'

/** Viewed before, latest first; what is on the page or in the cart now is excluded elsewhere. */
export function fromRecentViews(mirror: ShopMirror, { viewed, history }: Situation): Candidates | undefined {
  const latestFirst = [...viewed].reverse()
  for (const { product } of [...history.earlier].reverse()) latestFirst.push(product)
  const products = [...new Set(latestFirst)]
    .flatMap((id) => mirror.numberOf(id) ?? [])
    .slice(0, candidatesMax)
  if (products.length === 0) return undefined
  return { source: 'recently-viewed', products, scores: products.map((_, place) => 1 / (place + 1)) }
}

/** A purchase may be due from half to twice the usual gap after the last one. */
const dueFrom = 0.5
const dueUntil = 2

/**
 * Bought at least twice, and about as long ago as the visitor's own median gap between purchases of it; the nearer to
 * the gap, the better.
 */
export function fromPurchases(
  mirror: ShopMirror,
  { history, nowSeconds }: Situation,
): Candidates | undefined {
  const due = history.bought.flatMap(({ product, timesSeconds }) => {
    const number = mirror.numberOf(product)
    const gap = medianGap(timesSeconds)
    if (number === undefined || gap === undefined) return []
    const elapsed = (nowSeconds - (timesSeconds.at(-1) ?? nowSeconds)) / gap
    if (elapsed < dueFrom || elapsed > dueUntil) return []
    return { number, score: 1 / (1 + Math.abs(Math.log(elapsed))) }
  })
  if (due.length === 0) return undefined
  due.sort((a, b) => b.score - a.score || a.number - b.number)
  return {
    source: 'buy-again',
    products: due.map(({ number }) => number),
    scores: due.map(({ score }) => score),
  }
}

/** Seconds; undefined for fewer than two purchases at different times. */
function medianGap(times: readonly number[]): number | undefined {
  const gaps = times.slice(1).map((time, place) => time - (times[place] ?? time))
  const apart = gaps.filter((gap) => gap > 0).sort((a, b) => a - b)
  return apart[apart.length >> 1]
}

/** How well answers hit what came next; one target a case, ranked among all items. */

export interface Accuracy {
  readonly cases: number
  /** Share of cases whose target is among the first k; with one target, HR@k, P@k and recall@k are one number. */
  readonly hr: number
  /** Mean of 1 / place, 0 beyond k. */
  readonly mrr: number
  /** Mean of 1 / log2(place + 1), 0 beyond k: with one target the ideal is 1. */
  readonly ndcg: number
}

/** @param isCounted leaves cases out; all count when omitted */
export function accuracyOf(ranks: Uint8Array, isCounted?: (at: number) => boolean): Accuracy {
  let [cases, hits, reciprocal, gain] = [0, 0, 0, 0]
  for (let at = 0; at < ranks.length; at++) {
    if (isCounted !== undefined && !isCounted(at)) continue
    cases += 1
    const rank = ranks[at] ?? 0
    if (rank === 0) continue
    hits += 1
    reciprocal += 1 / rank
    gain += 1 / Math.log2(rank + 1)
  }
  const mean = (sum: number) => (cases === 0 ? 0 : sum / cases)
  return { cases, hr: mean(hits), mrr: mean(reciprocal), ndcg: mean(gain) }
}

/** What a method shows besides what it hits: how much of the range, how rare, how popular. */

export interface Variety {
  /** Share of the items of training that were shown at least once. */
  readonly coverage: number
  /** Mean surprise of an item shown, −log2 of the share of training visits that hold it, in bits. */
  readonly novelty: number
  /** Mean popularity of what was shown over that of what visitors went on to; above 1 leans to popular items. */
  readonly popularityBias: number
}

/**
 * @param shown how often each item was shown
 * @param visitsOf training visits that hold each item
 * @param wanted how often each item of training was the target
 */
export function varietyOf(
  shown: Uint32Array,
  visitsOf: Uint32Array,
  visits: number,
  wanted: Uint32Array,
): Variety {
  let [distinct, total, surprise, popularity] = [0, 0, 0, 0]
  shown.forEach((count, item) => {
    if (count === 0) return
    // An item of training is in a visit; the other case only guards the logarithm.
    const share = Math.max(1, visitsOf[item] ?? 0) / visits
    distinct += 1
    total += count
    surprise -= count * Math.log2(share)
    popularity += count * share
  })
  let [targets, targetPopularity] = [0, 0]
  wanted.forEach((count, item) => {
    targets += count
    targetPopularity += (count * (visitsOf[item] ?? 0)) / visits
  })
  const ofTargets = targets === 0 ? 0 : targetPopularity / targets
  return {
    coverage: shown.length === 0 ? 0 : distinct / shown.length,
    novelty: total === 0 ? 0 : surprise / total,
    popularityBias: total === 0 || ofTargets === 0 ? 0 : popularity / total / ofTargets,
  }
}

/** Visits that hold each item. */
export function visitsPerItem(
  { offsets, clicks }: { readonly offsets: Uint32Array; readonly clicks: Uint32Array },
  items: number,
): Uint32Array {
  const counts = new Uint32Array(items)
  const last = new Uint32Array(items)
  for (let visit = 0; visit + 1 < offsets.length; visit++) {
    const to = offsets[visit + 1] ?? 0
    for (let at = offsets[visit] ?? 0; at < to; at++) {
      const item = clicks[at] ?? 0
      if (last[item] === visit + 1) continue
      last[item] = visit + 1
      counts[item] = (counts[item] ?? 0) + 1
    }
  }
  return counts
}

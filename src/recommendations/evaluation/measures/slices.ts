/** Accuracy by how much of the visit was seen, and by how popular the item that came next is. */
import type { CaseSet } from '../case-set.ts'
import { accuracyOf, type Accuracy } from './accuracy.ts'

export interface Slice extends Accuracy {
  readonly label: string
}

/** Which slice each case is in; cases beyond the labels are in none. */
export interface Slicing {
  readonly labels: readonly string[]
  readonly sliceOf: Uint8Array
}

const none = 255

export function byPrefixLength({ starts, targets }: CaseSet): Slicing {
  const labels = ['1', '2', '3', '4', '5', '6–9', '10+']
  return {
    labels,
    sliceOf: Uint8Array.from(targets, (target, at) => {
      const length = target - (starts[at] ?? 0)
      return length <= 5 ? length - 1 : length <= 9 ? 5 : 6
    }),
  }
}

/**
 * Tenths of the cases by the training visits that hold the target, rarest first; equal counts stay together, so that
 * tenths of a small shop may be empty. Targets that training never saw stand by themselves.
 */
export function byTargetPopularity(cases: CaseSet, visitsOf: Uint32Array): Slicing {
  const popularity = Float64Array.from(cases.targets, (target) => visitsOf[cases.clicks[target] ?? 0] ?? 0)
  const sorted = popularity.filter((count) => count > 0).sort()
  const labels = ['never seen', ...Array.from({ length: 10 }, (_, tenth) => String(tenth + 1))]
  const firstAbove = (count: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] ?? 0) < count) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    labels,
    sliceOf: Uint8Array.from(popularity, (count) =>
      count === 0 ? 0 : 1 + Math.min(9, Math.floor((firstAbove(count) / sorted.length) * 10)),
    ),
  }
}

/** Empty slices are left out. */
export function accuracyBySlice(ranks: Uint8Array, { labels, sliceOf }: Slicing): Slice[] {
  return labels
    .map((label, slice) => ({ label, ...accuracyOf(ranks, (at) => (sliceOf[at] ?? none) === slice) }))
    .filter(({ cases }) => cases > 0)
}

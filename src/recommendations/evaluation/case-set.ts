/** What a model is asked: the beginning of a visit, and what came next. */
import { growingUint32 } from './files/growing-numbers.ts'

export interface CaseSet {
  /** Item numbers of the visits; numbers of items that training never saw lie above those it saw. */
  readonly clicks: Uint32Array
  /** Case c asks for `clicks[targets[c]]` and gives `clicks[starts[c]] … clicks[targets[c] − 1]`, at least one. */
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  /** The visit each case is of, counted from 0 in the order of the cases. */
  readonly visits: Uint32Array
  readonly visitCount: number
}

/** Every prefix of a visit with its next item is a case, as in SR-GNN (Wu et al. 2019). */
export function casesOfVisits(visits: {
  readonly offsets: Uint32Array
  readonly clicks: Uint32Array
}): CaseSet {
  const starts = growingUint32()
  const targets = growingUint32()
  const numbers = growingUint32()
  let visitCount = 0
  for (let visit = 0; visit + 1 < visits.offsets.length; visit++) {
    const from = visits.offsets[visit] ?? 0
    const to = visits.offsets[visit + 1] ?? 0
    if (to - from < 2) continue
    for (let target = from + 1; target < to; target++) {
      starts.push(from)
      targets.push(target)
      numbers.push(visitCount)
    }
    visitCount += 1
  }
  return {
    clicks: visits.clicks,
    starts: starts.take(),
    targets: targets.take(),
    visits: numbers.take(),
    visitCount,
  }
}

export interface CaseBuilder {
  /** @param whole prefix and target; the latter last */
  add(whole: readonly number[], opensVisit: boolean): void
  take(): CaseSet
}

export function caseBuilder(): CaseBuilder {
  const [clicks, starts, targets, visits] = [
    growingUint32(),
    growingUint32(),
    growingUint32(),
    growingUint32(),
  ]
  let visitCount = 0
  return {
    add(whole, opensVisit) {
      if (opensVisit || visitCount === 0) visitCount += 1
      starts.push(clicks.length)
      for (const item of whole) clicks.push(item)
      targets.push(clicks.length - 1)
      visits.push(visitCount - 1)
    },
    take: () => ({
      clicks: clicks.take(),
      starts: starts.take(),
      targets: targets.take(),
      visits: visits.take(),
      visitCount,
    }),
  }
}

/** Whether the prefix of the case holds its target. */
export function isRepeat({ clicks, starts, targets }: CaseSet, at: number): boolean {
  const target = targets[at] ?? 0
  for (let place = starts[at] ?? 0; place < target; place++) {
    if (clicks[place] === clicks[target]) return true
  }
  return false
}

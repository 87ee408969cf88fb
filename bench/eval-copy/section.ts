/** One table of the scorecard of copy: what was measured, on how much, against which bar. */

export interface ScoreRow {
  readonly what: string
  /** Cases measured. */
  readonly n: number
  /** As printed: "99.3 % [97.9, 99.8]". */
  readonly value: string
  /** As printed: "≥ 99 %"; null: measured without a bar. */
  readonly bar: string | null
  /** Null when there is no bar. */
  readonly isMet: boolean | null
  /** A time depends on the machine: printed, and no reason for CI to fail. */
  readonly isTime?: true
}

export interface Section {
  /** "A" to "E". */
  readonly id: string
  readonly title: string
  /** What was measured on: file, rows, seed. */
  readonly data: string
  readonly rows: readonly ScoreRow[]
  readonly notes: readonly string[]
}

/** Wilson's score interval of a share at 95 % (Wilson 1927). */
export function wilson(hits: number, n: number): { readonly low: number; readonly high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const z = 1.959964
  const share = hits / n
  const centre = share + (z * z) / (2 * n)
  const spread = z * Math.sqrt((share * (1 - share) + (z * z) / (4 * n)) / n)
  return { low: (centre - spread) / (1 + (z * z) / n), high: (centre + spread) / (1 + (z * z) / n) }
}

/** "99.3 % [97.9, 99.8]" */
export function shareText(hits: number, n: number): string {
  const percent = (share: number) => (100 * share).toFixed(1)
  const { low, high } = wilson(hits, n)
  return `${percent(n === 0 ? 0 : hits / n)} % [${percent(low)}, ${percent(high)}]`
}

/** What a method answered to every case, in as much as measures need: where the target stood, and what was shown. */

export interface Outcome {
  /** Place of the target in the answer, from 1; 0: not among the first k. By case. */
  readonly ranks: Uint8Array
  /** The same among the items that the visit had not viewed yet. By case; 0 where the target is none of these. */
  readonly novelRanks: Uint8Array
  /** How often each item of training was shown. */
  readonly shown: Uint32Array
  /** How long each answer took, milliseconds. By case. */
  readonly latencies: Float32Array
  /** How long the method took to learn, milliseconds. */
  readonly buildMs: number
  /** Settings the method found for itself. */
  readonly settings?: Readonly<Record<string, number | boolean>> | undefined
}

export function emptyOutcome(cases: number, items: number): Outcome {
  return {
    ranks: new Uint8Array(cases),
    novelRanks: new Uint8Array(cases),
    shown: new Uint32Array(items),
    latencies: new Float32Array(cases),
    buildMs: 0,
  }
}

/** Outcomes of runs of cases that follow one another, as one. */
export function joinOutcomes(parts: readonly Outcome[]): Outcome {
  const cases = parts.reduce((sum, { ranks }) => sum + ranks.length, 0)
  const joined = emptyOutcome(cases, parts[0]?.shown.length ?? 0)
  let at = 0
  for (const { ranks, novelRanks, shown, latencies } of parts) {
    joined.ranks.set(ranks, at)
    joined.novelRanks.set(novelRanks, at)
    joined.latencies.set(latencies, at)
    shown.forEach((count, item) => {
      joined.shown[item] = (joined.shown[item] ?? 0) + count
    })
    at += ranks.length
  }
  return {
    ...joined,
    buildMs: Math.max(0, ...parts.map(({ buildMs }) => buildMs)),
    settings: parts[0]?.settings,
  }
}

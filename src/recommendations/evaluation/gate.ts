/**
 * The promotion gate: a session model is served only if the 95 % interval of its gain over each compared method lies above
 * zero, in HR@k and in MRR@k. An evaluation that cannot tell the two apart keeps what was served before; one that shows what
 * is served to be worse than a baseline takes it away.
 */
import type { Comparison, Gate } from './report/evaluation-report.ts'

export function decideGate(comparisons: readonly Comparison[], cut: number): Gate {
  const reasons = comparisons.flatMap(({ title, hr, mrr }) =>
    [
      { measure: 'HR', gain: hr },
      { measure: 'MRR', gain: mrr },
    ].flatMap(({ measure, gain }) =>
      gain.low > 0
        ? []
        : [
            `${measure}@${cut} over ${title}: a gain of ${points(gain.value)} with the interval ` +
              `${points(gain.low)} to ${points(gain.high)}, which does not lie above zero.`,
          ],
    ),
  )
  return { passed: comparisons.length > 0 && reasons.length === 0, reasons }
}

/** Baselines that what is served now clearly falls behind, a sentence each; empty when none is shown to be better. */
export function findDefeats(incumbent: readonly Comparison[], cut: number): string[] {
  return incumbent.flatMap(({ title, hr, mrr }) =>
    [
      { measure: 'HR', gain: hr },
      { measure: 'MRR', gain: mrr },
    ].flatMap(({ measure, gain }) =>
      gain.high < 0
        ? [
            `What was served is worse than ${title} in ${measure}@${cut}: ${points(gain.value)} with the interval ` +
              `${points(gain.low)} to ${points(gain.high)}.`,
          ]
        : [],
    ),
  )
}

function points(share: number): string {
  return `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(2)}`
}

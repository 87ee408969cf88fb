/**
 * The promotion gate: a session model is served only if the 95 % interval of its gain over each compared method lies above
 * zero, in HR@k and in MRR@k. An evaluation that cannot tell the two apart keeps what was served before.
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

function points(share: number): string {
  return `${share >= 0 ? '+' : '−'}${Math.abs(share * 100).toFixed(2)}`
}

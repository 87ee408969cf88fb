/**
 * Self-normalised inverse propensity scoring (Swaminathan and Joachims, "The Self-Normalized Estimator for Counterfactual
 * Learning", NIPS 2015): what a policy would have earned, Σ w·r / Σ w over what was shown by chance, w = 1/chance where the policy
 * would have shown the same and 0 elsewhere. The interval of a difference is clustered by visitor (linearised ratio), because
 * both policies are judged on the same slates and one visitor's slates hang together.
 */

export interface Draw {
  /** Whose slate it was. */
  readonly visitor: string
  /** Chance with which what was shown was drawn. */
  readonly chance: number
  /** Whether the policy that is judged, and the one it is compared with, would have shown just that. */
  readonly target: boolean
  readonly baseline: boolean
  readonly reward: number
}

export interface Arm {
  /** Draws that show what the policy would have shown, and the visitors who saw them. */
  readonly draws: number
  readonly visitors: number
  readonly rewards: number
  /** (Σ w)² / Σ w²: how many equally weighted draws the estimate is worth. */
  readonly effective: number
  /** Σ w·r / Σ w; null without draws. */
  readonly value: number | null
}

export interface Comparison {
  readonly target: Arm
  readonly baseline: Arm
  /** Target minus baseline with its 95 % interval; null without draws on both sides, or with fewer than two visitors. */
  readonly difference: { readonly value: number; readonly lo: number; readonly hi: number } | null
  /** Weights that were cut to 10: each draws the estimate towards what is shown already. */
  readonly cut: number
}

/** A rarer draw counts as if its chance had been this: one lucky click must not decide. */
const weightMax = 10
/** Half the width of a 95 % interval in standard errors. */
const z95 = 1.959964

export function compareDraws(draws: readonly Draw[]): Comparison {
  const target = armOf(draws, (draw) => draw.target)
  const baseline = armOf(draws, (draw) => draw.baseline)
  return {
    target,
    baseline,
    difference: differenceOf(draws, target, baseline),
    cut: draws.filter((draw) => (draw.target || draw.baseline) && 1 / draw.chance > weightMax + 1e-9).length,
  }
}

function armOf(draws: readonly Draw[], is: (draw: Draw) => boolean): Arm {
  const shown = draws.filter(is)
  const sum = (of: (draw: Draw) => number) => shown.reduce((total, draw) => total + of(draw), 0)
  const weights = sum(weightOf)
  return {
    draws: shown.length,
    visitors: new Set(shown.map(({ visitor }) => visitor)).size,
    rewards: sum(({ reward }) => reward),
    effective: shown.length === 0 ? 0 : weights ** 2 / sum((draw) => weightOf(draw) ** 2),
    value: shown.length === 0 ? null : sum((draw) => weightOf(draw) * draw.reward) / weights,
  }
}

function weightOf({ chance }: Draw): number {
  return Math.min(weightMax, 1 / chance)
}

function differenceOf(draws: readonly Draw[], target: Arm, baseline: Arm): Comparison['difference'] {
  if (target.value === null || baseline.value === null) return null
  const [reached, kept] = [target.value, baseline.value]
  const totals = { target: 0, baseline: 0 }
  for (const draw of draws) {
    if (draw.target) totals.target += weightOf(draw)
    if (draw.baseline) totals.baseline += weightOf(draw)
  }
  const influence = new Map<string, number>()
  for (const draw of draws) {
    const moves =
      (draw.target ? (weightOf(draw) * (draw.reward - reached)) / totals.target : 0) -
      (draw.baseline ? (weightOf(draw) * (draw.reward - kept)) / totals.baseline : 0)
    influence.set(draw.visitor, (influence.get(draw.visitor) ?? 0) + moves)
  }
  const visitors = influence.size
  if (visitors < 2) return null
  let squares = 0
  for (const moved of influence.values()) squares += moved ** 2
  const half = z95 * Math.sqrt((squares * visitors) / (visitors - 1))
  const value = reached - kept
  return { value, lo: value - half, hi: value + half }
}

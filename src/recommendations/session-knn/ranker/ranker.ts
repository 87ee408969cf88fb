/**
 * The learnt order of candidates: a small network that gives each candidate a score from what the scorers say about it.
 * Its weights are some hundred numbers fitted to thousands of visits; they hold no visit and no product.
 */
import { z } from 'zod'
import { featureCount } from './features.ts'

const numbers = z.array(z.number()).max(10_000)

export const rankerSchema = z
  .object({
    /** Units of the hidden layer. */
    hidden: z.int().min(1).max(64),
    /** hidden × features, row by row. */
    inner: numbers,
    bias: numbers,
    outer: numbers,
    /** A weight per feature past the hidden layer. */
    direct: numbers,
  })
  .refine(
    ({ hidden, inner, bias, outer, direct }) =>
      inner.length === hidden * featureCount &&
      bias.length === hidden &&
      outer.length === hidden &&
      direct.length === featureCount,
    'the weights do not fit the features of this version; evaluate again',
  )
export type Ranker = z.output<typeof rankerSchema>

/** What a unit lets through of a negative sum, so that it can recover in training. */
export const leak = 0.01

/** Logit of each of `count` candidates, whose features lie one after the other. */
export function rankFeatures(
  weights: RankerWeights,
  features: Float32Array,
  count: number,
  logits: Float64Array,
): void {
  for (let candidate = 0; candidate < count; candidate++) {
    logits[candidate] = logitOf(weights, features, candidate * featureCount)
  }
}

function logitOf(
  { hidden, inner, bias, outer, direct }: RankerWeights,
  features: Float32Array,
  from: number,
): number {
  let logit = 0
  for (let f = 0; f < featureCount; f++) logit += (direct[f] ?? 0) * (features[from + f] ?? 0)
  // Two units at a time: their sums do not wait for each other.
  for (let unit = 0; unit < hidden; unit += 2) {
    const row = unit * featureCount
    const next = row + featureCount
    let sum = bias[unit] ?? 0
    let other = bias[unit + 1] ?? 0
    for (let f = 0; f < featureCount; f++) {
      const feature = features[from + f] ?? 0
      sum += (inner[row + f] ?? 0) * feature
      other += (inner[next + f] ?? 0) * feature
    }
    logit += (outer[unit] ?? 0) * (sum > 0 ? sum : leak * sum)
    logit += (outer[unit + 1] ?? 0) * (other > 0 ? other : leak * other)
  }
  return logit
}

/** Packed for speed. */
export interface RankerWeights {
  readonly hidden: number
  readonly inner: Float64Array
  readonly bias: Float64Array
  readonly outer: Float64Array
  readonly direct: Float64Array
}

/** An odd number of units is filled up with one that says nothing (0 past the end). */
export function packRanker({ hidden, inner, bias, outer, direct }: Ranker): RankerWeights {
  return {
    hidden,
    inner: Float64Array.from(inner),
    bias: Float64Array.from(bias),
    outer: Float64Array.from(outer),
    direct: Float64Array.from(direct),
  }
}

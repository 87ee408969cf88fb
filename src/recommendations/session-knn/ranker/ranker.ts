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
  { hidden, inner, bias, outer, direct }: RankerWeights,
  features: Float32Array,
  count: number,
  logits: Float64Array,
): void {
  for (let candidate = 0; candidate < count; candidate++) {
    const from = candidate * featureCount
    let logit = 0
    for (let f = 0; f < featureCount; f++) logit += (direct[f] ?? 0) * (features[from + f] ?? 0)
    for (let unit = 0; unit < hidden; unit++) {
      let sum = bias[unit] ?? 0
      const row = unit * featureCount
      for (let f = 0; f < featureCount; f++) sum += (inner[row + f] ?? 0) * (features[from + f] ?? 0)
      logit += (outer[unit] ?? 0) * (sum > 0 ? sum : leak * sum)
    }
    logits[candidate] = logit
  }
}

/** As the schema has them, or packed for speed. */
export interface RankerWeights {
  readonly hidden: number
  readonly inner: ArrayLike<number>
  readonly bias: ArrayLike<number>
  readonly outer: ArrayLike<number>
  readonly direct: ArrayLike<number>
}

export function packRanker({ hidden, inner, bias, outer, direct }: Ranker): RankerWeights {
  return {
    hidden,
    inner: Float32Array.from(inner),
    bias: Float32Array.from(bias),
    outer: Float32Array.from(outer),
    direct: Float32Array.from(direct),
  }
}

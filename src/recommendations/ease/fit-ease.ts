/**
 * EASE^R (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): linear weights between products with a
 * closed form, `P = (XᵀX + λI)⁻¹, B_ij = −P_ij/P_jj, B_jj = 0`. Good where few products have many voters; its cost
 * grows with the cube of the products, so only small catalogues get it.
 */
import { groupByVoter, type UnitLog, type UnitsByVoter } from '../relations/unit-log.ts'
import { invertSymmetric } from './invert-symmetric.ts'

export interface EaseOptions {
  /** λ: what a weight must be worth. */
  readonly penalty: number
  /** More products than this get no weights: the matrix takes 8 bytes per pair. */
  readonly itemsMax: number
  /** Voters a product needs. */
  readonly votersMin: number
  /** Weights kept per product. */
  readonly keep: number
}

/** 5,000 products are 200 MB and some two minutes of one core; docs/recommendations/models.md has the measurements. */
export const easeDefaults: EaseOptions = { penalty: 100, itemsMax: 5_000, votersMin: 5, keep: 100 }

/** Positive weights per product, best first: product i has `items[offsets[i]] …`. */
export interface EaseLists {
  readonly offsets: Uint32Array
  readonly items: Uint32Array
  readonly scores: Float32Array
}

/** Undefined when more products have voters than it is made for, or none has. */
export function fitEase(
  log: UnitLog,
  voters: Uint32Array,
  options: EaseOptions = easeDefaults,
): EaseLists | undefined {
  const kept: number[] = []
  voters.forEach((count, item) => {
    if (count >= options.votersMin) kept.push(item)
  })
  if (kept.length === 0 || kept.length > options.itemsMax) return undefined
  const matrix = countTogether(log, groupByVoter(log), kept)
  const size = kept.length
  for (let at = 0; at < size; at += 1)
    matrix[at * size + at] = (matrix[at * size + at] ?? 0) + options.penalty
  invertSymmetric(matrix, size)
  return bestWeights(matrix, kept, log.itemCount, options.keep)
}

/** XᵀX over the products kept: voters of each pair, lower triangle. */
function countTogether(log: UnitLog, { starts, units }: UnitsByVoter, kept: readonly number[]): Float64Array {
  const size = kept.length
  const matrix = new Float64Array(size * size)
  const places = new Int32Array(log.itemCount).fill(-1)
  kept.forEach((item, place) => {
    places[item] = place
  })
  const seenBy = new Uint32Array(size)
  for (let voter = 0; voter < log.voterCount; voter += 1) {
    const own: number[] = []
    for (const unit of units.subarray(starts[voter] ?? 0, starts[voter + 1] ?? 0)) {
      for (const item of log.items.subarray(log.offsets[unit] ?? 0, log.offsets[unit + 1] ?? 0)) {
        const place = places[item] ?? -1
        if (place < 0 || seenBy[place] === voter + 1) continue
        seenBy[place] = voter + 1
        own.push(place)
      }
    }
    for (const row of own)
      for (const column of own)
        if (column <= row) matrix[row * size + column] = (matrix[row * size + column] ?? 0) + 1
  }
  return matrix
}

function bestWeights(
  inverse: Float64Array,
  kept: readonly number[],
  itemCount: number,
  keep: number,
): EaseLists {
  const size = kept.length
  const offsets = new Uint32Array(itemCount + 1)
  const items: number[] = []
  const scores: number[] = []
  let next = 0
  kept.forEach((item, row) => {
    offsets.fill(items.length, next, item + 1)
    next = item + 1
    const weights: { readonly column: number; readonly weight: number }[] = []
    for (let column = 0; column < size; column += 1) {
      const weight = -(inverse[row * size + column] ?? 0) / (inverse[column * size + column] ?? 1)
      if (column !== row && weight > 0) weights.push({ column, weight })
    }
    weights.sort((left, right) => right.weight - left.weight || left.column - right.column)
    for (const { column, weight } of weights.slice(0, keep)) {
      items.push(kept[column] ?? 0)
      scores.push(weight)
    }
  })
  offsets.fill(items.length, next)
  return { offsets, items: Uint32Array.from(items), scores: Float32Array.from(scores) }
}

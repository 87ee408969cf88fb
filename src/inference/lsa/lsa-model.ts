/**
 * Latent semantic analysis (Deerwester et al., JASIS 41, 1990) of one shop's catalogue: words that occur in the same
 * products come to lie close together. The model folds any text in by a few additions per word.
 */
import { toUnitLength } from '../embedder.ts'
import { termsOf } from '../terms.ts'

export interface LsaModel {
  readonly dimensions: number
  /** Position of each term in the rows below. */
  readonly terms: ReadonlyMap<string, number>
  /** Per term: ln of how rare it is, and at least ln 2. */
  readonly rarity: Float32Array
  /** terms × dimensions, row-major; `direction ≈ value · scale of its row`. */
  readonly directions: Int8Array
  readonly scales: Float32Array
  /** Unit length: where an average product lies, and so the answer for a text without any known term. */
  readonly centre: Float32Array
}

/** Unit-length vector of any text. */
export function foldIn(model: LsaModel, text: string): Float32Array {
  const vector = new Float32Array(model.dimensions)
  for (const [term, count] of countTerms(text)) {
    const row = model.terms.get(term)
    if (row === undefined) continue
    const factor = termWeight(count, model.rarity[row] ?? 0) * (model.scales[row] ?? 0)
    const offset = row * model.dimensions
    for (let k = 0; k < vector.length; k++)
      vector[k] = (vector[k] ?? 0) + factor * (model.directions[offset + k] ?? 0)
  }
  return toUnitLength(vector) ?? model.centre.slice()
}

export function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** TF-IDF with sublinear term frequency (Manning, Raghavan and Schütze, "Introduction to IR", 6.4.1). */
export function termWeight(count: number, rarity: number): number {
  return (1 + Math.log(count)) * rarity
}

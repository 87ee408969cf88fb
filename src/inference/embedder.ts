/** The port to everything that turns text into vectors. Drivers are in `embedders/`; one contract suite tests them all. */

export type EmbedPurpose = 'document' | 'query'

export interface EmbedOptions {
  /** Some models embed questions differently from what they look for; a query also overtakes waiting documents. */
  readonly purpose: EmbedPurpose
  readonly signal?: AbortSignal
}

export interface Embedder extends AsyncDisposable {
  /** Stable id, part of the key of every stored vector: equal ids promise comparable vectors. */
  readonly model: string
  /** Length of every vector. */
  readonly dimensions: number
  /**
   * One unit-length vector per text, in the same order. The same text gives the same vector, whatever else is
   * embedded with it.
   *
   * @throws AppError inference.* ; the signal's reason when it is aborted
   */
  embed(texts: readonly string[], options: EmbedOptions): Promise<Float32Array[]>
}

/** The vector at length 1, in place; `undefined` when it has no direction (all zeros, or not a number). */
export function toUnitLength(vector: Float32Array): Float32Array | undefined {
  const length = Math.sqrt(dotProduct(vector, vector))
  if (!(length > 0) || !Number.isFinite(length)) return undefined
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) / length
  return vector
}

/** Cosine similarity when both vectors are unit length. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

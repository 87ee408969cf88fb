/** Logarithms of counts, looked up: a request needs thousands, nearly all of small numbers. */

const known = Float64Array.from({ length: 16_384 }, (_, count) => Math.log(count))

/** Natural logarithm of a whole number ≥ 1. */
export function logarithm(count: number): number {
  return count < known.length ? (known[count] ?? 0) : Math.log(count)
}

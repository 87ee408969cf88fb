/** Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, section 8.5). */
import type { DenseMatrix } from './sparse-matrix.ts'

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array
  /** One per row, in the order of the values, orthonormal. */
  readonly vectors: readonly Float64Array[]
}

/** Off-diagonal mass, relative to the whole, below which the matrix counts as diagonal. */
const tolerance = 1e-20
const maxSweeps = 30

/** @param matrix symmetric, n × n; is overwritten */
export function symmetricEigen({ rows: n, values: a }: DenseMatrix): Eigen {
  const vectors = identityRows(n)
  const total = a.reduce((sum, value) => sum + value * value, 0)
  for (let sweep = 0; sweep < maxSweeps && offDiagonal(a, n) > tolerance * total; sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, n, vectors, p, q)

  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (a[j * n + j] ?? 0) - (a[i * n + i] ?? 0) || i - j,
  )
  return {
    values: Float64Array.from(order, (i) => a[i * n + i] ?? 0),
    vectors: order.map((i) => vectors[i] ?? new Float64Array(n)),
  }
}

function identityRows(n: number): Float64Array[] {
  return Array.from({ length: n }, (_, i) => {
    const row = new Float64Array(n)
    row[i] = 1
    return row
  })
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) sum += 2 * (a[i * n + j] ?? 0) ** 2
  return sum
}

/** Turns the plane of p and q so that their common element becomes zero. */
function rotate(a: Float64Array, n: number, vectors: readonly Float64Array[], p: number, q: number): void {
  const apq = a[p * n + q] ?? 0
  if (apq === 0) return
  const theta = ((a[q * n + q] ?? 0) - (a[p * n + p] ?? 0)) / (2 * apq)
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(t * t + 1)
  const sine = t * cosine
  const rowP = a.subarray(p * n, (p + 1) * n)
  const rowQ = a.subarray(q * n, (q + 1) * n)
  turn(rowP, rowQ, cosine, sine)
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p] ?? 0
    const kq = a[k * n + q] ?? 0
    a[k * n + p] = cosine * kp - sine * kq
    a[k * n + q] = sine * kp + cosine * kq
  }
  const [vectorP, vectorQ] = [vectors[p], vectors[q]]
  if (vectorP !== undefined && vectorQ !== undefined) turn(vectorP, vectorQ, cosine, sine)
}

function turn(x: Float64Array, y: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < x.length; k++) {
    const [xk, yk] = [x[k] ?? 0, y[k] ?? 0]
    x[k] = cosine * xk - sine * yk
    y[k] = sine * xk + cosine * yk
  }
}

/**
 * The leading right singular vectors of a sparse matrix by randomised subspace iteration (Halko, Martinsson and
 * Tropp, SIAM Review 53, 2011, algorithms 4.4 and 5.1). Documents are read row by row, so memory grows with the
 * vocabulary only.
 */
import {
  addOuterRow,
  denseMatrix,
  multiplyRow,
  type DenseMatrix,
  type SparseMatrix,
} from './sparse-matrix.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

/** Extra directions that make the wanted ones accurate (Halko et al. recommend 5 to 10 and more for slow decay). */
const oversampling = 16
/** Text spectra decay slowly; after three rounds the neighbours of a product no longer change (docs/evaluation.md). */
const rounds = 3
/** Singular values below this share of the first are rounding, not structure. */
const rankTolerance = 1e-6

/** @returns a row per column of `a`, a column per direction: at most `wanted`, fewer when the rank is lower */
export function rightSingularVectors(a: SparseMatrix, wanted: number, seed: number): DenseMatrix {
  const width = Math.min(wanted + oversampling, a.rows, a.columns)
  let basis = orthonormalised(randomSigns(a.columns, width, seed))
  const image = new Float64Array(width)
  for (let round = 0; round < rounds; round++) {
    const next = denseMatrix(a.columns, width)
    for (let r = 0; r < a.rows; r++) {
      multiplyRow(a, r, basis, image)
      addOuterRow(a, r, image, next)
    }
    basis = orthonormalised(next)
  }
  return rotatedToSingularVectors(a, basis, wanted)
}

/** Rayleigh-Ritz: the eigenvectors of A's Gram matrix within the subspace. */
function rotatedToSingularVectors(a: SparseMatrix, basis: DenseMatrix, wanted: number): DenseMatrix {
  const width = basis.columns
  const gram = denseMatrix(width, width)
  const image = new Float64Array(width)
  for (let r = 0; r < a.rows; r++) {
    multiplyRow(a, r, basis, image)
    addToGram(gram, image)
  }
  mirror(gram)
  const { values, vectors } = symmetricEigen(gram)
  const floor = (values[0] ?? 0) * rankTolerance ** 2
  const kept = vectors.slice(0, wanted).filter((_, i) => (values[i] ?? 0) > floor)
  const result = denseMatrix(basis.rows, kept.length)
  for (let row = 0; row < basis.rows; row++)
    kept.forEach((vector, column) => {
      let sum = 0
      for (let k = 0; k < width; k++) sum += (basis.values[row * width + k] ?? 0) * (vector[k] ?? 0)
      result.values[row * kept.length + column] = sum
    })
  return result
}

/** Columns made orthonormal by Cholesky QR; a column that depends on earlier ones becomes zero. */
function orthonormalised(matrix: DenseMatrix): DenseMatrix {
  const width = matrix.columns
  const gram = denseMatrix(width, width)
  for (let row = 0; row < matrix.rows; row++)
    addToGram(gram, matrix.values.subarray(row * width, (row + 1) * width))
  const factor = choleskyUpper(gram)
  for (let row = 0; row < matrix.rows; row++)
    solveRow(factor, matrix.values.subarray(row * width, (row + 1) * width))
  return matrix
}

/** `gram += rowᵀ · row`, upper triangle only. */
function addToGram(gram: DenseMatrix, row: Float64Array): void {
  const n = gram.columns
  for (let i = 0; i < n; i++) {
    const value = row[i] ?? 0
    if (value === 0) continue
    for (let j = i; j < n; j++) gram.values[i * n + j] = (gram.values[i * n + j] ?? 0) + value * (row[j] ?? 0)
  }
}

function mirror({ columns: n, values }: DenseMatrix): void {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) values[i * n + j] = values[j * n + i] ?? 0
}

/** In place: the upper triangle R with RᵀR = gram. A pivot that is only rounding leaves a zero row. */
function choleskyUpper(gram: DenseMatrix): DenseMatrix {
  const { columns: n, values: r } = gram
  let largest = 0
  for (let i = 0; i < n; i++) largest = Math.max(largest, r[i * n + i] ?? 0)
  for (let i = 0; i < n; i++) {
    const pivot = r[i * n + i] ?? 0
    const root = pivot > largest * 1e-13 ? Math.sqrt(pivot) : 0
    for (let j = i; j < n; j++) r[i * n + j] = root === 0 ? 0 : (r[i * n + j] ?? 0) / root
    if (root === 0) continue
    for (let k = i + 1; k < n; k++) {
      const factor = r[i * n + k] ?? 0
      for (let j = k; j < n; j++) r[k * n + j] = (r[k * n + j] ?? 0) - factor * (r[i * n + j] ?? 0)
    }
  }
  return gram
}

/** In place: `row · R⁻¹`. */
function solveRow({ columns: n, values: r }: DenseMatrix, row: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const pivot = r[i * n + i] ?? 0
    const solved = pivot === 0 ? 0 : (row[i] ?? 0) / pivot
    row[i] = solved
    if (solved === 0) continue
    for (let j = i + 1; j < n; j++) row[j] = (row[j] ?? 0) - solved * (r[i * n + j] ?? 0)
  }
}

/** Random signs: as good a start as normal numbers, and exact on every machine. xorshift32 (Marsaglia 2003). */
function randomSigns(rows: number, columns: number, seed: number): DenseMatrix {
  const matrix = denseMatrix(rows, columns)
  let state = seed | 1
  for (let i = 0; i < matrix.values.length; i++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    matrix.values[i] = state < 0 ? -1 : 1
  }
  return matrix
}

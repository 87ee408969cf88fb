/** Documents as sparse rows of term weights, compressed (CSR): what is not written is zero. */
export interface SparseMatrix {
  readonly rows: number
  readonly columns: number
  /** Row r occupies `starts[r]` up to `starts[r + 1]`. */
  readonly starts: Uint32Array
  readonly columnOf: Uint32Array
  readonly values: Float64Array
}

/** @param rows per row its columns with their values, columns without repeats */
export function sparseMatrix(rows: readonly ReadonlyMap<number, number>[], columns: number): SparseMatrix {
  const entries = rows.reduce((sum, row) => sum + row.size, 0)
  const starts = new Uint32Array(rows.length + 1)
  const columnOf = new Uint32Array(entries)
  const values = new Float64Array(entries)
  let position = 0
  rows.forEach((row, index) => {
    for (const [column, value] of row) {
      columnOf[position] = column
      values[position] = value
      position += 1
    }
    starts[index + 1] = position
  })
  return { rows: rows.length, columns, starts, columnOf, values }
}

/** A dense row-major matrix in double precision. */
export interface DenseMatrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
}

export function denseMatrix(rows: number, columns: number): DenseMatrix {
  return { rows, columns, values: new Float64Array(rows * columns) }
}

/** `target = row r of A · Z`, where Z has a row per column of A. */
export function multiplyRow(a: SparseMatrix, r: number, z: DenseMatrix, target: Float64Array): void {
  target.fill(0)
  const width = z.columns
  for (let position = a.starts[r] ?? 0; position < (a.starts[r + 1] ?? 0); position++) {
    const offset = (a.columnOf[position] ?? 0) * width
    const value = a.values[position] ?? 0
    for (let k = 0; k < width; k++) target[k] = (target[k] ?? 0) + value * (z.values[offset + k] ?? 0)
  }
}

/** `target += (row r of A)ᵀ · y`, where the target has a row per column of A. */
export function addOuterRow(a: SparseMatrix, r: number, y: Float64Array, target: DenseMatrix): void {
  const width = target.columns
  for (let position = a.starts[r] ?? 0; position < (a.starts[r + 1] ?? 0); position++) {
    const offset = (a.columnOf[position] ?? 0) * width
    const value = a.values[position] ?? 0
    for (let k = 0; k < width; k++)
      target.values[offset + k] = (target.values[offset + k] ?? 0) + value * (y[k] ?? 0)
  }
}

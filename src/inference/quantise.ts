/**
 * Weights as signed bytes with one scale per output channel: a quarter of the size, two to three times the speed.
 */
export interface QuantisedMatrix {
  readonly values: Int8Array
  /** One per channel: `weight ≈ value · scale`. */
  readonly scales: Float32Array
}

/**
 * @param matrix row-major, one channel per row
 * @param limit largest absolute value used; 63 keeps two products of an unsigned byte within 16 bits, which
 *   AVX2 without VNNI saturates at (ONNX Runtime, "Quantize ONNX models", reduce_range)
 */
export function quantiseRows(matrix: Float32Array, rowLength: number, limit: 63 | 127): QuantisedMatrix {
  const values = new Int8Array(matrix.length)
  const scales = new Float32Array(matrix.length / rowLength)
  for (let row = 0; row < scales.length; row++) {
    const channel = matrix.subarray(row * rowLength, (row + 1) * rowLength)
    const peak = channel.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0)
    // Below the normal range a scale has too few bits left to divide by; such a row is zero for all purposes.
    const scale = peak / limit < smallestNormal ? 1 : Math.fround(peak / limit)
    scales[row] = scale
    for (let i = 0; i < rowLength; i++) values[row * rowLength + i] = Math.round((channel[i] ?? 0) / scale)
  }
  return { values, scales }
}

const smallestNormal = 2 ** -126

/** Row-major `rows × columns` to `columns × rows`, same element type. */
export function transpose<T extends Float32Array | Int8Array>(source: T, rows: number, target: T): T {
  const columns = source.length / rows
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      target[column * rows + row] = source[row * columns + column] ?? 0
  return target
}

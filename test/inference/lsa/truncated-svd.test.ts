import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sparseMatrix, type DenseMatrix } from '../../../src/inference/lsa/sparse-matrix.ts'
import { symmetricEigen } from '../../../src/inference/lsa/symmetric-eigen.ts'
import { rightSingularVectors } from '../../../src/inference/lsa/truncated-svd.ts'

const column = ({ rows, columns, values }: DenseMatrix, c: number) =>
  Array.from({ length: rows }, (_, r) => values[r * columns + c] ?? 0)
const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

describe('symmetricEigen', () => {
  it('solves the eigenvalue equation with orthonormal vectors, largest value first', () => {
    const square = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 25, maxLength: 25 })
    fc.assert(
      fc.property(square, (numbers) => {
        const at = (i: number, j: number) => (numbers[5 * i + j] ?? 0) + (numbers[5 * j + i] ?? 0)
        const values = Float64Array.from({ length: 25 }, (_, k) => at(Math.floor(k / 5), k % 5))
        const eigen = symmetricEigen({ rows: 5, columns: 5, values })
        const vectors = eigen.vectors.map((vector) => [...vector])
        vectors.forEach((vector, k) => {
          for (let i = 0; i < 5; i++) {
            const image = vector.reduce((sum, value, j) => sum + at(i, j) * value, 0)
            expect(image).toBeCloseTo((eigen.values[k] ?? 0) * (vector[i] ?? 0), 7)
          }
          vectors.forEach((other, m) => {
            expect(dot(vector, other)).toBeCloseTo(k === m ? 1 : 0, 9)
          })
        })
        expect([...eigen.values]).toEqual([...eigen.values].sort((a, b) => b - a))
      }),
      { numRuns: 30 },
    )
  })
})

describe('rightSingularVectors', () => {
  it('finds the leading directions in order', () => {
    const rows = [5, 3, 2, 1].map((value, i) => new Map([[i, value]]))
    const found = rightSingularVectors(sparseMatrix(rows, 4), 2, 1)
    expect(found.columns).toBe(2)
    expect(column(found, 0).map(Math.abs)).toEqual(
      [1, 0, 0, 0].map((value): unknown => expect.closeTo(value, 8)),
    )
    expect(column(found, 1).map(Math.abs)).toEqual(
      [0, 1, 0, 0].map((value): unknown => expect.closeTo(value, 8)),
    )
  })

  it('keeps only as many directions as the matrix has, orthonormal', () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 5 }))
    const pair = fc.array(entry, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), (entries) => {
        const rows = entries.map((row) => new Map(row))
        const found = rightSingularVectors(sparseMatrix([...rows, ...rows], 7), 7, 3)
        expect(found.columns).toBeGreaterThan(0)
        expect(found.columns).toBeLessThanOrEqual(Math.min(7, rows.length))
        for (let i = 0; i < found.columns; i++)
          for (let j = 0; j <= i; j++)
            expect(dot(column(found, i), column(found, j))).toBeCloseTo(i === j ? 1 : 0, 5)
      }),
      { numRuns: 60 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantiseRows, transpose } from '../../src/inference/quantise.ts'

const weight = fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 })

describe('quantiseRows', () => {
  it('is off by half a step at most and never leaves the limit', () => {
    fc.assert(
      fc.property(
        fc.array(weight, { minLength: 12, maxLength: 12 }),
        fc.constantFrom<63 | 127>(63, 127),
        (weights, limit) => {
          const matrix = Float32Array.from(weights)
          const { values, scales } = quantiseRows(matrix, 4, limit)
          matrix.forEach((original, i) => {
            const scale = scales[Math.floor(i / 4)] ?? 0
            expect(Math.abs(values[i] ?? 0)).toBeLessThanOrEqual(limit)
            expect(Math.abs((values[i] ?? 0) * scale - original)).toBeLessThanOrEqual(
              scale * 0.5001 + 2 ** -126,
            )
          })
        },
      ),
    )
  })

  it('keeps a row of zeros', () => {
    expect([...quantiseRows(new Float32Array(3), 3, 127).values]).toEqual([0, 0, 0])
  })
})

describe('transpose', () => {
  it('swaps rows and columns', () => {
    expect([...transpose(Float32Array.of(1, 2, 3, 4, 5, 6), 2, new Float32Array(6))]).toEqual([
      1, 4, 2, 5, 3, 6,
    ])
  })
})

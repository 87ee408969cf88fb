import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../../../src/inference/minilm/safetensors.ts'

/** 1, -2, 0.5, the smallest half, the largest half, infinity. */
const halves = Uint16Array.of(0x3c00, 0xc000, 0x3800, 0x0001, 0x7bff, 0x7c00)

function file(header: unknown, data: Uint8Array = new Uint8Array(halves.buffer)): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.length)
  return bytes
}

const unusable = expect.objectContaining({ code: 'inference.weights-unusable' })
const entry = { dtype: 'F16', shape: [2, 3], data_offsets: [0, 12] }

describe('readSafetensors', () => {
  it('reads half precision exactly', () => {
    const { shape, values } = readSafetensors(file({ __metadata__: { format: 'pt' }, w: entry })).tensor('w')
    expect(shape).toEqual([2, 3])
    expect([...values]).toEqual([1, -2, 0.5, 2 ** -24, 65_504, Infinity])
  })

  it.each([
    ['a name that is not there', file({})],
    ['another element type', file({ w: { ...entry, dtype: 'F32' } })],
  ])('refuses %s', (_, bytes) => {
    expect(() => readSafetensors(bytes).tensor('w')).toThrow(unusable)
  })

  it.each([
    ['no bytes', new Uint8Array(0)],
    ['a header longer than the file', file({ w: entry }).subarray(0, 20)],
    ['a tensor beyond the end', file({ w: entry }, new Uint8Array(4))],
    ['a shape that does not fit', file({ w: { ...entry, shape: [9] } })],
    ['a header that is no JSON', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 123, 123)],
  ])('refuses %s', (_, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(unusable)
  })
})

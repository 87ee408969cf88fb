/**
 * Reader for the safetensors format (huggingface/safetensors, README "Format"): eight bytes of little-endian
 * header length, a JSON header, then the raw tensors. Only what the packaged MiniLM weights use: half precision.
 */
import { z } from 'zod'
import { AppError } from '../../errors.ts'

/** A dense matrix or vector, row-major. */
export interface DenseTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface TensorFile {
  /**
   * The named tensor as single precision.
   *
   * @throws AppError inference.weights-unusable when the name is missing or the tensor is not half precision
   */
  tensor(name: string): DenseTensor
}

/** @throws AppError inference.weights-unusable when the bytes are not a safetensors file */
export function readSafetensors(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = readHeader(bytes, view)
  const halves = halfPrecisionTable()
  return {
    tensor(name) {
      const entry = header.entries.get(name)
      if (entry === undefined) throw unusable(`the weights hold no tensor "${name}"`)
      const values = new Float32Array((entry.end - entry.start) / 2)
      const start = header.dataOffset + entry.start
      for (let i = 0; i < values.length; i++) values[i] = halves[view.getUint16(start + 2 * i, true)] ?? 0
      return { shape: entry.shape, values }
    },
  }
}

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
})

interface Entry {
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

function readHeader(bytes: Uint8Array, view: DataView): { dataOffset: number; entries: Map<string, Entry> } {
  if (bytes.length < 8) throw unusable('the weights file is cut short')
  const dataOffset = 8 + Number(view.getBigUint64(0, true))
  if (dataOffset > bytes.length) throw unusable('the weights file is cut short')
  const entries = new Map<string, Entry>()
  for (const [name, raw] of Object.entries(parseHeader(bytes.subarray(8, dataOffset)))) {
    const entry = entrySchema.safeParse(raw)
    if (!entry.success || entry.data.dtype !== 'F16') continue
    const [start, end] = entry.data.data_offsets
    const count = entry.data.shape.reduce((product, size) => product * size, 1)
    if (end - start !== 2 * count || dataOffset + end > bytes.length)
      throw unusable(`the tensor "${name}" does not fit its shape`)
    entries.set(name, { shape: entry.data.shape, start, end })
  }
  return { dataOffset, entries }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw unusable('the weights file has no readable header', cause)
  }
}

/** Every IEEE 754 half as a number: 65,536 entries are quicker to look up than to compute 22 million times. */
function halfPrecisionTable(): Float32Array {
  const table = new Float32Array(65_536)
  for (let bits = 0; bits < table.length; bits++) {
    const sign = bits & 0x8000 ? -1 : 1
    const exponent = (bits >> 10) & 0x1f
    const fraction = bits & 0x3ff
    if (exponent === 0x1f) table[bits] = fraction === 0 ? sign * Infinity : NaN
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -24
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  }
  return table
}

function unusable(detail: string, cause?: unknown): AppError {
  return new AppError('inference.weights-unusable', `The model cannot be installed: ${detail}.`, { cause })
}

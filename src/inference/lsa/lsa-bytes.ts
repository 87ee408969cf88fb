/**
 * An LSA model as one block of bytes, little-endian: "VLSA", format 1, dimensions, number of terms and length of
 * their text (uint32 each), scales, rarity, centre (float32), directions (int8), terms (UTF-8, a line each).
 */
import { AppError } from '../../errors.ts'
import type { LsaModel } from './lsa-model.ts'

const magic = 0x41_53_4c_56
const format = 1
const headerBytes = 20

export function lsaToBytes(model: LsaModel): Uint8Array {
  const terms = new TextEncoder().encode([...model.terms.keys()].join('\n'))
  const floats = [model.scales, model.rarity, model.centre]
  const floatCount = floats.reduce((sum, part) => sum + part.length, 0)
  const bytes = new Uint8Array(headerBytes + 4 * floatCount + model.directions.length + terms.length)
  const view = new DataView(bytes.buffer)
  ;[magic, format, model.dimensions, model.terms.size, terms.length].forEach((value, i) => {
    view.setUint32(4 * i, value, true)
  })
  let offset = headerBytes
  for (const part of floats)
    for (const value of part) {
      view.setFloat32(offset, value, true)
      offset += 4
    }
  bytes.set(
    new Uint8Array(model.directions.buffer, model.directions.byteOffset, model.directions.length),
    offset,
  )
  bytes.set(terms, offset + model.directions.length)
  return bytes
}

/** @throws AppError inference.weights-unusable when the bytes are no model of this format */
export function lsaFromBytes(bytes: Uint8Array): LsaModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header =
    bytes.length < headerBytes ? [] : [0, 4, 8, 12, 16].map((offset) => view.getUint32(offset, true))
  const [foundMagic, foundFormat, dimensions = 0, count = 0, textLength = 0] = header
  const expected = headerBytes + 4 * (2 * count + dimensions) + count * dimensions + textLength
  if (foundMagic !== magic || foundFormat !== format || bytes.length !== expected || dimensions === 0)
    throw unusable()

  let offset = headerBytes
  const floats = (length: number) => {
    const part = Float32Array.from({ length }, (_, i) => view.getFloat32(offset + 4 * i, true))
    offset += 4 * length
    return part
  }
  const scales = floats(count)
  const rarity = floats(count)
  const centre = floats(dimensions)
  const directions = Int8Array.from(
    bytes.subarray(offset, offset + count * dimensions),
    (byte) => (byte << 24) >> 24,
  )
  const terms = new TextDecoder().decode(bytes.subarray(offset + count * dimensions)).split('\n')
  if (terms.length !== count) throw unusable()
  return {
    dimensions,
    terms: new Map(terms.map((term, row) => [term, row])),
    rarity,
    directions,
    scales,
    centre,
  }
}

function unusable(): AppError {
  return new AppError('inference.weights-unusable', 'The stored LSA model is damaged or of another format.')
}

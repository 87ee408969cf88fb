/**
 * Named typed arrays and a little JSON as one binary file: eight bytes of magic and header length, the header, then the
 * arrays, each at a multiple of eight, so that a reader makes views and copies nothing. Numbers are little-endian.
 */
import { z } from 'zod'

export type AnyArray =
  Uint8Array | Int8Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array

const magic = 0x4d495456
const alignment = 8

const kinds = ['u8', 'i8', 'u16', 'i32', 'u32', 'f32', 'f64'] as const
type Kind = (typeof kinds)[number]

const headerSchema = z.object({
  arrays: z.array(
    z.object({ name: z.string(), kind: z.enum(kinds), offset: z.int().min(0), length: z.int().min(0) }),
  ),
  meta: z.json(),
})

/** A file that is not laid out yet: any part of it can be copied out, so that it never exists twice in memory. */
export interface ArrayFile {
  readonly byteLength: number
  /** The bytes from `from` up to `to`, in a buffer of their own. */
  copy(from: number, to: number): Uint8Array<ArrayBuffer>
}

export function writeArrayFile(
  meta: z.output<typeof headerSchema>['meta'],
  arrays: ReadonlyMap<string, AnyArray>,
): ArrayFile {
  const entries: { name: string; kind: Kind; offset: number; length: number }[] = []
  let offset = 0
  for (const [name, array] of arrays) {
    entries.push({ name, kind: kindOf(array), offset, length: array.length })
    offset += aligned(array.byteLength)
  }
  const header = Buffer.from(JSON.stringify({ arrays: entries, meta }))
  const start = Buffer.alloc(aligned(8 + header.length), ' ')
  start.writeUInt32LE(magic, 0)
  start.writeUInt32LE(start.length - 8, 4)
  header.copy(start, 8)
  const segments: { readonly at: number; readonly bytes: Uint8Array }[] = [{ at: 0, bytes: start }]
  for (const entry of entries) {
    const array = arrays.get(entry.name)
    if (array !== undefined) segments.push({ at: start.length + entry.offset, bytes: bytesOf(array) })
  }
  return { byteLength: start.length + offset, copy: (from, to) => copyOut(segments, from, to) }
}

/**
 * The arrays of a file, as views of `buffer`.
 *
 * @throws RangeError when the bytes are no such file
 */
export function readArrayFile(buffer: ArrayBufferLike): {
  readonly meta: unknown
  readonly arrays: ReadonlyMap<string, AnyArray>
} {
  const view = new DataView(buffer)
  if (buffer.byteLength < 8 || view.getUint32(0, true) !== magic)
    throw new RangeError('This is no image file.')
  const start = 8 + view.getUint32(4, true)
  // Decoding refuses shared memory, so the header is copied.
  const text = Buffer.from(new Uint8Array(buffer, 8, start - 8)).toString('utf8')
  const header = headerSchema.parse(JSON.parse(text))
  const arrays = new Map<string, AnyArray>()
  for (const { name, kind, offset, length } of header.arrays)
    arrays.set(name, viewOf(buffer, kind, start + offset, length))
  return { meta: header.meta, arrays }
}

function copyOut(
  segments: readonly { readonly at: number; readonly bytes: Uint8Array }[],
  from: number,
  to: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(to - from)
  for (const { at, bytes } of segments) {
    const first = Math.max(from, at)
    const last = Math.min(to, at + bytes.length)
    if (first < last) out.set(bytes.subarray(first - at, last - at), first - from)
  }
  return out
}

const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment

const bytesOf = (array: AnyArray) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

function kindOf(array: AnyArray): Kind {
  if (array instanceof Uint32Array) return 'u32'
  if (array instanceof Float32Array) return 'f32'
  if (array instanceof Float64Array) return 'f64'
  if (array instanceof Int32Array) return 'i32'
  if (array instanceof Uint16Array) return 'u16'
  return array instanceof Int8Array ? 'i8' : 'u8'
}

function viewOf(buffer: ArrayBufferLike, kind: Kind, offset: number, length: number): AnyArray {
  switch (kind) {
    case 'u8':
      return new Uint8Array(buffer, offset, length)
    case 'i8':
      return new Int8Array(buffer, offset, length)
    case 'u16':
      return new Uint16Array(buffer, offset, length)
    case 'i32':
      return new Int32Array(buffer, offset, length)
    case 'u32':
      return new Uint32Array(buffer, offset, length)
    case 'f32':
      return new Float32Array(buffer, offset, length)
    case 'f64':
      return new Float64Array(buffer, offset, length)
  }
}

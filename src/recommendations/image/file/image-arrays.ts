/** The parts of an image as named arrays, and back. Names are those of the file format. */
import { z } from 'zod'
import type {
  ImageParts,
  NeighbourLists,
  QuantisedVectors,
  RankedItems,
  VoterCounts,
} from '../image-parts.ts'
import { neighbourKinds, rankingKinds } from '../shop-image.ts'
import type { AnyArray } from './array-file.ts'

/** Files of another layout are not read; the next build makes a new one. */
const formatVersion = 1

const metaSchema = z.object({
  format: z.literal(formatVersion),
  shopId: z.string(),
  epoch: z.int(),
  seq: z.int(),
  countedSeq: z.int(),
  countedUntil: z.iso.datetime(),
  builtAt: z.iso.datetime(),
  viewers: z.int(),
  buyers: z.int(),
  dimensions: z.int().nullable(),
})
export type ImageMeta = z.output<typeof metaSchema>

/** All but the ids, which a reader decodes in slices. */
export type PartsWithoutIds = Omit<ImageParts, 'items'>

export function toArrays(parts: ImageParts): {
  readonly meta: ImageMeta
  readonly arrays: Map<string, AnyArray>
} {
  const arrays = new Map<string, AnyArray>(encodeIds(parts.items))
  for (const [kind, list] of Object.entries(parts.lists)) {
    arrays.set(`list.${kind}.offsets`, list.offsets)
    arrays.set(`list.${kind}.items`, list.items)
    arrays.set(`list.${kind}.scores`, list.scores)
    if (list.voters !== undefined) arrays.set(`list.${kind}.voters`, list.voters)
  }
  for (const [kind, ranking] of Object.entries(parts.rankings)) {
    arrays.set(`ranking.${kind}.items`, ranking.items)
    arrays.set(`ranking.${kind}.scores`, ranking.scores)
    if (ranking.voters !== undefined) arrays.set(`ranking.${kind}.voters`, ranking.voters)
  }
  arrays.set('viewers', parts.viewers.byItem)
  arrays.set('buyers', parts.buyers.byItem)
  if (parts.vectors !== undefined) {
    arrays.set('vectors.bytes', parts.vectors.bytes)
    arrays.set('vectors.norms', parts.vectors.norms)
  }
  const meta = {
    format: formatVersion,
    shopId: parts.shopId,
    epoch: parts.epoch,
    seq: parts.seq,
    countedSeq: parts.countedSeq,
    countedUntil: parts.countedUntil.toISOString(),
    builtAt: parts.builtAt.toISOString(),
    viewers: parts.viewers.total,
    buyers: parts.buyers.total,
    dimensions: parts.vectors?.dimensions ?? null,
  } as const
  return { meta, arrays }
}

/** @throws z.ZodError when the file has another layout */
export function fromArrays(rawMeta: unknown, arrays: ReadonlyMap<string, AnyArray>): PartsWithoutIds {
  const meta = metaSchema.parse(rawMeta)
  const lists: Partial<Record<(typeof neighbourKinds)[number], NeighbourLists>> = {}
  for (const kind of neighbourKinds) {
    if (!arrays.has(`list.${kind}.offsets`)) continue
    lists[kind] = {
      offsets: words(arrays, `list.${kind}.offsets`),
      items: words(arrays, `list.${kind}.items`),
      scores: floats(arrays, `list.${kind}.scores`),
      voters: arrays.has(`list.${kind}.voters`) ? words(arrays, `list.${kind}.voters`) : undefined,
    }
  }
  const rankings: Partial<Record<(typeof rankingKinds)[number], RankedItems>> = {}
  for (const kind of rankingKinds) {
    if (!arrays.has(`ranking.${kind}.items`)) continue
    rankings[kind] = {
      items: words(arrays, `ranking.${kind}.items`),
      scores: floats(arrays, `ranking.${kind}.scores`),
      voters: arrays.has(`ranking.${kind}.voters`) ? words(arrays, `ranking.${kind}.voters`) : undefined,
    }
  }
  return {
    shopId: meta.shopId,
    epoch: meta.epoch,
    seq: meta.seq,
    countedSeq: meta.countedSeq,
    countedUntil: new Date(meta.countedUntil),
    builtAt: new Date(meta.builtAt),
    lists,
    viewers: counts(arrays, 'viewers', meta.viewers),
    buyers: counts(arrays, 'buyers', meta.buyers),
    rankings,
    vectors: meta.dimensions === null ? undefined : vectorsOf(arrays, meta.dimensions),
  }
}

/** Ids as one text and where each begins in it, in bytes. */
function encodeIds(ids: readonly string[]): [string, AnyArray][] {
  const offsets = new Uint32Array(ids.length + 1)
  ids.forEach((id, item) => {
    offsets[item + 1] = (offsets[item] ?? 0) + Buffer.byteLength(id)
  })
  return [
    ['ids.offsets', offsets],
    ['ids.text', new Uint8Array(Buffer.from(ids.join('')))],
  ]
}

/** Ids from `from` up to `to`. */
export function decodeIds(arrays: ReadonlyMap<string, AnyArray>, from: number, to: number): string[] {
  const offsets = words(arrays, 'ids.offsets')
  const start = offsets[from] ?? 0
  const text = arrays.get('ids.text') ?? new Uint8Array(0)
  // Decoding refuses shared memory, so the part is copied.
  const bytes = Buffer.from(
    new Uint8Array(text.buffer, text.byteOffset + start, (offsets[to] ?? start) - start),
  )
  const ids: string[] = []
  for (let item = from; item < to; item += 1)
    ids.push(bytes.toString('utf8', (offsets[item] ?? 0) - start, (offsets[item + 1] ?? 0) - start))
  return ids
}

export function countIds(arrays: ReadonlyMap<string, AnyArray>): number {
  return words(arrays, 'ids.offsets').length - 1
}

function words(arrays: ReadonlyMap<string, AnyArray>, name: string): Uint32Array {
  const array = arrays.get(name)
  if (array instanceof Uint32Array) return array
  throw new RangeError(`The image file has no array "${name}".`)
}

function floats(arrays: ReadonlyMap<string, AnyArray>, name: string): Float32Array {
  const array = arrays.get(name)
  if (array instanceof Float32Array) return array
  throw new RangeError(`The image file has no array "${name}".`)
}

function counts(arrays: ReadonlyMap<string, AnyArray>, name: string, total: number): VoterCounts {
  return { byItem: words(arrays, name), total }
}

function vectorsOf(arrays: ReadonlyMap<string, AnyArray>, dimensions: number): QuantisedVectors {
  const bytes = arrays.get('vectors.bytes')
  if (!(bytes instanceof Int8Array)) throw new RangeError('The image file has no array "vectors.bytes".')
  return { dimensions, bytes, norms: floats(arrays, 'vectors.norms') }
}

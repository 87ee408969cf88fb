/**
 * An image file into shared memory, in slices between which the event loop turns: from this machine's copy when there is
 * one with the right checksum, else part by part from Postgres.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../../database/schema.ts'
import { readChunk, type StoredImage } from '../image-queries.ts'

/** One row of `image_chunks`: what the driver decodes in some milliseconds. */
export const chunkBytes = 1_048_576

export interface FileSource {
  readonly db: Db
  /** Where copies lie; they are named by shop, epoch and checksum. */
  readonly directory: string
}

/** Undefined when the image was deleted meanwhile. */
export async function loadImageFile(
  { db, directory }: FileSource,
  shopId: string,
  image: StoredImage,
): Promise<SharedArrayBuffer | undefined> {
  const path = pathOf(directory, shopId, image)
  const cached = await readCopy(path, image)
  if (cached !== undefined) return cached
  const buffer = new SharedArrayBuffer(image.bytes)
  const bytes = new Uint8Array(buffer)
  const hash = createHash('sha256')
  for (let from = 0, part = 0; from < image.bytes; part += 1) {
    const chunk = await readChunk(db, shopId, image.epoch, part)
    if (chunk === undefined) return undefined
    bytes.set(chunk, from)
    hash.update(chunk)
    from += chunk.length
    await setImmediate()
  }
  if (hash.digest('hex') !== image.checksum)
    throw new RangeError('The stored image does not match its checksum.')
  await writeCopy(path, bytes)
  return buffer
}

/** Deletes the copies of the shop's images, but for that of `keep`: what was erased must not lie about in files. */
export async function dropCopies(directory: string, shopId: string, keep?: StoredImage): Promise<void> {
  const kept = keep === undefined ? undefined : pathOf('', shopId, keep)
  const names = await readdir(directory).catch(() => [])
  for (const name of names) {
    if (name.startsWith(`${shopId}.`) && name !== kept) await rm(join(directory, name), { force: true })
  }
}

function pathOf(directory: string, shopId: string, { epoch, checksum }: StoredImage): string {
  return join(directory, `${shopId}.${String(epoch)}.${checksum.slice(0, 16)}.image`)
}

async function readCopy(path: string, image: StoredImage): Promise<SharedArrayBuffer | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    if ((await file.stat()).size !== image.bytes) return undefined
    const buffer = new SharedArrayBuffer(image.bytes)
    const bytes = new Uint8Array(buffer)
    const hash = createHash('sha256')
    for (let from = 0; from < image.bytes;) {
      const slice = new Uint8Array(Math.min(chunkBytes, image.bytes - from))
      const { bytesRead } = await file.read(slice, 0, slice.length, from)
      if (bytesRead === 0) return undefined
      const read = slice.subarray(0, bytesRead)
      hash.update(read)
      bytes.set(read, from)
      from += bytesRead
    }
    return hash.digest('hex') === image.checksum ? buffer : undefined
  } finally {
    await file.close()
  }
}

/** A copy is whole or not there; without room for it the next start reads from Postgres. */
async function writeCopy(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${String(process.pid)}.part`
  try {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
    const file = await open(draft, 'w', 0o600)
    try {
      for (let from = 0; from < bytes.length; from += chunkBytes)
        await file.write(new Uint8Array(bytes.subarray(from, from + chunkBytes)))
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

/**
 * Reads the one catalogue inside a zip archive as a stream. A zip is normally read from the directory at its end;
 * an upload has no end yet, so this walks the local headers forwards. Libraries that do the same look for the next
 * signature inside compressed bytes when a size is not stated (every archive made by macOS), which goes wrong once
 * in some hundred megabytes; deflate data knows its own end, so node:zlib finds it exactly.
 */
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '../../../errors.ts'

/** Signatures and offsets: PKWARE APPNOTE 6.3.10, sections 4.3.7 and 4.3.9. */
const localHeader = 0x04034b50
const dataDescriptor = 0x08074b50
const headerBytes = 30
const deflated = 8
const stored = 0

interface Entry {
  readonly name: string
  readonly method: number
  readonly hasDescriptor: boolean
  readonly compressedBytes: number
}

/** The bytes of the single file in the archive. Folders and macOS resource forks do not count as files. */
export async function* unzipEntry(
  source: AsyncIterable<Uint8Array>,
  onCut: (reason: string) => void,
): AsyncGenerator<Uint8Array> {
  const archive = byteReader(source)
  let found: string | undefined
  try {
    for (;;) {
      const entry = await nextEntry(archive)
      if (entry === undefined) break
      const isCatalogue = !/\/$|(^|\/)(__MACOSX\/|\.[^/]*$)/.test(entry.name)
      if (isCatalogue && found !== undefined) throw severalFiles(found, entry.name)
      if (isCatalogue) found = entry.name
      for await (const chunk of entryData(archive, entry)) if (isCatalogue) yield chunk
      if (entry.hasDescriptor) await skipDescriptor(archive)
    }
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error
    if (found !== undefined) {
      onCut(`the zip archive is damaged or ends early (${error.message})`)
      return
    }
    throw new AppError('catalog.feed-unreadable', 'The zip archive ends before its first file.', {
      cause: error,
    })
  } finally {
    await archive.close()
  }
  if (found === undefined) throw new AppError('catalog.feed-unreadable', 'The zip archive holds no file.')
}

class DamagedArchive extends Error {}

async function nextEntry(archive: ByteReader): Promise<Entry | undefined> {
  const signature = await archive.take(4)
  if (signature.readUInt32LE() !== localHeader) return undefined
  const header = Buffer.concat([signature, await archive.take(headerBytes - 4)])
  const flags = header.readUInt16LE(6)
  const name = (await archive.take(header.readUInt16LE(26))).toString('utf8')
  await archive.take(header.readUInt16LE(28))
  if (/^(\[Content_Types\]\.xml|_rels\/|xl\/|mimetype$)/.test(name)) throw spreadsheet()
  if ((flags & 1) !== 0) throw new AppError('catalog.feed-unreadable', 'The zip archive is encrypted.')
  return {
    name,
    method: header.readUInt16LE(8),
    hasDescriptor: (flags & 8) !== 0,
    compressedBytes: header.readUInt32LE(18),
  }
}

async function* entryData(archive: ByteReader, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.method === deflated) {
    yield* inflate(archive)
    return
  }
  const hasSize = !entry.hasDescriptor && entry.compressedBytes < 0xffffffff
  if (entry.method !== stored || (!hasSize && entry.compressedBytes !== 0)) {
    throw new AppError(
      'catalog.feed-unreadable',
      'The zip archive uses a compression method that cannot be streamed. Use the usual "deflate", or gzip.',
    )
  }
  let left = entry.compressedBytes
  while (left > 0) {
    const chunk = await archive.takeUpTo(left)
    left -= chunk.length
    yield chunk
  }
}

async function* inflate(archive: ByteReader): AsyncGenerator<Uint8Array> {
  const inflated = createInflateRaw()
  const fed: { readonly start: number; readonly chunk: Uint8Array }[] = []
  let fedBytes = 0
  const feed = async function* (): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = await archive.takeUpTo(64 * 1024, 'or nothing')
      if (chunk.length === 0) return
      while (fed[0] !== undefined && fed[0].start + fed[0].chunk.length <= inflated.bytesWritten) fed.shift()
      fed.push({ start: fedBytes, chunk })
      fedBytes += chunk.length
      yield chunk
    }
  }
  const compressed = Readable.from(feed(), { objectMode: false })
  let sourceFailure: Error | undefined
  compressed.once('error', (error) => {
    sourceFailure = error
    inflated.destroy(error)
  })
  compressed.pipe(inflated)
  try {
    for await (const chunk of inflated) if (chunk instanceof Uint8Array) yield chunk
  } catch (error) {
    if (sourceFailure !== undefined) throw sourceFailure
    throw new DamagedArchive(error instanceof Error ? error.message : 'not deflate data', { cause: error })
  } finally {
    inflated.destroy()
    // A read that is under way still takes bytes from the archive; they must be counted before they are put back.
    const closed = new Promise((resolve) => compressed.once('close', resolve))
    const wasClosed = compressed.closed
    compressed.destroy()
    if (!wasClosed) await closed
  }
  const end = inflated.bytesWritten
  archive.putBack(
    fed.map(({ start, chunk }) => chunk.subarray(Math.max(0, Math.min(chunk.length, end - start)))),
  )
}

/** CRC and sizes follow the data, 12 bytes or (zip64) 20, with or without a signature. */
async function skipDescriptor(archive: ByteReader): Promise<void> {
  const first = await archive.take(4)
  if (first.readUInt32LE() === dataDescriptor) await archive.take(4)
  const sizes = await archive.take(8)
  const next = await archive.take(8)
  const startsHeader = (bytes: Buffer): boolean => bytes.readUInt16LE() === 0x4b50
  archive.putBack(startsHeader(next) || sizes.length < 8 ? [next] : [])
}

interface ByteReader {
  /** Exactly `count` bytes, or `DamagedArchive`. */
  take(count: number): Promise<Buffer>
  /** One to `count` bytes; at the end `DamagedArchive`, or no bytes if that is asked for. */
  takeUpTo(count: number, atEnd?: 'or nothing'): Promise<Uint8Array>
  putBack(chunks: readonly Uint8Array[]): void
  close(): Promise<void>
}

function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const iterator = source[Symbol.asyncIterator]()
  let held: Uint8Array = new Uint8Array()
  const takeUpTo = async (count: number, atEnd?: 'or nothing'): Promise<Uint8Array> => {
    while (held.length === 0) {
      const next = await iterator.next()
      if (next.done === true && atEnd !== undefined) return held
      if (next.done === true) throw new DamagedArchive('unexpected end of file')
      held = next.value
    }
    const taken = held.subarray(0, count)
    held = held.subarray(taken.length)
    return taken
  }
  return {
    takeUpTo,
    async take(count) {
      const parts: Uint8Array[] = []
      for (let left = count; left > 0;) {
        const part = await takeUpTo(left)
        parts.push(part)
        left -= part.length
      }
      return Buffer.concat(parts)
    },
    putBack(chunks) {
      held = Buffer.concat([...chunks, held])
    },
    async close() {
      await iterator.return?.()
    },
  }
}

function spreadsheet(): AppError {
  return new AppError(
    'catalog.feed-unreadable',
    'This is a spreadsheet workbook (.xlsx or .ods), not a catalogue file. Save it as CSV (UTF-8) and send that.',
  )
}

function severalFiles(first: string, second: string): AppError {
  return new AppError(
    'catalog.feed-unreadable',
    `The zip archive must hold exactly one file; found ${JSON.stringify(first.slice(0, 200))} and ${JSON.stringify(second.slice(0, 200))}.`,
  )
}

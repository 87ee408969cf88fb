/**
 * Opens gzip and zip by their magic bytes and refuses what grows beyond measure. A stream that breaks off is not
 * an exception: its good part is a prefix worth importing, so the break is remembered and told afterwards.
 */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../../errors.ts'
import { feedLimits } from '../catalog-format.ts'
import { peekBytes } from './peek-bytes.ts'
import { unzipEntry } from './unzip-entry.ts'

export interface ByteLimits {
  readonly decodedBytes: number
  readonly compressionRatio: number
}

/** Decompressed bytes; `cut()` says why they end before the file does, once they have been read. */
export interface ByteFeed {
  readonly bytes: AsyncIterable<Uint8Array>
  cut(): string | undefined
}

/** Errors: `catalog.feed-too-large` past a limit, `catalog.feed-unreadable` for a zip that is not one catalogue. */
export async function decompress(
  source: AsyncIterable<Uint8Array>,
  limits: ByteLimits = feedLimits,
): Promise<ByteFeed> {
  const { head, stream } = await peekBytes(source, 4)
  let cut: string | undefined
  const meter = { compressedBytes: 0 }
  const compressed = countBytes(stream, meter)
  const onCut = (reason: string): void => {
    cut = reason
  }
  const kind = head[0] === 0x1f && head[1] === 0x8b ? 'gzip' : isZip(head) ? 'zip' : 'plain'
  const opened =
    kind === 'gzip' ? gunzip(compressed, onCut) : kind === 'zip' ? unzipEntry(compressed, onCut) : compressed
  return { bytes: guardSize(opened, kind === 'plain' ? undefined : meter, limits), cut: () => cut }
}

function isZip(head: Uint8Array): boolean {
  return (
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    (head[2] === 3 || head[2] === 5) &&
    (head[3] === 4 || head[3] === 6)
  )
}

async function* countBytes(
  bytes: AsyncIterable<Uint8Array>,
  meter: { compressedBytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    meter.compressedBytes += chunk.length
    yield chunk
  }
}

async function* gunzip(
  bytes: AsyncIterable<Uint8Array>,
  onCut: (reason: string) => void,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false })
  const inflated = createGunzip()
  let sourceFailure: Error | undefined
  source.once('error', (error) => {
    sourceFailure = error
    inflated.destroy(error)
  })
  source.pipe(inflated)
  try {
    for await (const chunk of inflated) {
      if (chunk instanceof Uint8Array) yield chunk
    }
  } catch (error) {
    if (sourceFailure !== undefined || !(error instanceof Error)) throw error
    onCut(`the gzip stream is damaged or ends early (${error.message})`)
  } finally {
    source.destroy()
    inflated.destroy()
  }
}

async function* guardSize(
  bytes: AsyncIterable<Uint8Array>,
  meter: { compressedBytes: number } | undefined,
  limits: ByteLimits,
): AsyncGenerator<Uint8Array> {
  let decodedBytes = 0
  for await (const chunk of bytes) {
    decodedBytes += chunk.length
    if (decodedBytes > limits.decodedBytes) {
      throw new AppError(
        'catalog.feed-too-large',
        `The catalogue is larger than ${String(limits.decodedBytes)} bytes once decompressed. Split it into several files.`,
      )
    }
    const isExpanding = meter !== undefined && decodedBytes > feedLimits.ratioGraceBytes
    if (isExpanding && decodedBytes > meter.compressedBytes * limits.compressionRatio) {
      throw new AppError(
        'catalog.feed-too-large',
        `The compressed catalogue expands more than ${String(limits.compressionRatio)}-fold, which no real catalogue does. Send it uncompressed.`,
      )
    }
    yield chunk
  }
}

/**
 * Bytes to text. The encoding comes from, in order: the caller, a byte order mark, the XML declaration, the look
 * of the first bytes. Bytes that are not valid in it do not stop the feed: they become `invalidByte`, and the
 * record that holds one is reported.
 */
import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { AppError } from '../../../errors.ts'
import type { ByteFeed } from './decompress.ts'
import { peekBytes } from './peek-bytes.ts'

/** Stands for undecodable bytes. U+FFFF is no character, so no honest text holds it; U+FFFD may be honest. */
export const invalidByte = '\uFFFF'

/** Decoded text; `head` is its beginning, also part of `chunks`. `cut()` as in `ByteFeed`. */
export interface TextFeed {
  readonly head: string
  readonly chunks: AsyncIterable<string>
  readonly encoding: string
  cut(): string | undefined
}

const headBytes = 64 * 1024

/** `encoding` is a WHATWG label ("windows-1252", "shift_jis") or 'auto'. Errors: `catalog.feed-unreadable`. */
export async function decodeText(feed: ByteFeed, encoding = 'auto'): Promise<TextFeed> {
  const { head, stream } = await peekBytes(feed.bytes, headBytes)
  const chosen = encoding === 'auto' ? sniffEncoding(head) : encoding
  const decoder = createDecoder(chosen)
  if (decoder.encoding === 'utf-8' || decoder.encoding === 'windows-1252') refuseBinary(head)
  return {
    head: createDecoder(chosen).decode(head, { stream: true }),
    chunks: decoder.encoding === 'utf-8' ? decodeUtf8(stream, decoder) : decodeLegacy(stream, decoder),
    encoding: decoder.encoding,
    cut: () => feed.cut(),
  }
}

function createDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch (cause) {
    throw new AppError(
      'catalog.feed-unreadable',
      `The encoding ${JSON.stringify(label.slice(0, 60))} is not known. Use a name such as "utf-8", "windows-1252" or "shift_jis".`,
      { cause },
    )
  }
}

function sniffEncoding(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  const unmarked = utf16WithoutMark(head)
  if (unmarked !== undefined) return unmarked
  const declared = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(
    Buffer.from(head.subarray(0, 400)).toString('latin1'),
  )?.[1]
  if (declared !== undefined) return declared
  return isUtf8(withoutTornCharacter(head)) ? 'utf-8' : 'windows-1252'
}

/** Latin text in UTF-16 has a zero in every second byte; no 8-bit encoding of text does. */
function utf16WithoutMark(head: Uint8Array): string | undefined {
  const sample = head.subarray(0, 512)
  if (sample.length < 8) return undefined
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  if (odd > sample.length * 0.4 && even === 0) return 'utf-16le'
  if (even > sample.length * 0.4 && odd === 0) return 'utf-16be'
  return undefined
}

/** Drops the last character when the window ends inside it (at most three bytes). */
function withoutTornCharacter(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.subarray(0, bytes.length - back) : bytes
    }
  }
  return bytes
}

function refuseBinary(head: Uint8Array): void {
  const sample = head.subarray(0, 4096)
  const isControl = (byte: number): boolean => byte < 9 || (byte > 13 && byte < 32)
  const controls = sample.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0)
  const isPdf = Buffer.from(head.subarray(0, 5)).toString('latin1') === '%PDF-'
  // A stray NUL in a short text is an error of its row; one control byte in twenty is not text at all.
  if (!isPdf && controls <= Math.max(4, sample.length / 20)) return
  throw new AppError(
    'catalog.feed-unreadable',
    'The file is not text. Send CSV, TSV, XML or JSON Lines, plain or compressed with gzip or zip.',
  )
}

async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<string> {
  let torn: Uint8Array = new Uint8Array()
  for await (const chunk of bytes) {
    const joined = torn.length === 0 ? chunk : Buffer.concat([torn, chunk])
    const whole = withoutTornCharacter(joined)
    torn = joined.subarray(whole.length)
    const text = decoder.decode(whole, { stream: true })
    yield isUtf8(whole) ? text : text.replaceAll('\uFFFD', invalidByte)
  }
  const rest = decoder.decode(torn)
  if (rest !== '') yield rest.replaceAll('\uFFFD', invalidByte)
}

async function* decodeLegacy(bytes: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<string> {
  for await (const chunk of bytes)
    yield decoder.decode(chunk, { stream: true }).replaceAll('\uFFFD', invalidByte)
  const rest = decoder.decode()
  if (rest !== '') yield rest.replaceAll('\uFFFD', invalidByte)
}

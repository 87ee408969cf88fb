/** Lines of a text file, plain or gzip, in bounded memory; the file's SHA-256 is taken on the way. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../../errors.ts'

export interface Line {
  readonly text: string
  /** Counted from 1. */
  readonly number: number
}

export interface LineFile {
  /** Without the directory, for messages and reports. */
  readonly name: string
  readonly bytes: number
  /** Lines that hold something, without line ends and byte order mark. Ends with the signal's reason when aborted. */
  lines(signal: AbortSignal): AsyncGenerator<Line>
  /** Of the file as it lies on disk, once all lines were read; hex. */
  sha256(): string
}

/** A line longer than this is no session. */
const lineCharsMax = 4_000_000

/** @throws AppError recommendations.data-unreadable when there is no such file */
export async function openLines(path: string): Promise<LineFile> {
  const name = basename(path)
  const size = await sizeOf(path)
  const hash = createHash('sha256')
  return {
    name,
    bytes: size,
    lines: (signal) => split(decode(path, hash, signal), name),
    sha256: () => hash.copy().digest('hex'),
  }
}

export function unreadable(name: string, line: number | undefined, complaint: string): AppError {
  return new AppError(
    'recommendations.data-unreadable',
    `${name}${line === undefined ? '' : `, line ${line}`}: ${complaint}`,
  )
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (found.isFile()) return found.size
  } catch (error) {
    throw new AppError('recommendations.data-unreadable', `There is no file ${path}, or it cannot be read.`, {
      cause: error,
    })
  }
  throw unreadable(path, undefined, 'is not a file.')
}

async function* decode(
  path: string,
  hash: { update(data: Uint8Array): unknown },
  signal: AbortSignal,
): AsyncGenerator<string> {
  const isPacked = await beginsLikeGzip(path)
  const file = createReadStream(path, { signal, highWaterMark: 1 << 18 })
  file.on('data', (bytes) => hash.update(Buffer.from(bytes)))
  const unpacked = isPacked ? file.pipe(createGunzip()) : file
  // An error of the file does not travel through a pipe by itself.
  if (unpacked !== file) file.on('error', (error) => unpacked.destroy(error))
  const decoder = new TextDecoder()
  try {
    for await (const piece of unpacked) yield decoder.decode(Buffer.from(piece), { stream: true })
  } catch (error) {
    signal.throwIfAborted()
    throw unreadable(basename(path), undefined, `cannot be read to its end (${String(error)}).`)
  }
  yield decoder.decode()
}

async function beginsLikeGzip(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

async function* split(pieces: AsyncIterable<string>, name: string): AsyncGenerator<Line> {
  let rest = ''
  let number = 0
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > lineCharsMax) throw unreadable(name, number + 1, 'is too long for a line of text.')
    for (const line of lines) {
      number += 1
      const text = clean(line)
      if (text.trim() === '') continue
      complainOf(text, name, number)
      yield { text, number }
    }
  }
  const last = clean(rest)
  if (last.trim() === '') return
  complainOf(last, name, number + 1)
  yield { text: last, number: number + 1 }
}

/** What would be read, but as something it is not. */
function complainOf(text: string, name: string, number: number): void {
  if (text.includes('\0')) throw unreadable(name, number, 'holds zero bytes: this is no text in UTF-8.')
  if (text.includes('\uFFFD')) throw unreadable(name, number, 'is not UTF-8.')
  if (text.includes('\r'))
    throw unreadable(name, number, 'holds a carriage return that ends no line: lines end with LF or CRLF.')
}

function clean(line: string): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

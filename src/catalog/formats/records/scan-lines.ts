/**
 * Cuts text into lines (LF, CR LF or CR) without ever holding more than one line of the allowed length.
 */
import { feedLimits } from '../catalog-format.ts'

export interface Line {
  /** 1-based. */
  readonly row: number
  /** The line without its end; only a beginning when `isTooLong`. */
  readonly text: string
  readonly isTooLong: boolean
  /** False for a last line that no line end follows. */
  readonly isTerminated: boolean
}

export async function* scanLines(
  chunks: AsyncIterable<string>,
  maxChars: number = feedLimits.recordChars,
): AsyncGenerator<Line> {
  let row = 1
  let held = ''
  let isTooLong = false
  let endedWithCr = false
  for await (const chunk of chunks) {
    let start = endedWithCr && chunk.startsWith('\n') ? 1 : 0
    if (chunk.length > 0) endedWithCr = chunk.endsWith('\r')
    const lineEnd = /\r\n|\n|\r/g
    lineEnd.lastIndex = start
    for (let match = lineEnd.exec(chunk); match !== null; match = lineEnd.exec(chunk)) {
      const text = held + chunk.slice(start, match.index)
      yield {
        row,
        text: text.slice(0, maxChars),
        isTooLong: isTooLong || text.length > maxChars,
        isTerminated: true,
      }
      row += 1
      held = ''
      isTooLong = false
      start = lineEnd.lastIndex
    }
    held += chunk.slice(start)
    if (held.length > maxChars) {
      isTooLong = true
      held = held.slice(0, maxChars)
    }
  }
  if (held !== '') yield { row, text: held, isTooLong, isTerminated: false }
}

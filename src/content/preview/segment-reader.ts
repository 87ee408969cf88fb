/**
 * Reads sentences out of an answer while it is still being written. It shows and never decides: the whole answer is
 * parsed and judged again when it is there.
 */
import { z } from 'zod'
import { readJson } from '../../inference/chat-answer.ts'
import { segmentSchema, type Segment } from '../drafts/segment.ts'
import { readLine } from '../model/delimited.ts'

export type Piece =
  | { readonly kind: 'text'; readonly field: string; readonly index: number; readonly text: string }
  | { readonly kind: 'segment'; readonly field: string; readonly index: number; readonly segment: Segment }

export interface SegmentReader {
  /** What the next piece of the answer adds. */
  push(delta: string): Piece[]
}

const wholeSchema = segmentSchema.extend({ field: z.string() })

/** JSON and delimited lines are told apart by their first letter. */
export function createSegmentReader(): SegmentReader {
  let text = ''
  let at = 0
  let start = -1
  let depth = 0
  let isInString = false
  let isEscaped = false
  let shown = ''
  const counts = new Map<string, number>()
  const indexOf = (field: string) => counts.get(field) ?? 0

  const finish = (parsed: z.output<typeof wholeSchema> | undefined): Piece[] => {
    const begun = shown
    shown = ''
    if (parsed === undefined) return []
    const { field, ...segment } = parsed
    const index = indexOf(field)
    counts.set(field, index + 1)
    const rest = segment.text.slice(begun.length)
    return [
      ...(rest === '' ? [] : [{ kind: 'text' as const, field, index, text: rest }]),
      { kind: 'segment', field, index, segment },
    ]
  }

  const pushLines = (): Piece[] => {
    const lines = text.slice(at).split('\n')
    at = text.length - (lines.pop() ?? '').length
    return lines.flatMap((line) => {
      const parsed = wholeSchema.safeParse(readLine(line.trimEnd()))
      return parsed.success ? finish(parsed.data) : []
    })
  }

  /** Segments are the objects at depth two. */
  const pushJson = (): Piece[] => {
    const pieces: Piece[] = []
    for (; at < text.length; at += 1) {
      const letter = text[at]
      if (isEscaped) isEscaped = false
      else if (letter === '\\') isEscaped = isInString
      else if (letter === '"') isInString = !isInString
      else if (!isInString && letter === '{') {
        depth += 1
        if (depth === 2) start = at
      } else if (!isInString && letter === '}') {
        if (depth === 2 && start !== -1) {
          const parsed = wholeSchema.safeParse(readJson(text.slice(start, at + 1)))
          pieces.push(...finish(parsed.success ? parsed.data : undefined))
          start = -1
        }
        depth -= 1
      }
    }
    if (start !== -1) pieces.push(...partial(text.slice(start)))
    return pieces
  }

  const partial = (open: string): Piece[] => {
    const [, field] = /"field"\s*:\s*"([\w.]+)"/.exec(open) ?? []
    const [, raw] = /"text"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(open) ?? []
    if (field === undefined || raw === undefined) return []
    // An escape that is cut in two waits for its other half.
    const soFar = z.string().safeParse(readJson(`"${raw.replace(/\\u[0-9a-fA-F]{0,3}$/, '')}"`))
    if (!soFar.success || soFar.data.length <= shown.length) return []
    const added = soFar.data.slice(shown.length)
    shown = soFar.data
    return [{ kind: 'text', field, index: indexOf(field), text: added }]
  }

  return {
    push(delta) {
      text += delta
      return text.trimStart().startsWith('BEGIN') ? pushLines() : pushJson()
    },
  }
}

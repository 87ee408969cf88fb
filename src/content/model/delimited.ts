/**
 * Answers of endpoints that can do no JSON, strict to the letter:
 *
 *   BEGIN "k1"
 *   pdp.short | claim | a_capacity | The kettle holds 1.7 litres.
 *   END
 *
 * A line of any other kind makes the whole answer unreadable: what a model adds around its copy is no copy.
 */
import { readJson } from '../../inference/chat-answer.ts'
import type { CopyAnswer } from './copy-answer.ts'

const linePattern = /^([\w.]+) \| (\w+) \| ([\w, :.-]*) ?\| (.+)$/

/** A value for the answer's schema (which checks fields and roles); undefined when a line is out of place. */
export function readDelimited(text: string): unknown {
  const lines = text.trim().split(/\r?\n/)
  const [first = '', ...rest] = lines
  const last = rest.pop()
  if (!first.startsWith('BEGIN ') || last !== 'END') return undefined
  const segments: unknown[] = []
  for (const line of rest) {
    if (line.trim() === '') continue
    const segment = readLine(line)
    if (segment === undefined) return undefined
    segments.push(segment)
  }
  return { product: readJson(first.slice('BEGIN '.length)), segments }
}

/** One segment; its field and role are still any words. */
export function readLine(
  line: string,
): (Omit<CopyAnswer['segments'][number], 'field' | 'role'> & { field: string; role: string }) | undefined {
  const [, field, role, ids, text] = linePattern.exec(line) ?? []
  if (field === undefined || role === undefined || ids === undefined || text === undefined) return undefined
  return { field, role, factIds: ids.split(/[\s,]+/).filter((id) => id !== ''), text }
}

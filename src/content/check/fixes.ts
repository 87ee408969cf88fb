/**
 * Cures what needs nobody's judgement: findings that bring the text that may take the place of theirs. Pure and
 * idempotent; the cured document is judged again like any other.
 */
import type { Segment } from '../drafts/segment.ts'
import type { Finding } from './finding.ts'
import type { CopyDocument } from './gate-context.ts'

/** @param findings of this document; those without a replacement, or whose words are no longer there, change nothing */
export function applyFixes(document: CopyDocument, findings: readonly Finding[]): CopyDocument {
  const bySegment = new Map<string, Fix[]>()
  for (const { path, segment, span, text, replacement } of findings) {
    if (segment < 0 || span === null || replacement === null || replacement === text) continue
    const fixes = bySegment.get(path)
    const fix = { start: span.start, end: span.end, text, replacement }
    if (fixes === undefined) bySegment.set(path, [fix])
    else fixes.push(fix)
  }
  if (bySegment.size === 0) return document
  const fields = Object.entries(document.fields).map(([field, segments]) => {
    const cured = segments.map((segment, index) =>
      cure(segment, bySegment.get(`${field}.${String(index)}`) ?? []),
    )
    return [field, cured] as const
  })
  return { ...document, fields: Object.fromEntries(fields) }
}

interface Fix {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly replacement: string
}

/** A cure that would change its own result once more ("very" of "very very") is left to a writer. */
function cure(segment: Segment, fixes: readonly Fix[]): Segment {
  if (fixes.length === 0) return segment
  const text = replaced(segment.text, fixes)
  return text === segment.text || text.trim() === '' || replaced(text, fixes) !== text
    ? segment
    : { ...segment, text }
}

/** From the end, so that earlier places stay; of overlapping places the first in the text is cured. */
function replaced(text: string, fixes: readonly Fix[]): string {
  const inOrder = [...fixes].sort((a, b) => a.start - b.start || a.end - b.end)
  const apart: Fix[] = []
  for (const fix of inOrder) {
    if (fix.start < (apart.at(-1)?.end ?? 0) || text.slice(fix.start, fix.end) !== fix.text) continue
    apart.push(fix)
  }
  return apart.reduceRight(
    (result, { start, end, replacement }) => result.slice(0, start) + replacement + result.slice(end),
    text,
  )
}

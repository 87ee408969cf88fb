/** Keeps the sentences that passed and puts embedded ones about the same facts where others failed. Pure. */
import type { Finding } from '../check/finding.ts'
import type { FieldCopy, Segment } from '../drafts/segment.ts'

/** @param embedded the field as the embedded writer says it; asked for only when something failed */
export function replaceFailing(
  segments: readonly Segment[],
  findings: readonly Finding[],
  embedded: () => readonly Segment[],
): FieldCopy {
  const failing = new Set(findings.map((finding) => finding.segment))
  if (failing.size === 0) return { provenance: 'model', segments: [...segments] }
  const isAnythingKept = segments.some((_segment, index) => !failing.has(index))
  return {
    provenance: isAnythingKept ? 'mixed' : 'embedded',
    segments: replaceSegments(segments, failing, embedded()),
  }
}

/** @param failing indices of the sentences to replace @param substitutes a whole text about the same product */
export function replaceSegments(
  segments: readonly Segment[],
  failing: ReadonlySet<number>,
  substitutes: readonly Segment[],
): Segment[] {
  const kept = segments.filter((_segment, index) => !failing.has(index))
  if (kept.length === 0) return [...substitutes]
  const said = new Set(kept.flatMap((segment) => segment.factIds.filter(isTelling)))
  const taken = new Set<Segment>()
  return segments.flatMap((segment, index) => {
    if (!failing.has(index)) return [segment]
    const wanted = new Set(segment.factIds.filter(isTelling))
    // A substitute speaks of a fact the failing sentence was about, and repeats none that another sentence tells.
    const substitute = substitutes.find(
      (candidate) =>
        !taken.has(candidate) &&
        candidate.factIds.some((id) => wanted.has(id)) &&
        !candidate.factIds.some((id) => said.has(id)),
    )
    if (substitute === undefined) return []
    taken.add(substitute)
    return [substitute]
  })
}

/** Title, brand and category stand in many sentences; they do not make two sentences say the same. */
function isTelling(id: string): boolean {
  return !id.startsWith('p_')
}

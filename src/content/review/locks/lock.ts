/** A lock keeps a person's text: machines may offer another, which becomes a proposal and nothing more. Pure. */
import type { CitedFact } from '../../drafts/cited-facts.ts'
import { fieldEntries } from '../../drafts/draft-metrics.ts'
import type { CopyField, DraftFields, FieldCopy } from '../../drafts/segment.ts'

export interface LockedText {
  readonly field: CopyField
  readonly copy: FieldCopy
  readonly facts: readonly CitedFact[]
}

export interface Placed {
  readonly fields: DraftFields
  /** Texts offered for locked fields, where they differ from the locked one. */
  readonly proposals: DraftFields
}

/** Where texts of a machine go: into free fields, and beside locked ones. Fields not offered stay as they are. */
export function placeTexts(current: DraftFields, offered: DraftFields, locks: readonly LockedText[]): Placed {
  const lockOf = new Map(locks.map((lock) => [lock.field, lock.copy]))
  const fields: DraftFields = { ...current }
  const proposals: DraftFields = {}
  for (const [field, copy] of fieldEntries(current)) fields[field] = lockOf.get(field) ?? copy
  for (const [field, copy] of fieldEntries(offered)) {
    const locked = lockOf.get(field)
    fields[field] = locked ?? copy
    if (locked !== undefined && !isSameText(locked, copy)) proposals[field] = copy
  }
  return { fields, proposals }
}

/** Fields of a draft whose text is not the locked one; such a draft must not be approved or published. */
export function contradictedLocks(fields: DraftFields, locks: readonly LockedText[]): CopyField[] {
  return locks.flatMap(({ field, copy }) => {
    const own = fields[field]
    return own === undefined || isSameText(own, copy) ? [] : [field]
  })
}

/** Same words, byte for byte, sentence by sentence, on the same facts. */
export function isSameText(a: FieldCopy, b: FieldCopy): boolean {
  return (
    a.segments.length === b.segments.length &&
    a.segments.every((segment, index) => {
      const other = b.segments[index]
      return (
        other !== undefined &&
        segment.text === other.text &&
        segment.role === other.role &&
        segment.factIds.join('\n') === other.factIds.join('\n')
      )
    })
  )
}

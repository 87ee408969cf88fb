/** A defect of a text, as data. Codes are those of docs/decisions/0011-copy-evidence.md; the full gate adds more. */
import { z } from 'zod'

export const findingCodes = [
  'F01',
  'F02',
  'F03',
  'F04',
  'F05',
  'F07',
  'F13',
  'L07',
  'P01',
  'M00',
  'M03',
] as const

export const findingSchema = z.object({
  /**
   * F01 cited id unknown · F02 claim without citation · F03 number not in the cited facts · F04 unit not that of the
   * fact · F05 value of another attribute · F07 asserted though "No", or denied without a "No" · F13 quotation not in
   * the cited facts · L07 empty text · P01 amount differs from the price fact · M00 the answer could not be used
   * · M03 wrong language.
   */
  code: z.enum(findingCodes),
  severity: z.enum(['block', 'warn']),
  /** Index of the segment in its field; -1 when the finding is about the whole answer. */
  segment: z.int().min(-1),
  /** The words concerned; empty when the whole segment is. */
  text: z.string(),
  /** Cited fact ids that were looked at. */
  evidence: z.array(z.string()),
  /** What would cure it, in words a writer (or model) can follow. */
  fix: z.string(),
})
export type Finding = z.output<typeof findingSchema>
export type FindingCode = Finding['code']

/** Findings of a draft also name the field and what became of them. */
export const draftFindingSchema = findingSchema.extend({
  field: z.string(),
  /** The embedded writer's sentences took the place of the failing ones. */
  resolution: z.enum(['open', 'replaced']),
})
export type DraftFinding = z.output<typeof draftFindingSchema>

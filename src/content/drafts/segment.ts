/** The smallest unit of copy: a sentence and the facts it rests on. */
import { z } from 'zod'

export const copyFields = ['pdp.long', 'pdp.short', 'promo'] as const
export const copyFieldSchema = z.enum(copyFields)
export type CopyField = z.output<typeof copyFieldSchema>

export const segmentSchema = z.object({
  text: z.string().min(1),
  /** Ids of the facts on the draft's sheet; never empty for a claim. */
  factIds: z.array(z.string()),
  role: z.enum(['claim', 'connective', 'cta', 'legal']),
})
export type Segment = z.output<typeof segmentSchema>

/** Who wrote a field. "mixed": a model wrote it and the embedded writer replaced the sentences that failed a check. */
export const provenanceSchema = z.enum(['embedded', 'model', 'mixed'])

export const fieldCopySchema = z.object({ provenance: provenanceSchema, segments: z.array(segmentSchema) })
export type FieldCopy = z.output<typeof fieldCopySchema>

export const draftFieldsSchema = z.partialRecord(copyFieldSchema, fieldCopySchema)
export type DraftFields = z.output<typeof draftFieldsSchema>

/** The text a shopper reads. */
export function segmentsText(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join(' ')
}

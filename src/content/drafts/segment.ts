/** The smallest unit of copy: a sentence and the facts it rests on. */
import { z } from 'zod'

/** In pdp.bullets every segment is an item of its own: 3 to 10, fewer where the facts give no more. */
export const copyFields = ['pdp.long', 'pdp.short', 'pdp.bullets', 'promo'] as const
export const copyFieldSchema = z.enum(copyFields)
export type CopyField = z.output<typeof copyFieldSchema>

export const segmentSchema = z.object({
  text: z.string().min(1),
  /** Ids of the facts on the draft's sheet; never empty for a claim. */
  factIds: z.array(z.string()),
  role: z.enum(['claim', 'connective', 'cta', 'legal']),
})
export type Segment = z.output<typeof segmentSchema>

/** Where a text came from. "mixed": a model wrote it and the embedded writer replaced the sentences that failed a check. */
export const originSchema = z.enum(['embedded', 'model', 'mixed'])
export type Origin = z.output<typeof originSchema>

/** Who wrote a field as it stands: a writer; or a person, by changing a writer's text or by writing all of it. */
export const provenanceSchema = z.enum([...originSchema.options, 'edited', 'human'])
export type Provenance = z.output<typeof provenanceSchema>

export const fieldCopySchema = z.object({
  provenance: provenanceSchema,
  /** Of an edited field: the writer's text it grew from, however often it was edited since. */
  origin: originSchema.optional(),
  segments: z.array(segmentSchema),
})
export type FieldCopy = z.output<typeof fieldCopySchema>

export const draftFieldsSchema = z.partialRecord(copyFieldSchema, fieldCopySchema)
export type DraftFields = z.output<typeof draftFieldsSchema>

/** The text a shopper reads. */
export function segmentsText(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join(' ')
}

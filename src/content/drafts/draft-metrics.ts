/** Sizes of a text that people compare versions by. Pure. */
import { z } from 'zod'
import { copyFieldSchema, segmentsText, type CopyField, type DraftFields } from './segment.ts'

export const fieldMetricsSchema = z.object({
  words: z.int(),
  sentences: z.int(),
  /** UTF-16 units of the joined text. */
  characters: z.int(),
  /** Different facts that its sentences cite. */
  citedFacts: z.int(),
})
export const draftMetricsSchema = z.partialRecord(copyFieldSchema, fieldMetricsSchema)
export type DraftMetrics = z.output<typeof draftMetricsSchema>

export function measureDraft(fields: DraftFields): DraftMetrics {
  const metrics: DraftMetrics = {}
  for (const [field, copy] of fieldEntries(fields)) {
    const text = segmentsText(copy.segments)
    metrics[field] = {
      words: text.match(/\S+/g)?.length ?? 0,
      sentences: copy.segments.length,
      characters: text.length,
      citedFacts: new Set(copy.segments.flatMap((segment) => segment.factIds)).size,
    }
  }
  return metrics
}

/** The fields of a draft with their names typed, in the order they were written. */
export function fieldEntries<T>(fields: Readonly<Partial<Record<CopyField, T>>>): [CopyField, T][] {
  return Object.entries(fields).flatMap(([name, copy]) => {
    const field = copyFieldSchema.safeParse(name)
    return field.success ? [[field.data, copy] satisfies [CopyField, T]] : []
  })
}

/**
 * Which published texts are output of a trained model, and the record that says so field by field: Regulation (EU)
 * 2024/1689 (AI Act), Article 50(2), asks providers for a machine-readable mark from 2 August 2026. Edited or not, a
 * text that a model wrote stays marked.
 */
import { createHash } from 'node:crypto'
import type { Json } from '../../database/schema.ts'
import { segmentsText } from '../drafts/segment.ts'
import type { Publication, PublishedField } from '../publish/publication.ts'

/** The text was written by a model, or grew from one that was. */
export function isByModel({ provenance, origin }: Pick<PublishedField, 'provenance' | 'origin'>): boolean {
  const source = provenance === 'edited' ? (origin ?? 'model') : provenance
  return source === 'model' || source === 'mixed'
}

/** A person changed it afterwards. */
export function isEdited({ provenance }: Pick<PublishedField, 'provenance'>): boolean {
  return provenance === 'edited'
}

/** One line per published field: what was shown, who wrote it, by which model and prompt, who answered for it. */
export function markingRecords(publication: Publication): { readonly [key: string]: Json }[] {
  return Object.entries(publication.fields).map(([field, copy]) => ({
    product: publication.product,
    locale: publication.locale,
    field,
    publication: publication.id,
    publishedAt: publication.publishedAt.toISOString(),
    state: publication.state,
    provenance: copy.provenance,
    origin: copy.origin ?? null,
    generatedByModel: isByModel(copy),
    digitalSourceType: isByModel(copy)
      ? isEdited(copy)
        ? 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia'
        : 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'
      : null,
    writer: copy.writer,
    model: isByModel(copy) ? copy.model : null,
    promptSha256: isByModel(copy) ? copy.promptHash : null,
    textSha256: createHash('sha256').update(segmentsText(copy.segments)).digest('hex'),
    draft: copy.draftId,
    version: copy.version,
    approvedBy: publication.publishedBy,
  }))
}

/**
 * A supplemental feed for Google Merchant Center: titles and descriptions of what is published, one row a variant. Text
 * that a model wrote goes into structured_title and structured_description with its digital source type, as Google asks
 * ("Structured title", "Structured description", Merchant Center Help); other text goes into title and description.
 */
import type { Product } from '../../catalog/product.ts'
import { segmentsText } from '../drafts/segment.ts'
import { liveSegments, type Publication } from '../publish/publication.ts'
import { isByModel } from './marking.ts'

export const merchantColumns = [
  'id',
  'title',
  'description',
  'structured_title',
  'structured_description',
] as const

export function merchantRows(
  publication: Pick<Publication, 'fields' | 'channels' | 'withdrawn'>,
  product: Pick<Product, 'id' | 'variants'>,
): ReadonlyMap<string, string>[] {
  const byModel = Object.values(publication.fields).some(isByModel)
  const cells = ['title', 'description'].flatMap((field): (readonly [string, string])[] => {
    const segments = liveSegments(publication, 'merchant', field)
    if (segments.length === 0) return []
    const text = segmentsText(segments)
    return [byModel ? [`structured_${field}`, structured(text)] : [field, text]]
  })
  if (cells.length === 0) return []
  return product.variants.map((variant) => new Map([['id', variant.id], ...cells]))
}

/** Sub-attributes of a tab-separated feed: source and content joined by a colon, the content quoted. */
function structured(text: string): string {
  return `trained_algorithmic_media:"${text.replaceAll('"', '""')}"`
}

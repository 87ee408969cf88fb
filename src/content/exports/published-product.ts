/** A catalogue product with its published copy in the places where shop systems keep texts. Pure. */
import type { Product } from '../../catalog/product.ts'
import { segmentsText, type CopyField, type Segment } from '../drafts/segment.ts'
import { liveSegments, type Publication } from '../publish/publication.ts'

type Live = Pick<Publication, 'fields' | 'channels' | 'withdrawn'>

/** A published text of the product page, without what is withdrawn; null when nothing is left. */
export function liveText(publication: Live, field: CopyField): string | null {
  const segments = liveSegments(publication, 'copy', field)
  return segments.length === 0 ? null : segmentsText(segments)
}

/** Sentences as a paragraph of HTML, bullets as a list. What a text holds is escaped: it is text, never markup. */
export function htmlOf(publication: Live): string | null {
  const long = liveText(publication, 'pdp.long')
  const bullets = liveSegments(publication, 'copy', 'pdp.bullets')
  const parts = [
    ...(long === null ? [] : [`<p>${escapeHtml(long)}</p>`]),
    ...(bullets.length === 0 ? [] : [listOf(bullets)]),
  ]
  return parts.length === 0 ? null : parts.join('\n')
}

/** The product as it would be imported with the new copy; texts that are not published stay as they were. */
export function withPublishedCopy(product: Product, publication: Publication): Product {
  const seo = (field: string) => {
    const segments = liveSegments(publication, 'seo', field)
    return segments.length === 0 ? undefined : segmentsText(segments)
  }
  const [title, description] = [seo('title'), seo('meta')]
  return {
    ...product,
    description: htmlOf(publication) ?? product.description,
    shortDescription: liveText(publication, 'pdp.short') ?? product.shortDescription,
    source: {
      ...product.source,
      ...(title !== undefined && { 'SEO Title': title }),
      ...(description !== undefined && { 'SEO Description': description }),
    },
  }
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function listOf(segments: readonly Segment[]): string {
  return `<ul>${segments.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`
}

/** What of a product full-text search reads, and how much each part counts. */
import { plainText, type Product } from '../product.ts'
import type { SearchField } from './bm25-index.ts'

export type SearchedProduct = Pick<
  Product,
  'title' | 'brand' | 'category' | 'shortDescription' | 'description' | 'tags' | 'attributes'
>

/**
 * A term of the title counts three times one of the description: weights of the common shop default, not fitted
 * (docs/evaluation.md has the sensitivity). Attributes give their values; a stated "Yes" gives the attribute's name.
 */
export const fieldWeights = { title: 3, brand: 1, category: 2, tags: 1, summary: 1, attributes: 0.5 } as const

/** Product prose is cut here: what matters for finding it stands early. Characters. */
const summaryChars = 2_000
const attributeChars = 4_000

export function searchFields(product: SearchedProduct): SearchField[] {
  const summary = product.shortDescription ?? plainText(product.description ?? '')
  return [
    { text: product.title, weight: fieldWeights.title },
    { text: product.brand ?? '', weight: fieldWeights.brand },
    { text: product.category.join(' '), weight: fieldWeights.category },
    { text: product.tags.join(' '), weight: fieldWeights.tags },
    { text: summary.slice(0, summaryChars), weight: fieldWeights.summary },
    { text: attributeText(product.attributes).slice(0, attributeChars), weight: fieldWeights.attributes },
  ]
}

function attributeText(attributes: Product['attributes']): string {
  return Object.entries(attributes)
    .map(([name, { value, unit }]) => {
      if (value === false) return ''
      if (value === true) return name.replaceAll('_', ' ')
      return `${Array.isArray(value) ? value.join(' ') : String(value)}${unit === null ? '' : ` ${unit}`}`
    })
    .join(' ')
}

/** Reasons a shopper can check: what two products state alike. Nothing is inferred. */
import type { Facets, FacetValue } from '../catalog/facets.ts'
import type { ComparedProduct } from '../catalog/embedding/nearest/find-sellable.ts'
import type { Reason } from './recommendation.ts'

/** More would be read by nobody. */
const attributesMax = 5

/**
 * Tells for each candidate what it has in common with `item`. The strongest thing names the reason; the rest is listed
 * with it.
 */
export function reasonsAgainst(item: ComparedProduct): (candidate: ComparedProduct) => Reason {
  const { category: categories = [], brand: brands = [] } = item.facets
  // Facets hold every prefix of a path, so the longest shared one is the deepest common category.
  const paths = categories.map(String).sort((a, b) => b.length - a.length)
  const stated = statedAttributes(item)
  return ({ facets }) => {
    const category = paths.find((path) => facets['category']?.includes(path))
    const brand = brands.some((value) => facets['brand']?.includes(value)) ? item.brand : null
    const attributes = sharedAttributes(stated, facets)
    const evidence = {
      item: item.id,
      ...(category === undefined ? {} : { category }),
      ...(brand === null ? {} : { brand }),
      ...(attributes === undefined ? {} : { attributes }),
    }
    if (category !== undefined) return { code: 'shares-category', ...evidence }
    if (brand !== null) return { code: 'shares-brand', ...evidence }
    if (attributes !== undefined) return { code: 'shares-attributes', ...evidence }
    return { code: 'similar-text', ...evidence }
  }
}

interface StatedAttribute {
  readonly name: string
  readonly facet: string
  readonly values: readonly FacetValue[]
}

/** What can be had in common. A stated "No" is no likeness. */
function statedAttributes({ facets }: ComparedProduct): StatedAttribute[] {
  return Object.entries(facets)
    .filter(([facet]) => facet.startsWith('attr.'))
    .map(([facet, values]) => ({
      name: facet.slice('attr.'.length),
      facet,
      values: values.filter((value) => value !== false),
    }))
}

function sharedAttributes(stated: readonly StatedAttribute[], facets: Facets): Reason['attributes'] {
  const shared: Record<string, FacetValue[]> = {}
  let count = 0
  for (const { name, facet, values } of stated) {
    const others = facets[facet]
    const common = others === undefined ? [] : values.filter((value) => others.includes(value))
    if (common.length === 0) continue
    shared[name] = common
    if (++count === attributesMax) break
  }
  return count === 0 ? undefined : shared
}

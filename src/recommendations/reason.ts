/** Reasons a shopper can check: what two products state alike. Nothing is inferred. */
import type { FacetValue } from '../catalog/facets.ts'
import type { ComparedProduct } from '../catalog/embedding/nearest/find-sellable.ts'
import type { Reason } from './recommendation.ts'

/** More would be read by nobody. */
const attributesMax = 5

/** The strongest thing in common names the reason; the rest is listed with it. */
export function reasonFor(item: ComparedProduct, candidate: ComparedProduct): Reason {
  const category = longestShared(item, candidate)
  const brand =
    item.brand !== null && sharedValues(item, candidate, 'brand').length > 0 ? item.brand : undefined
  const attributes = sharedAttributes(item, candidate)
  const evidence = {
    item: item.id,
    ...(category === undefined ? {} : { category }),
    ...(brand === undefined ? {} : { brand }),
    ...(attributes === undefined ? {} : { attributes }),
  }
  if (category !== undefined) return { code: 'shares-category', ...evidence }
  if (brand !== undefined) return { code: 'shares-brand', ...evidence }
  if (attributes !== undefined) return { code: 'shares-attributes', ...evidence }
  return { code: 'similar-text', ...evidence }
}

/** Facets hold every prefix of a path, so the longest shared one is the deepest common category. */
function longestShared(a: ComparedProduct, b: ComparedProduct): string | undefined {
  const shared = sharedValues(a, b, 'category').map(String)
  return shared.toSorted((x, y) => y.length - x.length)[0]
}

/** A stated "No" in common is no likeness. */
function sharedAttributes(a: ComparedProduct, b: ComparedProduct): Reason['attributes'] {
  const shared = Object.keys(a.facets)
    .filter((name) => name.startsWith('attr.'))
    .map(
      (name) =>
        [name.slice('attr.'.length), sharedValues(a, b, name).filter((value) => value !== false)] as const,
    )
    .filter(([, values]) => values.length > 0)
    .slice(0, attributesMax)
  return shared.length === 0 ? undefined : Object.fromEntries(shared)
}

function sharedValues(a: ComparedProduct, b: ComparedProduct, facet: string): FacetValue[] {
  const others = b.facets[facet] ?? []
  return (a.facets[facet] ?? []).filter((value) => others.includes(value))
}

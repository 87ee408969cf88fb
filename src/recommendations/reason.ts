/** Reasons a shopper can check: what two products state alike. Nothing is inferred. */
import { foldText, type Facets, type FacetValue } from '../catalog/facets.ts'
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
    shared[name] = withoutRepeats(common)
    if (++count === attributesMax) break
  }
  return count === 0 ? undefined : shared
}

/**
 * One spelling of each value. Facets also hold the number a text spells, and options and attributes may state one
 * thing as "39", 39 and "39 cm": where the number is listed, it stands for all of them.
 */
export function withoutRepeats(values: readonly FacetValue[]): FacetValue[] {
  const numbers = new Set(values.filter((value) => typeof value === 'number'))
  const kept = new Map<string, FacetValue>()
  for (const value of values) {
    const text = foldText(String(value))
    const number = typeof value === 'string' ? quantity.exec(text)?.[1] : undefined
    if (number !== undefined && numbers.has(Number(number))) continue
    if (!kept.has(text)) kept.set(text, value)
  }
  return [...kept.values()]
}

/** A number, alone or with one unit: "185", "185 cm", "1.5kg", "12 %". */
const quantity = /^(-?\d{1,15}(?:\.\d{1,15})?)(?:\s?[^\d\s.,:;x×-][^\s]{0,11})?$/u

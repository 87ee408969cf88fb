/**
 * What a filter means, once, for both places that apply it: a tree of plain conditions over the facets, which
 * filter-queries.ts turns into SQL and `keepsProduct` evaluates in memory.
 */
import { deriveFacets, foldText, spelledNumber, type Facets, type FacetValue } from './facets.ts'
import type { AttributeTest, ProductFilter } from './filter.ts'
import type { NumberRange } from './filter-values.ts'
import { isInStock, type Product } from './product.ts'

export type Condition =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  /** The facet holds one of the values. */
  | { readonly kind: 'facet'; readonly facet: string; readonly values: readonly FacetValue[] }
  /** One number of the facet lies in the range. */
  | { readonly kind: 'range'; readonly facet: string; readonly range: NumberRange }
  | { readonly kind: 'stock'; readonly inStock: boolean }
  | { readonly kind: 'status'; readonly values: readonly string[] }
  | { readonly kind: 'id'; readonly values: readonly string[] }

/** The part of a product that conditions look at. */
export interface FilteredProduct {
  readonly id: string
  readonly status: string
  readonly inStock: boolean
  readonly facets: Facets
}

/** True when the filter keeps the product; agrees with `filterSql` (a property test compares them). */
export function matchesFilter(product: Product, filter: ProductFilter): boolean {
  return keepsProduct(readCondition(filter), {
    id: product.id,
    status: product.status,
    inStock: product.variants.some(isInStock),
    facets: deriveFacets(product),
  })
}

/** For many products and one filter: read the condition once, then ask this for each. */
export function keepsProduct(condition: Condition, product: FilteredProduct): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.parts.every((part) => keepsProduct(part, product))
    case 'any':
      return condition.parts.some((part) => keepsProduct(part, product))
    case 'not':
      return !keepsProduct(condition.part, product)
    case 'facet': {
      const held = product.facets[condition.facet] ?? []
      return condition.values.some((value) => held.includes(value))
    }
    case 'range':
      return (product.facets[condition.facet] ?? []).some(
        (value) => typeof value === 'number' && isWithin(value, condition.range),
      )
    case 'stock':
      return product.inStock === condition.inStock
    case 'status':
      return condition.values.includes(product.status)
    case 'id':
      return condition.values.includes(product.id)
  }
}

export function readCondition(filter: ProductFilter): Condition {
  if ('all' in filter) return { kind: 'all', parts: filter.all.map(readCondition) }
  if ('any' in filter) return { kind: 'any', parts: filter.any.map(readCondition) }
  if ('not' in filter) return { kind: 'not', part: readCondition(filter.not) }
  if ('price' in filter) return { kind: 'range', facet: 'price', range: filter.price }
  if ('stock' in filter) return { kind: 'stock', inStock: filter.stock.in }
  if ('status' in filter) return { kind: 'status', values: filter.status.in }
  if ('id' in filter) return { kind: 'id', values: filter.id.in }
  if ('brand' in filter) return { kind: 'facet', facet: 'brand', values: filter.brand.in.map(foldText) }
  if ('tag' in filter) return { kind: 'facet', facet: 'tag', values: filter.tag.in.map(foldText) }
  if ('locale' in filter) return { kind: 'facet', facet: 'locale', values: filter.locale.in.map(foldText) }
  if ('category' in filter) {
    const { category } = filter
    return 'under' in category
      ? { kind: 'facet', facet: 'category', values: [category.under.join(' > ')] }
      : { kind: 'facet', facet: 'category.path', values: [category.is.join(' > ')] }
  }
  return { kind: 'all', parts: Object.entries(filter).map(([key, test]) => attributeCondition(key, test)) }
}

function attributeCondition(facet: string, test: AttributeTest): Condition {
  if ('in' in test) return { kind: 'facet', facet, values: [...new Set(test.in.flatMap(spellings))] }
  if ('exists' in test) {
    const present: Condition = { kind: 'facet', facet: 'attr', values: [facet.slice('attr.'.length)] }
    return test.exists ? present : { kind: 'not', part: present }
  }
  return { kind: 'range', facet, range: test }
}

/** "5" finds the number 5 and 5 finds the text "5": files differ in how they type a column. */
function spellings(value: FacetValue): FacetValue[] {
  if (typeof value === 'number') return [value, String(value)]
  if (typeof value === 'boolean') return [value]
  const text = foldText(value)
  return [text, spelledNumber(text) ?? text]
}

export function isWithin(value: number, { gte, gt, lte, lt }: NumberRange): boolean {
  return (
    (gte === undefined || value >= gte) &&
    (gt === undefined || value > gt) &&
    (lte === undefined || value <= lte) &&
    (lt === undefined || value < lt)
  )
}

/** Which products something is about: a list of ids, or a filter. */
import { z } from 'zod'
import { deriveFacets } from './facets.ts'
import { keepsProduct, readCondition } from './filter-condition.ts'
import { productFilterSchema } from './filter.ts'
import { isInStock, type Product } from './product.ts'

/** More ids than this are better said as a filter. */
export const SELECTION_IDS_MAX = 10_000

const byProductsSchema = z.strictObject({
  products: z.array(z.string().min(1).max(200)).min(1).max(SELECTION_IDS_MAX),
})
const byFilterSchema = z.strictObject({ filter: productFilterSchema })

/** The branch is chosen by its key first: a union alone would hide the mistake in a filter behind "Invalid input". */
export const productSelectionSchema = z.preprocess(
  (input, context) => {
    const keys = z.record(z.string(), z.unknown()).safeParse(input).data ?? {}
    if ('products' in keys === 'filter' in keys) {
      const message =
        'products' in keys
          ? 'takes "products" or "filter", not both'
          : 'needs "products" (a list of ids) or "filter"'
      context.addIssue({ code: 'custom', message, input })
      return z.NEVER
    }
    const chosen = 'products' in keys ? byProductsSchema : byFilterSchema
    for (const issue of chosen.safeParse(input).error?.issues ?? [])
      context.addIssue({ ...issue, code: 'custom', input })
    return input
  },
  z.union([byProductsSchema, byFilterSchema]),
)
export type ProductSelection = z.output<typeof productSelectionSchema>

/** Asked for many products: reads the selection once. */
export type Selects = (product: Product) => boolean

export function selectorOf(selection: ProductSelection): Selects {
  if ('products' in selection) {
    const ids = new Set(selection.products)
    return (product) => ids.has(product.id)
  }
  const condition = readCondition(selection.filter)
  return (product) =>
    keepsProduct(condition, {
      id: product.id,
      status: product.status,
      inStock: product.variants.some(isInStock),
      facets: facetsOf(product),
    })
}

/** Several selections look at one product in turn; its facets are derived once. */
const facetsByProduct = new WeakMap<Product, ReturnType<typeof deriveFacets>>()

function facetsOf(product: Product): ReturnType<typeof deriveFacets> {
  const known = facetsByProduct.get(product)
  if (known !== undefined) return known
  const facets = deriveFacets(product)
  facetsByProduct.set(product, facets)
  return facets
}

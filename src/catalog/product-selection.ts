/** Which products something is about: a list of ids, a filter, a CSV of ids or a collection. */
import { z } from 'zod'
import { deriveFacets } from './facets.ts'
import { keepsProduct, readCondition } from './filter-condition.ts'
import { productFilterSchema } from './filter.ts'
import { idsOfCsv } from './ids-csv.ts'
import { isInStock, type Product } from './product.ts'

/** More ids than this are better said as a filter. */
export const SELECTION_IDS_MAX = 10_000

const productsSchema = z.array(z.string().min(1).max(200)).min(1).max(SELECTION_IDS_MAX)
const byProductsSchema = z.strictObject({ products: productsSchema })
const byFilterSchema = z.strictObject({ filter: productFilterSchema })

/** A CSV with a column of ids, as spreadsheets write it. */
const byCsvSchema = z
  .strictObject({ csv: z.string().min(1).max(2_500_000) })
  .transform(({ csv }, context): z.output<typeof byProductsSchema> => {
    const read = idsOfCsv(csv)
    const products = productsSchema.safeParse('ids' in read ? read.ids : [])
    if (products.success) return { products: products.data }
    const message =
      'problem' in read
        ? read.problem
        : `names ${String(read.ids.length)} products: ${products.error.issues[0]?.message ?? ''}`
    context.addIssue({ code: 'custom', path: ['csv'], message })
    return z.NEVER
  })

/** A collection is what the shop calls a group: a tag, or a category with all below it ("Home > Kettles"). */
const byCollectionSchema = z
  .strictObject({ collection: z.string().trim().min(1).max(500) })
  .transform(({ collection }, context): z.output<typeof byFilterSchema> => {
    const filter = productFilterSchema.safeParse({
      any: [
        { tag: { in: [collection] } },
        { category: { under: collection.split('>').map((part) => part.trim()) } },
      ],
    })
    if (filter.success) return { filter: filter.data }
    context.addIssue({
      code: 'custom',
      path: ['collection'],
      message: filter.error.issues[0]?.message ?? 'is not valid',
    })
    return z.NEVER
  })

const ways = {
  products: byProductsSchema,
  filter: byFilterSchema,
  csv: byCsvSchema,
  collection: byCollectionSchema,
} as const
const wayNames = '"products" (a list of ids), "filter", "csv" or "collection"'

/** The branch is chosen by its key first: a union alone would hide the mistake in a filter behind "Invalid input". */
export const productSelectionSchema = z.preprocess(
  (input, context) => {
    const keys = z.record(z.string(), z.unknown()).safeParse(input).data ?? {}
    const given = Object.entries(ways).filter(([way]) => way in keys)
    const [chosen] = given
    if (chosen === undefined || given.length > 1) {
      const message = chosen === undefined ? `needs ${wayNames}` : `takes one of ${wayNames}`
      context.addIssue({ code: 'custom', message, input })
      return z.NEVER
    }
    for (const issue of chosen[1].safeParse(input).error?.issues ?? [])
      context.addIssue({ ...issue, code: 'custom', input })
    return input
  },
  z.union([byProductsSchema, byFilterSchema, byCsvSchema, byCollectionSchema]),
)
/** In normal form: a list of ids, or a filter. */
export type ProductSelection = z.output<typeof byProductsSchema> | z.output<typeof byFilterSchema>

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

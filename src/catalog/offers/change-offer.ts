/** What a shop changes many times a day: state, stock and prices of a product that is already in the catalogue. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import type { PlanChanges } from '../imports/settle-batch.ts'
import { upsertProducts } from '../imports/upsert-queries.ts'
import { productSchema, variantSchema, type Product } from '../product.ts'
import { getProduct } from '../read-products.ts'
import { productRow, toProduct } from '../stored-product.ts'
import { lockProduct } from './offer-queries.ts'

const { shape } = variantSchema

const variantOfferSchema = z.strictObject({
  id: z.string().min(1).max(200).describe('The shop’s own id or SKU of the variant'),
  stockUnits: shape.stockUnits.unwrap().optional().describe('Null: not tracked, can always be bought'),
  priceMinor: shape.priceMinor.unwrap().optional().describe('Minor units of the currency'),
  compareAtPriceMinor: shape.compareAtPriceMinor
    .unwrap()
    .optional()
    .describe('Null: no price is struck through'),
})

export const offerSchema = z
  .strictObject({
    status: productSchema.shape.status.unwrap().optional().describe('Only active products are shown'),
    variants: z.array(variantOfferSchema).min(1).max(2_000).optional(),
  })
  .refine(
    ({ status, variants }) => status !== undefined || variants !== undefined,
    'must name something to change',
  )
  .refine(
    ({ variants = [] }) => new Set(variants.map(({ id }) => id)).size === variants.length,
    'variant ids must differ',
  )
export type Offer = z.output<typeof offerSchema>

/**
 * As an import of the whole product would: the same columns, ledger of prices and follow-up jobs. What is left out stays.
 * @returns false when all was so already
 * @throws AppError catalog.product-not-found, catalog.variant-not-found
 */
export async function changeOffer(
  trx: Db,
  planChanges: PlanChanges,
  { shopId, id, offer }: { readonly shopId: string; readonly id: string; readonly offer: Offer },
): Promise<boolean> {
  // Two changes at once would each write what the other had not seen.
  await lockProduct(trx, shopId, id)
  const before = toProduct(await getProduct(trx, shopId, id))
  const [was, row] = [productRow(before), productRow(withOffer(before, offer))]
  if (was.rowHash === row.rowHash) return false
  const written = await upsertProducts(trx, shopId, [row])
  await planChanges(
    trx,
    shopId,
    written.map(({ productId }) => productId),
  )
  return true
}

function withOffer(product: Product, { status = product.status, variants = [] }: Offer): Product {
  const changes = new Map(variants.map((variant) => [variant.id, variant]))
  const known = new Set(product.variants.map(({ id }) => id))
  const unknown = variants.find(({ id }) => !known.has(id))
  if (unknown !== undefined) {
    throw new AppError('catalog.variant-not-found', `The product has no variant "${unknown.id}".`)
  }
  return {
    ...product,
    status,
    variants: product.variants.map((variant) => {
      const {
        stockUnits = variant.stockUnits,
        priceMinor = variant.priceMinor,
        compareAtPriceMinor = variant.compareAtPriceMinor,
      } = changes.get(variant.id) ?? {}
      return { ...variant, stockUnits, priceMinor, compareAtPriceMinor }
    }),
  }
}

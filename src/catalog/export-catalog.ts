/** The catalogue as a file, in any format that can be imported. */
import type { Db } from '../database/schema.ts'
import type { ProductFilter } from './filter.ts'
import type { CatalogFormat } from './formats/catalog-format.ts'
import { writeCatalog } from './formats/write-catalog.ts'
import type { Product } from './product.ts'
import { streamProducts } from './read-products.ts'
import { toProduct } from './stored-product.ts'

/** Streams every product the filter keeps; stopping early ends the reading too. */
export function exportCatalog(
  db: Db,
  shopId: string,
  format: CatalogFormat,
  filter?: ProductFilter,
): AsyncGenerator<Uint8Array> {
  return writeCatalog(imported(db, shopId, filter), format)
}

async function* imported(db: Db, shopId: string, filter: ProductFilter | undefined): AsyncGenerator<Product> {
  for await (const stored of streamProducts(db, shopId, filter)) yield toProduct(stored)
}

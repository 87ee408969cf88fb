/**
 * Products back to a catalogue file, streamed. Whatever a format cannot carry is listed in docs/catalog-formats.md;
 * everything else comes back from `readCatalog` as it was.
 */
import type { Product } from '../product.ts'
import type { CatalogFormat } from './catalog-format.ts'
import { writeGoogleTsv, writeGoogleXml } from './google/write-google.ts'
import { writeJsonl } from './jsonl/write-jsonl.ts'
import { writeShopify } from './shopify/write-shopify.ts'
import { writeWooCommerce } from './woocommerce/write-woocommerce.ts'

/** UTF-8 without a byte order mark, lines ended by LF. Stopping early closes `products`. */
export function writeCatalog(
  products: AsyncIterable<Product>,
  format: CatalogFormat,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'shopify-csv':
      return writeShopify(products)
    case 'google-merchant-tsv':
      return writeGoogleTsv(products)
    case 'google-merchant-xml':
      return writeGoogleXml(products)
    case 'woocommerce-csv':
      return writeWooCommerce(products)
    case 'jsonl':
      return writeJsonl(products)
  }
}

/**
 * Products to JSON Lines in the canonical form of the product model, which `readJsonl` reads back exactly.
 */
import type { Product } from '../../product.ts'

export async function* writeJsonl(products: AsyncIterable<Product>): AsyncGenerator<Uint8Array> {
  for await (const product of products) yield Buffer.from(`${JSON.stringify(product)}\n`)
}

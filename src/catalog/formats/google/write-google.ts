/**
 * Products to a Google Merchant feed, tab-separated or RSS 2.0.
 */
import type { Product } from '../../product.ts'
import { writeTable } from '../records/write-table.ts'
import { customNamespace, googleColumns, googleNamespace } from './google-fields.ts'
import { googleItems } from './google-items.ts'
import { isName, xmlOf } from './xml-fields.ts'

export function writeGoogleTsv(products: AsyncIterable<Product>): AsyncGenerator<Uint8Array> {
  return writeTable(googleItems(products), { columns: googleColumns, delimiter: '\t' })
}

export async function* writeGoogleXml(products: AsyncIterable<Product>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="${googleNamespace}" xmlns:c="${customNamespace}">\n<channel>\n<title>Catalogue</title>\n`,
  )
  for await (const cells of googleItems(products)) {
    const elements = [...cells]
      .filter(([name, cell]) => cell !== '' && isName(name))
      .map(([name, cell]) => xmlOf(name, cell))
    yield Buffer.from(`<item>${elements.join('')}</item>\n`)
  }
  yield Buffer.from('</channel>\n</rss>\n')
}

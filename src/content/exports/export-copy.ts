/** Published copy as a file, streamed: for storefronts, shop systems, Google, and for those who must prove its origin. */
import { z } from 'zod'
import { writeCatalog } from '../../catalog/formats/write-catalog.ts'
import { writeTable } from '../../catalog/formats/records/write-table.ts'
import type { Product } from '../../catalog/product.ts'
import { loadProductsByExternalId } from '../../catalog/read-products.ts'
import { toProduct } from '../../catalog/stored-product.ts'
import type { Db, Json } from '../../database/schema.ts'
import { publicationSchema, type Publication } from '../publish/publication.ts'
import { selectPublications } from '../publish/publication-queries.ts'
import { jsonLdOf } from './json-ld.ts'
import { markingRecords } from './marking.ts'
import { merchantColumns, merchantRows } from './merchant-feed.ts'
import { withPublishedCopy } from './published-product.ts'

export const copyExports = [
  { name: 'jsonl', mediaType: 'application/x-ndjson', file: 'copy.jsonl' },
  { name: 'json-ld', mediaType: 'application/x-ndjson', file: 'copy.jsonld' },
  { name: 'google-merchant-tsv', mediaType: 'text/tab-separated-values', file: 'copy-merchant.tsv' },
  { name: 'shopify-csv', mediaType: 'text/csv', file: 'products-with-copy.csv' },
  { name: 'marking', mediaType: 'application/x-ndjson', file: 'copy-marking.jsonl' },
] as const
export type CopyExport = (typeof copyExports)[number]['name']

/** @param locale only texts of this language; left out: all, which a file with one row a product cannot hold */
export function exportCopy(
  db: Db,
  shopId: string,
  format: CopyExport,
  locale: string | undefined,
): AsyncGenerator<Uint8Array> {
  const published = livePublications(db, shopId, locale)
  switch (format) {
    case 'jsonl':
      return lines(published, ({ publication }) => [z.encode(publicationSchema, publication)])
    case 'json-ld':
      return lines(published, ({ publication, product }) => [jsonLdOf(publication, product)])
    case 'marking':
      return lines(published, ({ publication }) => markingRecords(publication))
    case 'google-merchant-tsv':
      return writeTable(rowsOf(published), { columns: merchantColumns, delimiter: '\t' })
    case 'shopify-csv':
      return writeCatalog(productsOf(published), 'shopify-csv')
  }
}

interface Published {
  readonly publication: Publication
  readonly product: Product
}

/** Publications read at once; their products are read with them. */
const PAGE = 200

async function* livePublications(
  db: Db,
  shopId: string,
  locale: string | undefined,
): AsyncGenerator<Published> {
  let after: string | null = null
  for (;;) {
    const page: Publication[] = await selectPublications(db, shopId, { state: 'live' }, after, PAGE)
    const wanted = page.filter((publication) => locale === undefined || publication.locale === locale)
    const products = await loadProductsByExternalId(db, shopId, [
      ...new Set(wanted.map(({ product }) => product)),
    ])
    const byId = new Map(products.map((product) => [product.id, toProduct(product)]))
    for (const publication of wanted) {
      const product = byId.get(publication.product)
      if (product !== undefined) yield { publication, product }
    }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.id
  }
}

async function* lines(
  published: AsyncIterable<Published>,
  recordsOf: (published: Published) => readonly (Json | object)[],
): AsyncGenerator<Uint8Array> {
  for await (const one of published)
    for (const record of recordsOf(one)) yield Buffer.from(`${JSON.stringify(record)}\n`)
}

async function* rowsOf(published: AsyncIterable<Published>): AsyncGenerator<ReadonlyMap<string, string>> {
  for await (const { publication, product } of published) yield* merchantRows(publication, product)
}

async function* productsOf(published: AsyncIterable<Published>): AsyncGenerator<Product> {
  for await (const { publication, product } of published) yield withPublishedCopy(product, publication)
}

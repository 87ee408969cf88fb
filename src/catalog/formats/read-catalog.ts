/**
 * A catalogue file to products and precise complaints: bytes → decompressed → text → the format's own reader, in
 * bounded memory whatever the file is. A file that is not a catalogue at all throws; everything else is a row.
 */
import { AppError } from '../../errors.ts'
import type { CatalogDefaults, CatalogFormat, CatalogRow } from './catalog-format.ts'
import { type TextFeed, decodeText } from './decode/decode-text.ts'
import { type ByteLimits, decompress } from './decode/decompress.ts'
import { detectFormat } from './detect-format.ts'
import { errorRow } from './fields/product-draft.ts'
import { readGoogleTsv } from './google/read-google-tsv.ts'
import { readGoogleXml } from './google/read-google-xml.ts'
import type { Mapping } from './jsonl/mapping.ts'
import { readJsonl } from './jsonl/read-jsonl.ts'
import { SeenIds } from './records/seen-ids.ts'
import { readShopify } from './shopify/read-shopify.ts'
import { readWooCommerce } from './woocommerce/read-woocommerce.ts'

export interface ReadCatalogOptions {
  readonly format: CatalogFormat | 'auto'
  /** For JSON Lines of another shape; see `parseMapping`. */
  readonly mapping?: Mapping
  readonly defaults: CatalogDefaults
  /** WHATWG label of the text encoding; by default recognised. */
  readonly encoding?: string
  readonly limits?: ByteLimits
}

/**
 * Reading the same bytes again yields the same rows in the same order, so an interrupted import resumes by reading
 * from the start and skipping as many rows as it has stored.
 *
 * Errors: `catalog.feed-unreadable` (empty, binary, wrong header, a doctype), `catalog.feed-too-large` (also in the
 * middle: rows already given out stand), `catalog.format-unknown`. What the byte source throws passes through.
 */
export async function* readCatalog(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadCatalogOptions,
): AsyncGenerator<CatalogRow> {
  const feed = await decodeText(await decompress(bytes, options.limits), options.encoding)
  if (feed.head.trim() === '' && feed.cut() === undefined) {
    throw new AppError('catalog.feed-unreadable', 'The file is empty.')
  }
  const seen = new SeenIds()
  for await (const row of formatRows(feed, options)) {
    const first = row.kind === 'product' ? seen.add(row.product.id, row.row) : undefined
    if (first === undefined || row.kind === 'error') yield row
    else {
      yield errorRow(
        row,
        [{ path: 'id', message: `the id is already used by row ${String(first)}` }],
        row.product.id,
      )
    }
  }
}

function formatRows(feed: TextFeed, options: ReadCatalogOptions): AsyncGenerator<CatalogRow> {
  const { defaults, mapping } = options
  const format =
    options.format !== 'auto' ? options.format : mapping === undefined ? detectFormat(feed.head) : 'jsonl'
  if (mapping !== undefined && format !== 'jsonl') {
    throw new AppError('catalog.mapping-invalid', `A mapping file goes with jsonl, not with ${format}.`)
  }
  switch (format) {
    case 'shopify-csv':
      return readShopify(feed, defaults)
    case 'google-merchant-tsv':
      return readGoogleTsv(feed, defaults)
    case 'google-merchant-xml':
      return readGoogleXml(feed, defaults)
    case 'woocommerce-csv':
      return readWooCommerce(feed, defaults)
    case 'jsonl':
      return readJsonl(feed, defaults, mapping)
  }
}

/**
 * The vocabulary every catalogue reader and writer shares: which formats there are, what a reader is told and
 * what it gives back. HTTP and CLI list `catalogFormats`; the importer consumes `CatalogRow`.
 */
import type { FieldError } from '../../errors.ts'
import type { Product } from '../product.ts'

/** Every format that can be imported and exported, with what HTTP and CLI need to offer it. */
export const catalogFormats = [
  {
    name: 'shopify-csv',
    mediaTypes: ['text/csv'],
    extensions: ['csv'],
    description: 'Shopify product export: several rows a product, options, images, metafield columns',
  },
  {
    name: 'google-merchant-tsv',
    mediaTypes: ['text/tab-separated-values'],
    extensions: ['tsv', 'txt'],
    description: 'Google Merchant feed as tab-separated text, variants joined by item_group_id',
  },
  {
    name: 'google-merchant-xml',
    mediaTypes: ['application/rss+xml', 'application/atom+xml', 'application/xml', 'text/xml'],
    extensions: ['xml'],
    description: 'Google Merchant feed as RSS 2.0 or Atom with the g: namespace',
  },
  {
    name: 'woocommerce-csv',
    mediaTypes: ['text/csv'],
    extensions: ['csv'],
    description: 'WooCommerce product export: simple, variable and variation rows',
  },
  {
    name: 'jsonl',
    mediaTypes: ['application/jsonl', 'application/x-ndjson'],
    extensions: ['jsonl', 'ndjson'],
    description: 'JSON Lines, one product a line; a mapping file adapts any other shape',
  },
] as const satisfies readonly {
  name: string
  mediaTypes: readonly string[]
  extensions: readonly string[]
  description: string
}[]

export type CatalogFormat = (typeof catalogFormats)[number]['name']

/** What a file leaves unsaid: the language of its texts and the currency of its prices. */
export interface CatalogDefaults {
  /** BCP 47 tag. It also decides how an ambiguous number ("1,500 g") is read. */
  readonly locale: string
  /** ISO 4217 code. */
  readonly currency: string
}

interface SourcePlace {
  /** 1-based row of the file as a spreadsheet shows it (header = 1), line of JSON Lines, ordinal of an XML item. */
  readonly row: number
  /** How many rows of the file this entry accounts for; the sum over all entries is every row that is not blank. */
  readonly sourceRows: number
}

/** One product of a file, or what is wrong with it. A product that spans several rows carries its first row. */
export type CatalogRow =
  | (SourcePlace & { readonly kind: 'product'; readonly product: Product })
  | (SourcePlace & { readonly kind: 'error'; readonly errors: readonly FieldError[]; readonly id?: string })

/** Bounds that hold whatever a file does; each has a test in test/catalog/formats/bad-input.test.ts. */
export const feedLimits = {
  /** Bytes after decompression; a larger feed is refused. */
  decodedBytes: 4 * 1024 ** 3,
  /** Decompressed : compressed. Real catalogues reach 10-50, deflate bombs about 1,000. */
  compressionRatio: 200,
  /** The ratio is only judged past this many decompressed bytes, because tiny files compress freakishly well. */
  ratioGraceBytes: 8 * 1024 ** 2,
  /** UTF-16 units of one record (CSV record, JSON line, XML item); a longer one is an error of that row. */
  recordChars: 2 * 1024 ** 2,
  /** Rows held back while the rows of one product may still arrive; see `group-rows.ts`. */
  pendingRows: 2_000,
  pendingChars: 8 * 1024 ** 2,
  /** Objects in arrays in objects …; products need 5. */
  jsonDepth: 32,
} as const

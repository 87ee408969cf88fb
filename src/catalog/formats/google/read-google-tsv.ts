/**
 * The tab-separated form of a Google Merchant feed. Comma-separated files are read too; Google accepts both.
 */
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import type { TextFeed } from '../decode/decode-text.ts'
import { readTable } from '../records/read-table.ts'
import { readGoogleItems } from './read-google-items.ts'

const shape = {
  title: 'a Google Merchant feed',
  required: [['id'], ['title']],
  /** Google takes "Image link", "image link" and "image_link" for the same. */
  nameOf: (header: string): string => header.toLowerCase().replace(/\s+/g, '_').replace(/^g:/, ''),
  repeatable: ['additional_image_link', 'product_detail', 'product_highlight', 'shipping'],
} as const

export function readGoogleTsv(feed: TextFeed, defaults: CatalogDefaults): AsyncGenerator<CatalogRow> {
  return readGoogleItems(readTable(feed, shape), defaults)
}

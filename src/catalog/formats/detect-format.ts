/**
 * Which format a file is, from its beginning: markup, JSON, or the columns of its header.
 */
import { AppError } from '../../errors.ts'
import type { CatalogFormat } from './catalog-format.ts'
import { sniffHeader } from './records/read-table.ts'

/** Errors: `catalog.feed-unreadable` for an empty file or a JSON array, `catalog.format-unknown` with what was seen. */
export function detectFormat(head: string): CatalogFormat {
  const text = head.replace(/^\uFEFF/, '').trimStart()
  if (text === '') throw new AppError('catalog.feed-unreadable', 'The file is empty.')
  if (text.startsWith('<')) return 'google-merchant-xml'
  if (text.startsWith('{')) return 'jsonl'
  if (text.startsWith('[')) {
    throw new AppError(
      'catalog.feed-unreadable',
      'The file is a JSON array. Write one product a line instead (JSON Lines), so that it can be read as a stream.',
    )
  }
  const columns = sniffHeader(text).map((name) => name.trim().toLowerCase())
  const has = (...names: readonly string[]): boolean => names.every((name) => columns.includes(name))
  if (has('handle', 'title')) return 'shopify-csv'
  if (has('type', 'name') && (has('id') || has('sku'))) return 'woocommerce-csv'
  if (has('id', 'title')) return 'google-merchant-tsv'
  const shown = columns
    .slice(0, 8)
    .map((name) => `"${name.slice(0, 40)}"`)
    .join(', ')
  throw new AppError(
    'catalog.format-unknown',
    `The format cannot be told from the first line (${shown}). Expected the columns Handle and Title (Shopify), Type and Name (WooCommerce), id and title (Google Merchant), XML, or JSON Lines.`,
  )
}

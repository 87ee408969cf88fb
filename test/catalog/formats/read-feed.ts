/**
 * Test support: text or bytes through `readCatalog`, as a list.
 */
import type { Product } from '../../../src/catalog/product.ts'
import type { CatalogRow } from '../../../src/catalog/formats/catalog-format.ts'
import { type ReadCatalogOptions, readCatalog } from '../../../src/catalog/formats/read-catalog.ts'

export const defaults = { locale: 'en', currency: 'EUR' } as const

/** Cuts the input into chunks, so that every test also crosses chunk borders. */
export async function* chunked(input: string | Uint8Array, chunkBytes = 7_001): AsyncGenerator<Uint8Array> {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  for (let start = 0; start < bytes.length; start += chunkBytes)
    yield bytes.subarray(start, start + chunkBytes)
}

export async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

export async function readFeed(
  input: string | Uint8Array,
  options: Partial<ReadCatalogOptions> & { readonly chunkBytes?: number } = {},
): Promise<CatalogRow[]> {
  return collect(readCatalog(chunked(input, options.chunkBytes), { format: 'auto', defaults, ...options }))
}

export function productsOf(rows: readonly CatalogRow[]): Product[] {
  return rows.flatMap((row) => (row.kind === 'product' ? [row.product] : []))
}

/** "row: path: message" of every error, the short form tests compare. */
export function errorsOf(rows: readonly CatalogRow[]): string[] {
  return rows.flatMap((row) =>
    row.kind === 'error'
      ? row.errors.map(({ path, message }) => `${String(row.row)}: ${path}: ${message}`)
      : [],
  )
}

export function sourceRowsOf(rows: readonly CatalogRow[]): number {
  return rows.reduce((sum, row) => sum + row.sourceRows, 0)
}

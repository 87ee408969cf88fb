/** Groups the entries of a file into batches of bounded size, each written in one transaction. */
import type { CatalogRow } from '../formats/catalog-format.ts'
import type { FieldError } from '../../errors.ts'
import { productRow, type ProductRow } from '../stored-product.ts'
import { importLimits } from './import.ts'

/** What one entry of the file asks for: a product to be written, or errors to be reported. */
export interface ImportEntry {
  readonly row: number
  readonly sourceRows: number
  readonly externalId: string | null
  readonly product: ProductRow | undefined
  readonly errors: readonly FieldError[]
}

/** When the reader fails, the entries it gave before come out as a last batch, and then the failure. */
export async function* inBatches(
  source: AsyncIterable<CatalogRow>,
  skip: number,
): AsyncGenerator<ImportEntry[]> {
  const { batchEntries, batchChars } = importLimits
  let batch: ImportEntry[] = []
  let chars = 0
  let skipped = 0
  const rows = source[Symbol.asyncIterator]()
  let failure: { readonly error: unknown } | undefined
  try {
    for (;;) {
      const next = await rows.next().catch((error: unknown) => {
        failure = { error }
        return { done: true, value: undefined } as const
      })
      if (next.done === true) break
      if (skipped < skip) {
        skipped += 1
        continue
      }
      const entry = readEntry(next.value)
      batch.push(entry)
      chars += entry.product?.json.length ?? 0
      if (batch.length < batchEntries && chars < batchChars) continue
      yield batch
      batch = []
      chars = 0
    }
    if (batch.length > 0) yield batch
    if (failure !== undefined) throw failure.error
  } finally {
    await rows.return?.()
  }
}

function readEntry(row: CatalogRow): ImportEntry {
  const place = { row: row.row, sourceRows: row.sourceRows }
  if (row.kind === 'error') {
    return { ...place, externalId: row.id ?? null, product: undefined, errors: row.errors }
  }
  const product = productRow(row.product)
  return { ...place, externalId: product.externalId, product, errors: [] }
}

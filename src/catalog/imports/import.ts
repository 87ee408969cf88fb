/**
 * One import: a file a shop uploaded, on its way into the catalogue.
 *
 *   uploading ─all bytes stored→ queued ─worker→ running → done
 *                                   └──────────────┴→ failed | cancelled
 *
 * What a failed or cancelled import has stored by then stays. Products that are missing from a file are kept: a feed
 * may hold a part of the catalogue, and a cut file must not empty a shop.
 */
import { z } from 'zod'
import type { CatalogFormat } from '../formats/catalog-format.ts'

export type ImportState = 'uploading' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** What became of the entries of a file: one entry is one product, with all its rows, or one faulty row. */
export interface ImportCounts {
  readonly created: number
  readonly updated: number
  /** Equal to what the shop had: nothing was written and no job was made. */
  readonly unchanged: number
  /** Entries with errors; the first of those errors are kept for `listImportErrors`. */
  readonly failed: number
}

export interface Import extends ImportCounts {
  readonly id: string
  readonly shopId: string
  /** Null while uploading. */
  readonly jobId: string | null
  readonly format: CatalogFormat | 'auto'
  readonly fileName: string | null
  readonly state: ImportState
  readonly byteLength: number
  /** How far the file has been read, in bytes as uploaded. */
  readonly bytesRead: number
  /** Rows of the file that are accounted for: the sum over all entries of the rows they span. */
  readonly rowsSettled: number
  /** Why it failed, in words for the merchandiser. */
  readonly failure: string | null
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

export interface ImportError {
  /** Row of the file as a spreadsheet shows it. */
  readonly row: number
  readonly externalId: string | null
  readonly path: string
  readonly message: string
}

/** How a file is to be read; kept with the import. `mapping` is the JSON of a mapping file, checked by parseMapping. */
export const readingOptionsSchema = z.object({
  mapping: z.unknown().optional(),
  encoding: z.string().max(60).optional(),
})
export type ReadingOptions = z.output<typeof readingOptionsSchema>

export const importLimits = {
  /** Postgres sends bytes as hex text: 1 MiB chunks cost the reading process 70 MB more than these (bench:import). */
  chunkBytes: 262_144,
  /** A batch ends at whichever comes first: bounded work per transaction, bounded memory (500 entries: 20 MB more, no faster). */
  batchEntries: 250,
  batchChars: 1_048_576,
  errorsKept: 10_000,
  /** Of one row; a row that is wrong throughout must not hide the others. */
  errorsPerRow: 20,
  errorMessageChars: 1_000,
} as const

export function entriesOf({ created, updated, unchanged, failed }: ImportCounts): number {
  return created + updated + unchanged + failed
}

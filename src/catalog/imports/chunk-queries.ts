/** SQL of the two bulky parts of an import: its bytes, which wait for a worker, and its errors. */
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { ImportError } from './import.ts'

export async function insertChunk(
  db: Db,
  shopId: string,
  importId: string,
  seq: number,
  bytes: Uint8Array,
): Promise<void> {
  await sql`
    INSERT INTO import_chunks (import_id, shop_id, seq, bytes)
    VALUES (${importId}, ${shopId}, ${seq}::int, ${bytes}::bytea)`.execute(db)
}

/** The bytes of an import in order, one chunk in memory at a time. Ends early when the import was ended meanwhile. */
export async function* readChunks(db: Db, shopId: string, importId: string): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq += 1) {
    const { rows } = await sql<{ bytes: Uint8Array }>`
      SELECT bytes FROM import_chunks
      WHERE import_id = ${importId} AND shop_id = ${shopId} AND seq = ${seq}::int`.execute(db)
    const [chunk] = rows
    if (chunk === undefined) return
    yield chunk.bytes
  }
}

export interface NewImportError extends ImportError {
  /** Position among all errors of the import, from 0. */
  readonly seq: number
}

export async function insertImportErrors(
  trx: Db,
  shopId: string,
  importId: string,
  errors: readonly NewImportError[],
): Promise<void> {
  if (errors.length === 0) return
  await sql`
    INSERT INTO import_errors (import_id, shop_id, row_number, seq, external_id, path, message)
    SELECT ${importId}, ${shopId}, "row", seq, "externalId", path, message
    FROM jsonb_to_recordset(${JSON.stringify(errors)}::jsonb)
      AS e("row" bigint, seq integer, "externalId" text, path text, message text)`.execute(trx)
}

/** In the order of the file; `after` is the place of the last one shown. */
export async function selectImportErrors(
  db: Db,
  shopId: string,
  importId: string,
  after: { readonly row: number; readonly seq: number },
  limit: number,
): Promise<NewImportError[]> {
  const { rows } = await sql<NewImportError>`
    SELECT row_number AS "row", seq, external_id AS "externalId", path, message
    FROM import_errors
    WHERE import_id = ${importId} AND shop_id = ${shopId} AND (row_number, seq) > (${after.row}::bigint, ${after.seq}::int)
    ORDER BY row_number, seq LIMIT ${limit}::int`.execute(db)
  return rows
}

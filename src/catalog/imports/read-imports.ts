/** Reading imports and what was wrong with their rows. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { selectImportErrors } from './chunk-queries.ts'
import type { Import, ImportError } from './import.ts'
import { selectImport, selectImports } from './import-queries.ts'

/** @throws AppError catalog.import-not-found */
export async function getImport(db: Db, shopId: string, id: string): Promise<Import> {
  const found = await selectImport(db, shopId, id)
  if (found === undefined)
    throw new AppError('catalog.import-not-found', 'The shop has no import with this id.')
  return found
}

/** Newest first. */
export async function listImports(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Import>> {
  const [createdAt, id] =
    cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string().max(200)]))
  const before = createdAt === undefined || id === undefined ? undefined : { createdAt, id }
  const rows = await selectImports(db, shopId, before, limit + 1)
  return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
}

/**
 * The first errors of an import (`importLimits.errorsKept`), in the order of the file; `Import.failed` counts all.
 * @throws AppError catalog.import-not-found
 */
export async function listImportErrors(
  db: Db,
  shopId: string,
  id: string,
  { cursor, limit }: PageRequest,
): Promise<Page<ImportError>> {
  await getImport(db, shopId, id)
  const [row, seq] = cursor === undefined ? [-1, -1] : decodeCursor(cursor, z.tuple([z.int(), z.int()]))
  const page = pageOf(await selectImportErrors(db, shopId, id, { row, seq }, limit + 1), limit, (error) => [
    error.row,
    error.seq,
  ])
  return {
    ...page,
    items: page.items.map(({ row, externalId, path, message }) => ({ row, externalId, path, message })),
  }
}

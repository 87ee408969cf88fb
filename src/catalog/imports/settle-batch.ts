/** Writes one batch of an import: products, errors, follow-up jobs and the checkpoint, all in one transaction. */
import type { Db } from '../../database/schema.ts'
import type { ImportEntry } from './batch-entries.ts'
import { insertImportErrors, type NewImportError } from './chunk-queries.ts'
import { importLimits, type ImportCounts } from './import.ts'
import { advanceCheckpoint, lockAtCheckpoint } from './import-queries.ts'
import { selectRowHashes, upsertProducts } from './upsert-queries.ts'

/** Makes the jobs that follow from changed products; called in the transaction that changes them. */
export type PlanChanges = (trx: Db, shopId: string, productIds: readonly number[]) => Promise<void>

export interface SettleBatchDeps {
  readonly db: Db
  readonly planChanges: PlanChanges
}

export interface BatchPlace {
  readonly shopId: string
  readonly importId: string
  /** The checkpoint this batch goes on from. */
  readonly entriesSettled: number
  readonly errorsStored: number
  readonly bytesRead: number
}

export type BatchOutcome =
  | {
      readonly kind: 'settled'
      readonly counts: ImportCounts
      readonly rows: number
      readonly errorsStored: number
    }
  /** Another runner has settled these entries, or the import has ended: nothing was written. */
  | { readonly kind: 'moved' | 'ended' }

/** All or nothing; two runners with the same place never both settle. */
export async function settleBatch(
  { db, planChanges }: SettleBatchDeps,
  place: BatchPlace,
  entries: readonly ImportEntry[],
): Promise<BatchOutcome> {
  const { shopId, importId } = place
  const products = entries.flatMap((entry) => entry.product ?? [])
  const errors = listErrors(entries, place.errorsStored)
  const rows = entries.reduce((sum, entry) => sum + entry.sourceRows, 0)
  return db.transaction().execute(async (trx): Promise<BatchOutcome> => {
    const lock = await lockAtCheckpoint(trx, shopId, importId, place.entriesSettled)
    if (lock !== 'ours') return { kind: lock }
    const hashes = await selectRowHashes(
      trx,
      shopId,
      products.map((product) => product.externalId),
    )
    const changed = products.filter((product) => hashes.get(product.externalId) !== product.rowHash)
    const upserted = await upsertProducts(trx, shopId, changed)
    if (upserted.length > 0)
      await planChanges(
        trx,
        shopId,
        upserted.map((product) => product.productId),
      )
    await insertImportErrors(trx, shopId, importId, errors)
    const created = upserted.filter((product) => product.created).length
    const counts = {
      created,
      updated: upserted.length - created,
      unchanged: products.length - changed.length,
      failed: entries.length - products.length,
    }
    await advanceCheckpoint(trx, shopId, importId, { rows, counts, bytesRead: place.bytesRead })
    return { kind: 'settled', counts, rows, errorsStored: place.errorsStored + errors.length }
  })
}

function listErrors(entries: readonly ImportEntry[], stored: number): NewImportError[] {
  const { errorsKept, errorsPerRow, errorMessageChars } = importLimits
  return entries
    .flatMap(({ row, externalId, errors }) =>
      errors.slice(0, errorsPerRow).map(({ path, message }) => ({
        row,
        externalId: externalId === null ? null : printable(externalId),
        path: printable(path),
        message: printable(message.slice(0, errorMessageChars)),
      })),
    )
    .slice(0, Math.max(0, errorsKept - stored))
    .map((error, index) => ({ ...error, seq: stored + index }))
}

/** A complaint may quote the very characters that cannot be stored. */
function printable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\u{FFFD}')
}

/** Taking in a catalogue file: its bytes go to the database as they arrive, then a job is queued to read them. */
import type { Clock } from '../../clock.ts'
import type { Db, Json } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue } from '../../queue/outbox.ts'
import type { CatalogFormat } from '../formats/catalog-format.ts'
import { parseMapping } from '../formats/jsonl/mapping.ts'
import { insertChunk } from './chunk-queries.ts'
import { importLimits, type Import } from './import.ts'
import { deleteImport, insertImport, queueImport } from './import-queries.ts'
import { getImport } from './read-imports.ts'

export interface ReceiveImportDeps {
  readonly db: Db
  readonly clock: Clock
  /** Largest upload in bytes, as sent. */
  readonly maxBytes: number
}

export interface ReceiveImportRequest {
  readonly shopId: string
  readonly format: CatalogFormat | 'auto'
  /** The JSON of a mapping file; goes with jsonl. */
  readonly mapping?: Json | undefined
  readonly fileName?: string | undefined
  /** WHATWG label; unset: recognised from the bytes. */
  readonly encoding?: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
  readonly id?: string | undefined
  /** Runs in the transaction that accepts the import, for what must be true exactly when it is (idempotency keys). */
  readonly onAccept?: ((trx: Db, importId: string) => Promise<void>) | undefined
}

/**
 * Stores the upload and queues its import. When the upload breaks off, is too large or is refused, nothing stays.
 * @throws AppError catalog.feed-too-large, catalog.mapping-invalid; what the byte source throws passes through
 */
export async function receiveImport(
  { db, clock, maxBytes }: ReceiveImportDeps,
  request: ReceiveImportRequest,
): Promise<Import> {
  const { shopId, format, mapping, fileName, encoding, bytes, onAccept } = request
  if (mapping !== undefined) checkMapping(mapping, format)
  const id = request.id ?? newId('imp')
  const options = {
    ...(mapping === undefined ? {} : { mapping }),
    ...(encoding === undefined ? {} : { encoding }),
  }
  await insertImport(db, { id, shopId, format, fileName: fileName ?? null, options, createdAt: clock.now() })
  try {
    const byteLength = await storeChunks(db, shopId, id, bytes, maxBytes)
    await db.transaction().execute(async (trx) => {
      const jobId = newId('job')
      if (!(await queueImport(trx, shopId, id, { jobId, byteLength }))) {
        throw new AppError('catalog.import-finished', 'The import was cancelled while its file was uploaded.')
      }
      await enqueue(trx, jobs.runImport, { shopId, id: jobId, payload: { importId: id } })
      await onAccept?.(trx, id)
    })
  } catch (error) {
    await deleteImport(db, shopId, id)
    throw error
  }
  return getImport(db, shopId, id)
}

function checkMapping(mapping: Json, format: CatalogFormat | 'auto'): void {
  if (format !== 'jsonl' && format !== 'auto') {
    throw new AppError('catalog.mapping-invalid', `A mapping goes with jsonl, not with ${format}.`)
  }
  parseMapping(mapping)
}

/** Cuts the stream into chunks of one size, whatever the network delivers, and returns its length. */
async function storeChunks(
  db: Db,
  shopId: string,
  importId: string,
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  const chunk = new Uint8Array(importLimits.chunkBytes)
  let filled = 0
  let seq = 0
  let byteLength = 0
  for await (const piece of source) {
    byteLength += piece.length
    if (byteLength > maxBytes) {
      throw new AppError(
        'catalog.feed-too-large',
        `The file is larger than ${String(maxBytes)} bytes. Compress or split it.`,
      )
    }
    for (let taken = 0; taken < piece.length;) {
      const part = piece.subarray(taken, taken + chunk.length - filled)
      chunk.set(part, filled)
      filled += part.length
      taken += part.length
      if (filled < chunk.length) continue
      await insertChunk(db, shopId, importId, seq, chunk)
      seq += 1
      filled = 0
    }
  }
  if (filled > 0) await insertChunk(db, shopId, importId, seq, chunk.subarray(0, filled))
  return byteLength
}

/** Keeping a shop's attribute dictionary: read it, replace it, change single entries. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { planDriftOfShop } from '../../drift/plan-drift.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { dictionaryEntrySchema, type DictionaryEntry } from './dictionary-entry.ts'
import {
  countEntries,
  deleteEntries,
  deleteEntriesExcept,
  selectEntries,
  upsertEntries,
} from './dictionary-queries.ts'

/** Every job of the shop reads the dictionary whole. */
export const DICTIONARY_ENTRIES_MAX = 5_000

export interface DictionaryChange {
  /** Entries of the shop now. */
  readonly entries: number
  /** Entries that are new or differ from before. */
  readonly changed: number
  readonly removed: number
}

/** A page in the order of attribute names. */
export async function listDictionary(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<DictionaryEntry>> {
  const after = cursor === undefined ? '' : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const page = pageOf(await selectEntries(db, shopId, after, limit + 1), limit, (row) => [row.attribute])
  return { items: page.items.map((row) => dictionaryEntrySchema.parse(row.entry)), next: page.next }
}

/** Makes the dictionary exactly these entries. Call it in a transaction. */
export async function replaceDictionary(
  trx: Db,
  shopId: string,
  entries: readonly DictionaryEntry[],
): Promise<DictionaryChange> {
  requireDistinct(entries)
  const removed = await deleteEntriesExcept(
    trx,
    shopId,
    entries.map(({ attribute }) => attribute),
  )
  const changed = await upsertEntries(trx, shopId, entries)
  if (changed + removed > 0) await planDriftOfShop(trx, shopId)
  return { entries: entries.length, changed, removed }
}

/** Sets and removes single entries; the others stay. Call it in a transaction. */
export async function changeDictionary(
  trx: Db,
  shopId: string,
  { set, remove }: { readonly set: readonly DictionaryEntry[]; readonly remove: readonly string[] },
): Promise<DictionaryChange> {
  requireDistinct(set)
  const removed = await deleteEntries(trx, shopId, remove)
  const changed = await upsertEntries(trx, shopId, set)
  const entries = await countEntries(trx, shopId)
  if (entries > DICTIONARY_ENTRIES_MAX)
    throw new AppError(
      'content.dictionary-too-large',
      `A dictionary holds at most ${String(DICTIONARY_ENTRIES_MAX)} entries; remove some first.`,
    )
  if (changed + removed > 0) await planDriftOfShop(trx, shopId)
  return { entries, changed, removed }
}

function requireDistinct(entries: readonly DictionaryEntry[]): void {
  const seen = new Set<string>()
  const errors = entries.flatMap(({ attribute }, index) => {
    if (!seen.has(attribute)) {
      seen.add(attribute)
      return []
    }
    return [{ path: `${String(index)}.attribute`, message: `"${attribute}" is here twice` }]
  })
  if (errors.length > 0)
    throw new AppError('request.invalid', 'An attribute has one entry.', { errors: errors.slice(0, 20) })
}

/** Mailings are forgotten after a month, and their recipients with the visitor. */
import type { Db } from '../../database/schema.ts'
import { deleteOldMailings, deleteRecipient, selectMailingsOf } from './mailing-queries.ts'

/** As long as the slates behind them. */
const keptDays = 30

/** Called now and then by a worker. */
export function purgeMailings(db: Db): Promise<void> {
  return deleteOldMailings(db, keptDays)
}

/** Mailings of the last month to a visitor, with what each showed; few enough for one page. */
export async function* mailingsOf(
  db: Db,
  shopId: string,
  visitor: string,
): AsyncGenerator<readonly object[]> {
  yield await selectMailingsOf(db, shopId, visitor)
}

/** Part of an erasure. */
export function eraseRecipient(trx: Db, shopId: string, visitor: string): Promise<void> {
  return deleteRecipient(trx, shopId, visitor)
}

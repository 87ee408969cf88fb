/** Everything kept about a visitor: what they did, what they were shown, and the e-mails made for them. */
import type { Db } from '../../database/schema.ts'
import { exportVisitor as exportBehaviour } from '../../events/visitors/export-visitor.ts'
import { mailingsOf } from '../mailings/keep-mailings.ts'
import { slatesOf } from '../slates/keep-slates.ts'

/** `{"visitor", "erased_at", "events", "visits", "slates", "mailings"}` as JSON, oldest first. */
export function exportVisitor(db: Db, shopId: string, visitor: string): AsyncGenerator<Uint8Array> {
  return exportBehaviour(db, shopId, visitor, [
    { name: 'slates', pages: slatesOf(db, shopId, visitor) },
    { name: 'mailings', pages: mailingsOf(db, shopId, visitor) },
  ])
}

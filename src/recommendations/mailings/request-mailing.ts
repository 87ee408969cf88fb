/** Accepts a mailing: its recipients and its job in the caller's transaction, so a 202 is never lost. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { newId } from '../../ids.ts'
import { jobs } from '../../queue/jobs.ts'
import { enqueue } from '../../queue/outbox.ts'
import type { Mailing, MailingRequest } from './mailing.ts'
import { insertMailing } from './mailing-queries.ts'
import { getMailing } from './read-mailings.ts'

export async function requestMailing(
  trx: Db,
  clock: Clock,
  { shopId, visitors, ...asked }: MailingRequest & { readonly shopId: string },
): Promise<Mailing> {
  const id = newId('job')
  await enqueue(trx, jobs.fillMailing, { id, shopId, payload: {} })
  await insertMailing(trx, { id, shopId, asked: JSON.stringify(asked), visitors, createdAt: clock.now() })
  return getMailing(trx, shopId, id)
}

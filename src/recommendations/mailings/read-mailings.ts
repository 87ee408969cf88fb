/** Reading and cancelling mailings. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import { cancelJobs } from '../../queue/job-queries.ts'
import { runFailureOf, runStateOf } from '../../queue/run-state.ts'
import { mailingAskedSchema, type Mailing } from './mailing.ts'
import { findMailing, selectMailings, type MailingRow } from './mailing-queries.ts'

/** @throws AppError recommendations.mailing-not-found */
export async function getMailing(db: Db, shopId: string, id: string): Promise<Mailing> {
  const row = await findMailing(db, shopId, id)
  if (row === undefined) throw mailingNotFound()
  return toMailing(row)
}

export function mailingNotFound(): AppError {
  return new AppError(
    'recommendations.mailing-not-found',
    'The shop has no mailing with this id; they are kept for 30 days.',
  )
}

/** A page, newest first. */
export async function listMailings(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Mailing>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]))
  const rows = await selectMailings(
    db,
    shopId,
    after === null ? null : { createdAt: after[0], id: after[1] },
    limit + 1,
  )
  const page = pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: page.items.map(toMailing), next: page.next }
}

/** Slates made so far stay. @throws AppError recommendations.mailing-not-found | jobs.not-cancellable */
export async function cancelMailing(trx: Db, shopId: string, id: string): Promise<Mailing> {
  await getMailing(trx, shopId, id)
  const { ended, asked } = await cancelJobs(trx, shopId, id)
  if (ended + asked === 0) throw new AppError('jobs.not-cancellable', 'This mailing has ended already.')
  return getMailing(trx, shopId, id)
}

const progressSchema = z.object({ answered: z.int() }).catch({ answered: 0 })

function toMailing(row: MailingRow): Mailing {
  const state = runStateOf(row.state)
  const { filter, ...asked } = mailingAskedSchema.parse(row.asked)
  return {
    id: row.id,
    state,
    ...asked,
    filter: filter === null ? null : { ...filter },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    recipients: row.recipients,
    answered: progressSchema.parse(row.progress).answered,
    failure: runFailureOf(state, row.error),
  }
}

/** Accepts a request to check the catalogue: its row and its job in the caller's transaction, so a 202 is never lost. */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { newId } from '../../../ids.ts'
import { jobs } from '../../../queue/jobs.ts'
import { enqueue } from '../../../queue/outbox.ts'
import type { LintRequest, LintRun } from './lint-run.ts'
import { insertLintRun } from './lint-queries.ts'
import { getLintRun } from './read-lints.ts'

export async function requestLint(
  trx: Db,
  clock: Clock,
  { shopId, filter, ...request }: LintRequest & { readonly shopId: string },
): Promise<LintRun> {
  const id = newId('job')
  await enqueue(trx, jobs.lintCatalog, { id, shopId, payload: {} })
  await insertLintRun(trx, {
    ...request,
    id,
    shopId,
    filter: filter === null ? null : JSON.stringify(filter),
    createdAt: clock.now(),
  })
  return getLintRun(trx, shopId, id)
}

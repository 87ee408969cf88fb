/** The end of a batch: finished rows are kept and booked, whatever became of the rest, and their jobs are woken. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { answerModes } from '../../inference/answer-mode.ts'
import type { BatchEndpoint, BatchStatus } from '../../inference/batch-endpoint.ts'
import { costMicros } from '../../inference/chat-model.ts'
import type { LeasedJob } from '../../queue/job.ts'
import { wakeJobs } from '../../queue/outbox.ts'
import { markReceived, moveToReleased, moveToSettled, moveToUncertain } from '../spend/ledger-queries.ts'
import { markCollected, selectOpenCalls, type BatchRecord } from './batch-queries.ts'

/** Run again after a kill, it reads the files again and books nothing twice: every move names the state it leaves. */
export async function collectBatch(
  db: Db,
  { shopId, signal }: Pick<LeasedJob<unknown>, 'shopId' | 'signal'>,
  endpoint: BatchEndpoint,
  batch: BatchRecord,
  status: BatchStatus,
): Promise<void> {
  const mode = z.enum(answerModes).parse(batch.mode)
  for (const fileId of [status.outputFileId, status.errorFileId]) {
    if (fileId === null) continue
    for await (const result of endpoint.results(fileId, mode, signal)) {
      if (!result.ok) await moveToReleased(db, shopId, result.callId, result.failure)
      else {
        const { raw, usage } = result.answer
        const cost = usage === null ? null : costMicros(endpoint.prices, usage)
        await markReceived(db, shopId, result.callId, { raw, usage, costMicros: cost })
        if (cost === null) await moveToUncertain(db, shopId, result.callId, 'the answer states no usage')
        else await moveToSettled(db, shopId, result.callId)
      }
    }
  }
  // A provider bills the rows it answered. A row missing from a batch that says it is complete is a riddle to it too.
  const isRiddle = status.state === 'completed'
  await close(db, shopId, batch, { outcome: status.state, failure: status.failure, isRiddle })
}

/** No answer will come: what may have been billed stays held, what never left is released. */
export async function giveUpBatch(
  db: Db,
  shopId: string,
  batch: BatchRecord,
  failure: string,
): Promise<void> {
  await close(db, shopId, batch, {
    outcome: 'given-up',
    failure,
    isRiddle: batch.state === 'running' || batch.state === 'creating',
  })
}

async function close(
  db: Db,
  shopId: string,
  batch: BatchRecord,
  end: { readonly outcome: string; readonly failure: string | null; readonly isRiddle: boolean },
): Promise<void> {
  const reason = end.failure ?? `the batch ended as ${end.outcome} without an answer`
  for (const id of await selectOpenCalls(db, shopId, { batchId: batch.id })) {
    if (end.isRiddle) await moveToUncertain(db, shopId, id, reason)
    else await moveToReleased(db, shopId, id, reason)
  }
  await db.transaction().execute(async (trx) => {
    await wakeJobs(trx, shopId, await markCollected(trx, shopId, batch.id, end))
  })
}

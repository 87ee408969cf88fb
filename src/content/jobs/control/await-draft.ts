/** Waits for the one draft of a copy job over one product, for callers that want it in their answer. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError, errorCatalogue, type ErrorCode } from '../../../errors.ts'
import type { Draft } from '../../drafts/draft.ts'
import { getDraft } from '../../drafts/read-drafts.ts'
import { writeResultSchema } from '../copy-job.ts'
import { findJobEnd } from './failure-queries.ts'

/** Between two looks: at first often, because the embedded writer needs milliseconds. */
const LOOK_MS_MIN = 10
const LOOK_MS_MAX = 250

/**
 * @returns undefined when the job has not ended in time; it goes on
 * @throws AppError the job's own failure; jobs.timed-out when it was cancelled
 */
export async function awaitDraft(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  shopId: string,
  jobId: string,
  limitMs: number,
): Promise<Draft | undefined> {
  const untilMs = clock.monotonicMs() + limitMs
  for (
    let pauseMs = LOOK_MS_MIN;
    clock.monotonicMs() < untilMs;
    pauseMs = Math.min(LOOK_MS_MAX, pauseMs * 1.5)
  ) {
    const end = await findJobEnd(db, shopId, jobId)
    if (end?.state === 'done') return await getDraft(db, shopId, writeResultSchema.parse(end.result).draftId)
    if (end?.state === 'failed' || end?.state === 'dead') throw failureOf(end.error)
    if (end === undefined || end.state === 'cancelled')
      throw new AppError('jobs.timed-out', 'The job of this draft was cancelled before it was written.')
    await sleep(pauseMs)
  }
  return undefined
}

function failureOf(error: unknown): AppError {
  const { code, detail } = z.object({ code: z.string(), detail: z.string() }).safeParse(error).data ?? {
    code: 'internal',
    detail: 'The job failed; see the log.',
  }
  return new AppError(isErrorCode(code) ? code : 'internal', detail)
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code)
}

/**
 * content.run-batches: carries the calls of one copy job through batches of the provider. Every run advances every batch
 * by what can be known now and comes back later; killed at any point, the next run goes on from the last committed step.
 */
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { newId } from '../../ids.ts'
import type { BatchEndpoint } from '../../inference/batch-endpoint.ts'
import { ChatUnanswered, type ChatModel } from '../../inference/chat-model.ts'
import type { ChatModels } from '../../inference/chat-model-source.ts'
import { chatApis } from '../../inference/answer-mode.ts'
import { done, snooze, type LeasedJob, type Processor } from '../../queue/job.ts'
import { wakeJobs } from '../../queue/outbox.ts'
import { keyOf, profileOf } from '../model/endpoint/endpoint-profile.ts'
import { findEndpoint } from '../model/endpoint/endpoint-queries.ts'
import { moveToReleased } from '../spend/ledger-queries.ts'
import {
  fillBatch,
  markCreating,
  markRunning,
  markUploaded,
  selectJobsOfCalls,
  selectLines,
  selectOpenBatches,
  selectOpenCalls,
  selectWaiting,
  type BatchRecord,
  type WaitingCalls,
} from './batch-queries.ts'
import { collectBatch, giveUpBatch } from './collect-batch.ts'

export interface RunBatchesDeps {
  readonly db: Db
  readonly clock: Clock
  readonly chatModels: ChatModels
}

interface BatchPayload {
  readonly copyJobId: string
}

/** A provider takes 50,000 lines and 200 MB; smaller files fail smaller. */
const ROWS_MAX = 2_000
/** Calls wait this long for the rest of their job before they leave without it. */
const FILL_WAIT_MS = 60_000
const POLL_MIN_MS = 5_000
const POLL_MAX_MS = 10 * 60_000
/** Providers promise a day; after two, nobody will answer any more. */
const GIVE_UP_MS = 48 * 60 * 60_000

export function runBatchesProcessor(deps: RunBatchesDeps): Processor<BatchPayload, { readonly done: true }> {
  return {
    async run(job) {
      const ladder = (await deps.chatModels.openai?.()) ?? []
      const { copyJobId } = job.payload
      const waiting = await selectWaiting(deps.db, job.shopId, copyJobId)
      if (waiting.unended === 0) await dropUnfilled(deps.db, job.shopId, copyJobId, 'the copy job has ended')
      else if (isTimeToFill(waiting, deps.clock.now())) await fill(deps, job, ladder)
      const open = await selectOpenBatches(deps.db, job.shopId, copyJobId)
      for (const batch of open) await advance(deps, job, ladder, batch, waiting.unended === 0)
      const left = await selectOpenBatches(deps.db, job.shopId, copyJobId)
      const after = await selectWaiting(deps.db, job.shopId, copyJobId)
      if (left.length === 0 && after.unfilled === 0 && after.undecided === 0) return done({ done: true })
      return snooze(pauseMs(left, deps.clock.now()))
    },
  }
}

function isTimeToFill({ unfilled, undecided, oldest }: WaitingCalls, now: Date): boolean {
  if (unfilled === 0 || oldest === null) return false
  return undecided === 0 || unfilled >= ROWS_MAX || now.getTime() - oldest.getTime() > FILL_WAIT_MS
}

async function fill(
  { db, clock }: RunBatchesDeps,
  job: LeasedJob<BatchPayload>,
  ladder: readonly ChatModel[],
): Promise<void> {
  const { shopId } = job
  const { copyJobId } = job.payload
  for (const chat of ladder.filter((candidate) => candidate.batches !== undefined)) {
    const row = await findEndpoint(db, keyOf(chat, shopId), clock.now())
    const profile = row === undefined ? undefined : profileOf(row)
    if (profile === undefined) continue
    const { api, mode } = profile
    const { endpoint, model } = chat
    for (;;) {
      const batch = {
        id: newId('batch'),
        shopId,
        copyJobId,
        endpoint,
        model,
        api,
        mode,
        createdAt: clock.now(),
      }
      if ((await fillBatch(db, batch, ROWS_MAX)) < ROWS_MAX) break
    }
  }
  // A call whose model is no longer configured would wait for ever.
  if ((await selectWaiting(db, shopId, copyJobId)).undecided === 0)
    await dropUnfilled(db, shopId, copyJobId, 'its model is not configured any more')
}

/** Takes a batch as far as it goes; a provider that is away is asked again later, one that refuses is left. */
async function advance(
  deps: RunBatchesDeps,
  job: LeasedJob<BatchPayload>,
  ladder: readonly ChatModel[],
  batch: BatchRecord,
  isCancelled: boolean,
): Promise<void> {
  const chat =
    ladder.find(({ endpoint, model }) => endpoint === batch.endpoint && model === batch.model) ??
    ladder.find(({ endpoint }) => endpoint === batch.endpoint)
  const endpoint = chat?.batches
  try {
    if (endpoint === undefined) {
      await giveUpBatch(deps.db, job.shopId, batch, 'its endpoint is not configured any more')
      return
    }
    const providerId = await submit(deps.db, job, endpoint, batch, isCancelled)
    if (providerId === null) return
    const status = await endpoint.read(providerId, job.signal)
    if (status.state !== 'running') await collectBatch(deps.db, job, endpoint, batch, status)
    else if (isCancelled) await endpoint.cancel(providerId, job.signal)
  } catch (error) {
    if (job.signal.aborted || !isProviders(error)) throw error
    const isRefused = error instanceof AppError && error.code === 'inference.rejected'
    const isSubmitted = batch.provider_id !== null || batch.state === 'creating'
    const ageMs = deps.clock.now().getTime() - batch.created_at.getTime()
    if ((isRefused && !isSubmitted) || ageMs > GIVE_UP_MS)
      await giveUpBatch(deps.db, job.shopId, batch, error instanceof Error ? error.message : 'refused')
  }
}

/** Uploads and creates, step by step; the provider's id, or null when there is nothing to wait for. */
async function submit(
  db: Db,
  { shopId, signal }: LeasedJob<BatchPayload>,
  endpoint: BatchEndpoint,
  batch: BatchRecord,
  isCancelled: boolean,
): Promise<string | null> {
  if (batch.provider_id !== null) return batch.provider_id
  if (isCancelled && batch.state !== 'creating') {
    await giveUpBatch(db, shopId, batch, 'the copy job has ended')
    return null
  }
  let fileId = batch.file_id
  if (fileId === null) {
    fileId = await endpoint.upload(
      `vitrine-${batch.id}.jsonl`,
      await selectLines(db, shopId, batch.id),
      signal,
    )
    await markUploaded(db, shopId, batch.id, fileId)
  }
  // A step that was begun by an earlier run may have succeeded unheard.
  const found = batch.state === 'creating' ? await endpoint.find(batch.id, signal) : undefined
  await markCreating(db, shopId, batch.id)
  const api = z.enum(chatApis).parse(batch.api)
  const created = found ?? (await endpoint.create({ batchId: batch.id, fileId, api, signal }))
  await markRunning(db, shopId, batch.id, created.id)
  return created.id
}

async function dropUnfilled(db: Db, shopId: string, copyJobId: string, reason: string): Promise<void> {
  const calls = await selectOpenCalls(db, shopId, { copyJobId })
  if (calls.length === 0) return
  for (const id of calls) await moveToReleased(db, shopId, id, reason)
  const jobIds = await selectJobsOfCalls(db, shopId, calls)
  await db.transaction().execute((trx) => wakeJobs(trx, shopId, jobIds))
}

/** A young batch is looked at often, an old one rarely. */
function pauseMs(open: readonly BatchRecord[], now: Date): number {
  const youngest = open.reduce((latest, batch) => Math.max(latest, batch.created_at.getTime()), 0)
  const ageMs = youngest === 0 ? 0 : now.getTime() - youngest
  return Math.min(Math.max(ageMs / 4, POLL_MIN_MS), POLL_MAX_MS)
}

function isProviders(error: unknown): boolean {
  if (error instanceof ChatUnanswered) return true
  return error instanceof AppError && error.code.startsWith('inference.')
}

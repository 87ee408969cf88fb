/** Asking for a re-index, and calling it off. */
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { cancelJobs } from '../../../queue/job-queries.ts'
import { jobs } from '../../../queue/jobs.ts'
import { enqueue } from '../../../queue/outbox.ts'
import { defaultSpec } from '../embedding-version.ts'
import {
  findPointed,
  insertVersion,
  listCurrentVersions,
  lockVersions,
  setState,
} from '../version-queries.ts'
import { findOpenReindex } from './reindex-queries.ts'
import { getReindex, type Reindex } from './reindex.ts'

export interface ReindexRequest {
  readonly shopId: string
  /** "minilm+lsa", "openai:text-embedding-3-small", …; `default` is the live one, or the configured one of a new shop. */
  readonly spec: string
  /** Build a new version although the live one has this spec: a fitted model learns the catalogue of today. */
  readonly force?: boolean
}

/**
 * Enqueues a re-index and returns it. The live spec again completes the live version where something is missing;
 * a build that ended early is taken up where it stopped; anything else builds a new version beside the live one.
 *
 * @throws AppError catalog.reindex-running
 */
export async function requestReindex(
  trx: Db,
  _clock: Clock,
  { shopId, spec, force = false }: ReindexRequest,
): Promise<Reindex> {
  await lockVersions(trx, shopId)
  const open = await findOpenReindex(trx, shopId)
  if (open !== undefined) {
    throw new AppError(
      'catalog.reindex-running',
      `Re-index ${open.id} has not ended; watch it or cancel it first.`,
    )
  }
  const versionId = await chooseVersion(trx, shopId, spec, force)
  const id = await enqueue(trx, jobs.reindex, { shopId, payload: { versionId } })
  return getReindex(trx, shopId, id)
}

async function chooseVersion(trx: Db, shopId: string, spec: string, force: boolean): Promise<string> {
  const { live } = await findPointed(trx, shopId)
  const wanted = spec === defaultSpec ? (live?.spec ?? defaultSpec) : spec
  if (live?.spec === wanted && !force) return live.id
  const abandoned = (await listCurrentVersions(trx, shopId)).filter(({ state }) => state === 'building')
  const resumed = force ? undefined : abandoned.find((version) => version.spec === wanted)
  for (const version of abandoned) {
    if (version.id !== resumed?.id) await setState(trx, shopId, version.id, 'failed')
  }
  return resumed?.id ?? (await insertVersion(trx, shopId, wanted)).id
}

/**
 * Cancels the re-index and its waiting batches; a batch that runs stops at its next slice. What was embedded stays,
 * so that the same request takes it up again.
 *
 * @throws AppError catalog.reindex-not-found, jobs.not-cancellable when it has ended
 */
export async function cancelReindex(trx: Db, _clock: Clock, shopId: string, id: string): Promise<Reindex> {
  await getReindex(trx, shopId, id)
  const { ended, asked } = await cancelJobs(trx, shopId, id)
  if (ended + asked === 0) throw new AppError('jobs.not-cancellable', `Re-index ${id} has already ended.`)
  return getReindex(trx, shopId, id)
}

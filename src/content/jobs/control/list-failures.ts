/** Which products of a copy job failed, and why: the list behind the counts. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { selectFailureRows, type FailureRow } from './failure-queries.ts'
import { getCopyJob } from '../read-copy-jobs.ts'

export const copyFailureSchema = z.object({
  jobId: z.string(),
  /** The shop's own id; null when the product is gone. */
  product: z.string().nullable(),
  code: z.string(),
  detail: z.string(),
  attempts: z.int(),
  failedAt: z.date(),
})
export type CopyFailure = z.output<typeof copyFailureSchema>

/** @throws AppError content.copy-job-not-found */
export async function listCopyFailures(
  db: Db,
  shopId: string,
  copyJobId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<CopyFailure>> {
  await getCopyJob(db, shopId, copyJobId)
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.string()]))[0]
  const rows = await selectFailureRows(db, shopId, copyJobId, after, limit + 1)
  const page = pageOf(rows, limit, (row) => [row.job_id])
  return { items: page.items.map(toFailure), next: page.next }
}

const errorSchema = z.object({ code: z.string(), detail: z.string() })

function toFailure(row: FailureRow): CopyFailure {
  const error = errorSchema.safeParse(row.error).data ?? {
    code: 'internal',
    detail: 'The job failed; see the log.',
  }
  return {
    jobId: row.job_id,
    product: row.external_id,
    code: error.code,
    detail: error.detail,
    attempts: row.attempts,
    failedAt: row.finished_at,
  }
}

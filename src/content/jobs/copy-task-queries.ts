/** Everything the writing of a batch of products needs, in one statement. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db, Json } from '../../database/schema.ts'
import { copyFieldSchema, type CopyField } from '../drafts/segment.ts'
import {
  subjectColumns,
  subjectJoins,
  toSubject,
  type Subject,
  type SubjectRow,
} from '../drafts/subject-queries.ts'
import type { DraftState } from '../review/draft-state.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import { voiceOf } from '../voice/voices.ts'
import { deliverySchema, writerChoiceSchema, type Delivery, type WriterChoice } from './copy-job.ts'

export interface CopyTask extends Subject {
  readonly jobId: string
  readonly fields: readonly CopyField[]
  readonly locale: string
  readonly writer: WriterChoice
  readonly seed: number
  readonly maxCostMicros: number | null
  readonly voice: BrandVoice
  readonly delivery: Delivery
  /** The latest drafts of the product in this locale: candidates for reuse. */
  readonly drafts: readonly {
    readonly id: string
    readonly cacheKey: string
    readonly state: DraftState
  }[]
}

/** Drafts looked at for reuse; older ones are not worth the read. */
const DRAFTS_CONSIDERED = 8

interface TaskRow extends SubjectRow {
  readonly job_id: string
  readonly fields: string[]
  readonly locale: string
  readonly writer: string
  readonly seed: number
  readonly max_cost_micros: number | null
  readonly voice_id: string | null
  readonly voice: Json
  readonly delivery: string
  readonly drafts: CopyTask['drafts']
}

/** One task per job whose product and request still exist, in no particular order. */
export async function loadCopyTasks(
  db: Db,
  wanted: readonly {
    readonly jobId: string
    readonly shopId: string
    readonly copyJobId: string
    readonly productId: number
  }[],
): Promise<CopyTask[]> {
  const { rows } = await sql<TaskRow>`
    SELECT x."jobId" AS job_id, c.fields, c.locale, c.writer, c.seed, c.max_cost_micros, c.delivery, c.voice_id, b.voice,
      d.drafts, ${subjectColumns}
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS x("jobId" text, "shopId" text, "copyJobId" text, "productId" bigint)
    JOIN copy_jobs c ON c.id = x."copyJobId" AND c.shop_id = x."shopId"
    JOIN products p ON p.id = x."productId" AND p.shop_id = x."shopId"
    LEFT JOIN brand_voices b ON b.shop_id = c.shop_id AND b.id = c.voice_id AND b.version = c.voice_version
    ${subjectJoins(sql`c.locale`)}
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'cacheKey', cache_key, 'state', state)), '[]') AS drafts
      FROM (SELECT id, cache_key, state FROM copy_drafts
        WHERE shop_id = x."shopId" AND product_id = p.id ORDER BY created_at DESC LIMIT ${DRAFTS_CONSIDERED}::int) latest
    ) d`.execute(db)
  return rows.map((row) => ({
    ...toSubject(row),
    jobId: row.job_id,
    fields: z.array(copyFieldSchema).parse(row.fields),
    locale: row.locale,
    writer: writerChoiceSchema.parse(row.writer),
    seed: row.seed,
    maxCostMicros: row.max_cost_micros,
    voice: voiceOf(row.voice_id, row.voice),
    delivery: deliverySchema.parse(row.delivery),
    drafts: row.drafts,
  }))
}

/** Everything the writing of a batch of products needs, in one statement. */
import { sql } from 'kysely'
import { z } from 'zod'
import type { Product } from '../../catalog/product.ts'
import type { StoredProduct } from '../../catalog/stored-product.ts'
import type { Db } from '../../database/schema.ts'
import { copyFieldSchema, type CopyField } from '../drafts/segment.ts'
import { writerChoiceSchema, type WriterChoice } from './copy-job.ts'

export interface CopyTask {
  readonly jobId: string
  readonly product: StoredProduct
  readonly fields: readonly CopyField[]
  readonly locale: string
  readonly writer: WriterChoice
  readonly seed: number
  readonly maxCostMicros: number | null
  /** The latest drafts of the product in this locale: candidates for reuse. */
  readonly drafts: readonly {
    readonly id: string
    readonly cacheKey: string
    readonly state: 'ready' | 'needs-review'
  }[]
}

/** Drafts looked at for reuse; older ones are not worth the read. */
const DRAFTS_CONSIDERED = 8

interface TaskRow {
  readonly job_id: string
  readonly fields: string[]
  readonly locale: string
  readonly writer: string
  readonly seed: number
  readonly max_cost_micros: number | null
  readonly drafts: CopyTask['drafts']
  readonly product_id: number
  readonly external_id: string
  readonly product_locale: string
  readonly title: string
  readonly brand: string | null
  readonly category: string[]
  readonly currency: string
  readonly attributes: Product['attributes']
  readonly updated_at: Date
  readonly created_at: Date
  readonly variants: StoredProduct['variants']
}

/** One task per job whose product and request still exist, in no particular order. Supplier prose is not read. */
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
    SELECT w."jobId" AS job_id, c.fields, c.locale, c.writer, c.seed, c.max_cost_micros, d.drafts,
      p.id AS product_id, p.external_id, p.locale AS product_locale, p.title, p.brand, p.category, p.currency,
      p.attributes, p.updated_at, p.created_at, v.variants
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS w("jobId" text, "shopId" text, "copyJobId" text, "productId" bigint)
    JOIN copy_jobs c ON c.id = w."copyJobId" AND c.shop_id = w."shopId"
    JOIN products p ON p.id = w."productId" AND p.shop_id = w."shopId"
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('variantId', id, 'id', external_id, 'title', title, 'options', options,
        'attributes', attributes, 'priceMinor', price_minor, 'compareAtPriceMinor', compare_at_price_minor,
        'stockUnits', stock_units, 'gtin', gtin, 'mpn', mpn) ORDER BY position), '[]') AS variants
      FROM variants WHERE product_id = p.id
    ) v
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'cacheKey', cache_key, 'state', state)), '[]') AS drafts
      FROM (SELECT id, cache_key, state FROM copy_drafts
        WHERE shop_id = w."shopId" AND product_id = p.id ORDER BY created_at DESC LIMIT ${DRAFTS_CONSIDERED}::int) latest
    ) d`.execute(db)
  return rows.map(toTask)
}

function toTask(row: TaskRow): CopyTask {
  return {
    jobId: row.job_id,
    fields: z.array(copyFieldSchema).parse(row.fields),
    locale: row.locale,
    writer: writerChoiceSchema.parse(row.writer),
    seed: row.seed,
    maxCostMicros: row.max_cost_micros,
    drafts: row.drafts,
    product: {
      productId: row.product_id,
      id: row.external_id,
      locale: row.product_locale,
      title: row.title,
      brand: row.brand,
      category: row.category,
      currency: row.currency,
      attributes: row.attributes,
      variants: row.variants,
      updatedAt: row.updated_at,
      createdAt: row.created_at,
      // What no fact comes from is left out of the read: prose, images, columns of the source file.
      description: null,
      shortDescription: null,
      status: 'active',
      url: null,
      images: [],
      tags: [],
      source: {},
    },
  }
}

/** Keeping certificates and promotions: list, read, put and remove them under ids the shop chooses. */
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError, type ErrorCode } from '../../../errors.ts'
import { planDriftOfShop } from '../../drift/plan-drift.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import {
  certificateContentSchema,
  type Certificate,
  type CertificateContent,
} from '../certificates/certificate.ts'
import { promotionContentSchema, type Promotion, type PromotionContent } from '../promotions/promotion.ts'
import {
  deleteRecord,
  findRecord,
  selectRecords,
  upsertRecord,
  type RecordRow,
  type RecordTable,
} from './record-queries.ts'

interface Kept {
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** The four verbs of one kind of record. A put is idempotent: the same content under the same id changes nothing. */
export interface Records<Content, Item> {
  list(db: Db, shopId: string, page: PageRequest): Promise<Page<Item & Kept>>
  /** @throws AppError content.certificate-not-found or content.promotion-not-found */
  get(db: Db, shopId: string, id: string): Promise<Item & Kept>
  put(trx: Db, clock: Clock, shopId: string, id: string, content: Content): Promise<Item & Kept>
  /** @throws AppError content.certificate-not-found or content.promotion-not-found */
  remove(trx: Db, shopId: string, id: string): Promise<void>
}

export const certificates: Records<CertificateContent, Certificate> = recordsOf({
  table: 'certificates',
  missing: 'content.certificate-not-found',
  parse: (content) => certificateContentSchema.parse(content),
  endOf: (content) => content.expiresAt,
})

export const promotions: Records<PromotionContent, Promotion> = recordsOf({
  table: 'promotions',
  missing: 'content.promotion-not-found',
  parse: (content) => promotionContentSchema.parse(content),
  endOf: (content) => content.endsAt,
})

function recordsOf<Content extends object>({
  table,
  missing,
  parse,
  endOf,
}: {
  readonly table: RecordTable
  readonly missing: ErrorCode
  readonly parse: (content: unknown) => Content
  readonly endOf: (content: Content) => string
}): Records<Content, Content & { readonly id: string }> {
  const toItem = (row: RecordRow) => ({
    id: row.id,
    ...parse(row.content),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  })
  const absent = (id: string) =>
    new AppError(missing, `The shop keeps no record "${id}" here; the list shows those it has.`)
  return {
    async list(db, shopId, { cursor, limit }) {
      const after = cursor === undefined ? '' : decodeCursor(cursor, z.tuple([z.string()]))[0]
      const page = pageOf(await selectRecords(db, table, shopId, after, limit + 1), limit, (row) => [row.id])
      return { items: page.items.map(toItem), next: page.next }
    },
    async get(db, shopId, id) {
      const row = await findRecord(db, table, shopId, id)
      if (row === undefined) throw absent(id)
      return toItem(row)
    },
    async put(trx, clock, shopId, id, content) {
      const row = await upsertRecord(trx, table, shopId, {
        id,
        content: JSON.stringify(content),
        endsAt: endOf(content),
        now: clock.now(),
      })
      if (row === undefined) throw absent(id)
      await planDriftOfShop(trx, shopId)
      return toItem(row)
    },
    async remove(trx, shopId, id) {
      if (!(await deleteRecord(trx, table, shopId, id))) throw absent(id)
      await planDriftOfShop(trx, shopId)
    },
  }
}

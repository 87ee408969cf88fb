/** SQL of certificates and promotions: two tables of one shape, a record's content and the moment it ends. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface RecordRow {
  readonly id: string
  readonly content: Json
  readonly created_at: Date
  readonly updated_at: Date
}

export type RecordTable = 'certificates' | 'promotions'

const endColumn = { certificates: 'expires_at', promotions: 'ends_at' } as const

export async function selectRecords(
  db: Db,
  table: RecordTable,
  shopId: string,
  after: string,
  limit: number,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    SELECT id, content, created_at, updated_at FROM ${sql.table(table)}
    WHERE shop_id = ${shopId} AND id COLLATE "C" > ${after} ORDER BY id COLLATE "C" LIMIT ${limit}::int`.execute(
    db,
  )
  return rows
}

export async function findRecord(
  db: Db,
  table: RecordTable,
  shopId: string,
  id: string,
): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`
    SELECT id, content, created_at, updated_at FROM ${sql.table(table)}
    WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0]
}

export async function upsertRecord(
  trx: Db,
  table: RecordTable,
  shopId: string,
  record: { readonly id: string; readonly content: string; readonly endsAt: string; readonly now: Date },
): Promise<RecordRow | undefined> {
  const end = sql.ref(endColumn[table])
  const { rows } = await sql<RecordRow>`
    INSERT INTO ${sql.table(table)} (shop_id, id, content, ${end}, created_at, updated_at)
    VALUES (${shopId}, ${record.id}, ${record.content}::jsonb, ${record.endsAt}::timestamptz, ${record.now}, ${record.now})
    ON CONFLICT (shop_id, id) DO UPDATE SET content = excluded.content, ${end} = excluded.${end},
      updated_at = excluded.updated_at
    RETURNING id, content, created_at, updated_at`.execute(trx)
  return rows[0]
}

/** @returns whether there was one */
export async function deleteRecord(
  trx: Db,
  table: RecordTable,
  shopId: string,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`DELETE FROM ${sql.table(table)} WHERE shop_id = ${shopId} AND id = ${id}
    RETURNING id`.execute(trx)
  return rows.length > 0
}

/** SQL of stored slates. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'

export interface NewSlate {
  readonly shop_id: string
  readonly id: string
  readonly at: string
  readonly placement: string
  readonly visitor: string | null
  readonly epoch: number
  readonly counted_seq: number
  readonly counted_until: string | null
  readonly arm: string | null
  readonly rules: readonly string[]
  readonly asked: unknown
  readonly items: unknown
  readonly explored: unknown
}

export interface StoredSlate {
  readonly id: string
  readonly at: Date
  readonly epoch: number
  readonly countedSeq: number
  readonly countedUntil: Date | null
  readonly arm: string | null
  readonly rules: readonly string[]
  readonly asked: Json
  readonly items: Json
  readonly explored: Json
}

/** Slates of several shops in one statement; a shop or a visitor that went away in between loses its own. */
export async function insertSlates(db: Db, slates: readonly NewSlate[]): Promise<void> {
  await sql`
    INSERT INTO slates (shop_id, id, at, placement, visitor, epoch, counted_seq, counted_until, arm, rules, asked, items,
      explored)
    SELECT r.* FROM jsonb_to_recordset(${JSON.stringify(slates)}::jsonb) AS r(shop_id text, id text, at timestamptz,
      placement text, visitor text, epoch bigint, counted_seq bigint, counted_until timestamptz, arm text, rules text[],
      asked jsonb, items jsonb, explored jsonb)
    WHERE EXISTS (SELECT FROM shops s WHERE s.id = r.shop_id)
      AND NOT EXISTS (SELECT FROM erased_visitors gone
        WHERE gone.shop_id = r.shop_id AND gone.visitor = sha256(convert_to(r.visitor, 'UTF8')))
    ON CONFLICT (shop_id, id) DO NOTHING`.execute(db)
}

export async function selectSlate(db: Db, shopId: string, id: string): Promise<StoredSlate | undefined> {
  const { rows } = await sql<StoredSlate>`
    SELECT id, at, epoch, counted_seq AS "countedSeq", counted_until AS "countedUntil", arm, rules, asked, items,
      explored
    FROM slates WHERE shop_id = ${shopId} AND id = ${id}`.execute(db)
  return rows[0]
}

export interface VisitorSlate {
  readonly slate: string
  readonly at: Date
  readonly placement: string
  readonly asked: Json
  readonly items: Json
}

/** Slates of a visitor after the place, oldest first. */
export async function selectSlatesOf(
  db: Db,
  shopId: string,
  visitor: string,
  after: readonly [Date, string] | undefined,
  limit: number,
): Promise<VisitorSlate[]> {
  const [at, id] = after ?? [null, null]
  const { rows } = await sql<VisitorSlate>`
    SELECT id AS slate, at, placement, asked, items FROM slates
    WHERE shop_id = ${shopId} AND visitor = ${visitor}
      AND (${at}::timestamptz IS NULL OR (at, id) > (${at}::timestamptz, ${id}::text))
    ORDER BY at, id LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Of all shops: slates are kept for a time, not for a number. */
export async function deleteOldSlates(db: Db, days: number): Promise<void> {
  await sql`DELETE FROM slates WHERE at < now() - make_interval(days => ${days}::int)`.execute(db)
  // A slate that was being stored while its visitor was erased may have been committed after it.
  await sql`
    DELETE FROM slates s USING erased_visitors gone
    WHERE gone.erased_at > now() - interval '2 days' AND s.shop_id = gone.shop_id AND s.at > now() - interval '3 days'
      AND s.visitor IS NOT NULL AND sha256(convert_to(s.visitor, 'UTF8')) = gone.visitor`.execute(db)
}

export async function deleteSlatesOf(trx: Db, shopId: string, visitor: string): Promise<void> {
  await sql`DELETE FROM slates WHERE shop_id = ${shopId} AND visitor = ${visitor}`.execute(trx)
}

/** SQL of mailings and their recipients. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'

export interface MailingRow {
  readonly id: string
  readonly asked: Json
  readonly recipients: number
  readonly created_at: Date
  readonly state: string
  readonly progress: Json
  readonly error: Json
  readonly finished_at: Date | null
}

export interface NewMailing {
  readonly id: string
  readonly shopId: string
  readonly asked: string
  readonly visitors: readonly string[]
  readonly createdAt: Date
}

/** Each visitor once, in the order of the list, and nobody who was erased. */
export async function insertMailing(
  trx: Db,
  { id, shopId, asked, visitors, createdAt }: NewMailing,
): Promise<void> {
  await sql`
    WITH named AS (
      SELECT visitor, row_number() OVER (ORDER BY min(place)) - 1 AS number
      FROM unnest(${visitors}::text[]) WITH ORDINALITY AS listed (visitor, place)
      WHERE NOT EXISTS (SELECT FROM erased_visitors gone
        WHERE gone.shop_id = ${shopId} AND gone.visitor = sha256(convert_to(listed.visitor, 'UTF8')))
      GROUP BY visitor
    ), mailing AS (
      INSERT INTO mailings (id, shop_id, asked, recipients, created_at)
      SELECT ${id}, ${shopId}, ${asked}::jsonb, count(*), ${createdAt}::timestamptz FROM named
    )
    INSERT INTO mailing_recipients (mailing_id, shop_id, number, visitor)
    SELECT ${id}, ${shopId}, number, visitor FROM named`.execute(trx)
}

const columns = sql`m.id, m.asked, m.recipients, m.created_at, j.state, j.progress, j.error, j.finished_at`

export async function findMailing(db: Db, shopId: string, id: string): Promise<MailingRow | undefined> {
  const { rows } = await sql<MailingRow>`
    SELECT ${columns} FROM mailings m JOIN jobs j ON j.id = m.id
    WHERE m.shop_id = ${shopId} AND m.id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, ties by id. */
export async function selectMailings(
  db: Db,
  shopId: string,
  after: { readonly createdAt: string; readonly id: string } | null,
  limit: number,
): Promise<MailingRow[]> {
  const keyset =
    after === null ? sql`` : sql`AND (m.created_at, m.id) < (${after.createdAt}::timestamptz, ${after.id})`
  const { rows } = await sql<MailingRow>`
    SELECT ${columns} FROM mailings m JOIN jobs j ON j.id = m.id
    WHERE m.shop_id = ${shopId} ${keyset}
    ORDER BY m.created_at DESC, m.id DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

export interface RecipientRow {
  readonly number: number
  readonly visitor: string
  readonly slate: string | null
}

/** In the order of the list, numbered above `after`. */
export async function selectRecipients(
  db: Db,
  shopId: string,
  id: string,
  after: number,
  limit: number,
): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    SELECT number, visitor, slate FROM mailing_recipients
    WHERE shop_id = ${shopId} AND mailing_id = ${id} AND number > ${after}::int
    ORDER BY number LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Recipients without a slate, and of them nobody who was erased. */
export async function selectWaiting(
  db: Db,
  shopId: string,
  id: string,
  limit: number,
): Promise<{ readonly number: number; readonly visitor: string }[]> {
  const { rows } = await sql<{ number: number; visitor: string }>`
    SELECT number, visitor FROM mailing_recipients r
    WHERE shop_id = ${shopId} AND mailing_id = ${id} AND slate IS NULL
      AND NOT EXISTS (SELECT FROM erased_visitors gone
        WHERE gone.shop_id = ${shopId} AND gone.visitor = sha256(convert_to(r.visitor, 'UTF8')))
    ORDER BY number LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Those who were erased meanwhile have no row to store at. @returns how many were stored */
export async function storeMailingSlates(
  trx: Db,
  shopId: string,
  id: string,
  slates: readonly { readonly number: number; readonly slate: string }[],
): Promise<number> {
  const { numAffectedRows } = await sql`UPDATE mailing_recipients r SET slate = made.slate
    FROM jsonb_to_recordset(${JSON.stringify(slates)}::jsonb) AS made (number integer, slate text)
    WHERE r.shop_id = ${shopId} AND r.mailing_id = ${id} AND r.number = made.number`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

/** Mailings a visitor is a recipient of, oldest first. */
export async function selectMailingsOf(
  db: Db,
  shopId: string,
  visitor: string,
): Promise<{ readonly mailing: string; readonly at: Date; readonly slate: Json }[]> {
  const { rows } = await sql<{ mailing: string; at: Date; slate: Json }>`
    SELECT m.id AS mailing, m.created_at AS at, r.slate::jsonb AS slate
    FROM mailing_recipients r JOIN mailings m ON m.id = r.mailing_id
    WHERE r.shop_id = ${shopId} AND r.visitor = ${visitor} ORDER BY m.created_at, m.id`.execute(db)
  return rows
}

export async function countAnswered(db: Db, shopId: string, id: string): Promise<number> {
  const { rows } = await sql<{ answered: number }>`
    SELECT count(*)::integer AS answered FROM mailing_recipients
    WHERE shop_id = ${shopId} AND mailing_id = ${id} AND slate IS NOT NULL`.execute(db)
  return rows[0]?.answered ?? 0
}

/** Of all shops: mailings are kept for a time, not for a number. Those still under way stay. */
export async function deleteOldMailings(db: Db, days: number): Promise<void> {
  await sql`
    DELETE FROM mailings m USING jobs j
    WHERE j.id = m.id AND j.state NOT IN ('queued', 'paused', 'leased')
      AND m.created_at < now() - make_interval(days => ${days}::int)`.execute(db)
  // A mailing that was accepted while a visitor was erased may have been committed after it.
  await sql`
    DELETE FROM mailing_recipients r USING mailings m, erased_visitors gone
    WHERE gone.erased_at > now() - interval '2 days' AND m.created_at > now() - interval '3 days'
      AND m.shop_id = gone.shop_id AND r.mailing_id = m.id
      AND sha256(convert_to(r.visitor, 'UTF8')) = gone.visitor`.execute(db)
}

export async function deleteRecipient(trx: Db, shopId: string, visitor: string): Promise<void> {
  await sql`DELETE FROM mailing_recipients WHERE shop_id = ${shopId} AND visitor = ${visitor}`.execute(trx)
}

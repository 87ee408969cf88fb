/** SQL of brand voices. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'

export interface VoiceRow {
  readonly id: string
  readonly version: number
  readonly voice: Json
  readonly is_default: boolean
  readonly created_at: Date
}

const columns = sql`v.id, v.version, v.voice, v.created_at,
  EXISTS (SELECT FROM brand_voice_defaults d WHERE d.shop_id = v.shop_id AND d.voice_id = v.id) AS is_default`

/** The latest version of each voice, by id; `after` is the last id shown. */
export async function selectLatestVoices(
  db: Db,
  shopId: string,
  after: string | null,
  limit: number,
): Promise<VoiceRow[]> {
  const keyset = after === null ? sql`` : sql`AND v.id > ${after}`
  const { rows } = await sql<VoiceRow>`
    SELECT DISTINCT ON (v.id) ${columns} FROM brand_voices v
    WHERE v.shop_id = ${shopId} ${keyset} ORDER BY v.id, v.version DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/** One version, or the latest; undefined when there is none. */
export async function findVoiceRow(
  db: Db,
  shopId: string,
  id: string,
  version: number | null,
): Promise<VoiceRow | undefined> {
  const ofVersion = version === null ? sql`` : sql`AND v.version = ${version}`
  const { rows } = await sql<VoiceRow>`
    SELECT ${columns} FROM brand_voices v
    WHERE v.shop_id = ${shopId} AND v.id = ${id} ${ofVersion} ORDER BY v.version DESC LIMIT 1`.execute(db)
  return rows[0]
}

/** The latest version of the shop's default voice; undefined when it has none. */
export async function findDefaultVoiceRow(db: Db, shopId: string): Promise<VoiceRow | undefined> {
  const { rows } = await sql<VoiceRow>`
    SELECT ${columns} FROM brand_voices v
    JOIN brand_voice_defaults d ON d.shop_id = v.shop_id AND d.voice_id = v.id
    WHERE v.shop_id = ${shopId} ORDER BY v.version DESC LIMIT 1`.execute(db)
  return rows[0]
}

/** Adds the next version; two at once wait for each other on the shop's row. */
export async function insertVoiceVersion(
  trx: Db,
  shopId: string,
  id: string,
  voice: string,
  createdAt: Date,
): Promise<void> {
  await sql`
    INSERT INTO brand_voices (shop_id, id, version, voice, created_at)
    SELECT ${shopId}, ${id}, coalesce(max(version), 0) + 1, ${voice}::jsonb, ${createdAt}
    FROM brand_voices WHERE shop_id = ${shopId} AND id = ${id}`.execute(trx)
}

/** Takes the shop's row under lock, so that versions are numbered without gaps or collisions. */
export async function lockShopForVoices(trx: Db, shopId: string): Promise<void> {
  await sql`SELECT id AS shop_id FROM shops WHERE id = ${shopId} FOR UPDATE`.execute(trx)
}

export async function upsertDefaultVoice(trx: Db, shopId: string, id: string): Promise<void> {
  await sql`
    INSERT INTO brand_voice_defaults (shop_id, voice_id) VALUES (${shopId}, ${id})
    ON CONFLICT (shop_id) DO UPDATE SET voice_id = excluded.voice_id`.execute(trx)
}

export async function deleteDefaultVoice(trx: Db, shopId: string): Promise<void> {
  await sql`DELETE FROM brand_voice_defaults WHERE shop_id = ${shopId}`.execute(trx)
}

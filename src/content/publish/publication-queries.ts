/** SQL of publications: the live text of a product, its history, and the feed of changes. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'
import type { CitedFact } from '../drafts/cited-facts.ts'
import {
  publicationSchema,
  type BlockedChannels,
  type FactUse,
  type Publication,
  type PublishedChannels,
  type PublishedFields,
  type StaleSegment,
} from './publication.ts'

interface PublicationRow {
  readonly id: string
  readonly external_id: string
  readonly locale: string
  readonly draft_id: string
  readonly version: number
  readonly kind: string
  readonly state: string
  readonly fields: Json
  readonly channels: Json
  readonly blocked: Json
  readonly facts: Json
  readonly facts_hash: string
  readonly stale: Json
  readonly withdrawn: string[]
  readonly published_by: string
  readonly published_at: Date
  readonly changed: string
}

const columns = sql`c.id, p.external_id, c.locale, c.draft_id, c.version, c.kind, c.state, c.fields, c.channels, c.blocked,
  c.facts, c.facts_hash, c.stale, c.withdrawn, c.published_by, c.published_at, c.changed_xid::text AS changed`
const tables = sql`copy_publications c JOIN products p ON p.id = c.product_id`

/** Undefined when nothing of the product is published in this locale. The row is locked until the transaction ends. */
export async function claimLive(
  trx: Db,
  shopId: string,
  productId: number,
  locale: string,
): Promise<Publication | undefined> {
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} AND c.product_id = ${productId}::bigint
      AND c.locale = ${locale} AND c.state = 'live' FOR UPDATE OF c`.execute(trx)
  return rows[0] === undefined ? undefined : toPublication(rows[0])
}

/** Undefined when the shop has no such publication. */
export async function findPublication(db: Db, shopId: string, id: string): Promise<Publication | undefined> {
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} AND c.id = ${id}`.execute(db)
  return rows[0] === undefined ? undefined : toPublication(rows[0])
}

/** The latest publication of a version of a draft; undefined when it was never published. */
export async function findPublicationOfDraft(
  db: Db,
  shopId: string,
  draftId: string,
  version: number,
): Promise<Publication | undefined> {
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} AND c.draft_id = ${draftId} AND c.version = ${version}::int
    ORDER BY c.id DESC LIMIT 1`.execute(db)
  return rows[0] === undefined ? undefined : toPublication(rows[0])
}

export interface NewPublication {
  readonly id: string
  readonly shopId: string
  readonly productId: number
  readonly locale: string
  readonly draftId: string
  readonly version: number
  readonly kind: 'publish' | 'rollback'
  readonly fields: PublishedFields
  readonly channels: PublishedChannels
  readonly blocked: BlockedChannels
  readonly facts: readonly CitedFact[]
  readonly factsHash: string
  readonly publishedBy: string
  readonly publishedAt: Date
  readonly uses: readonly (FactUse & { readonly expiresAt: string | null })[]
}

/**
 * Becomes the live publication of its product and locale; the one before is replaced. The caller holds that one's lock,
 * and the unique index refuses a second live one all the same.
 */
export async function insertPublication(trx: Db, row: NewPublication): Promise<void> {
  await sql`
    UPDATE copy_publications SET state = 'replaced', changed_xid = pg_current_xact_id()
    WHERE shop_id = ${row.shopId} AND product_id = ${row.productId}::bigint AND locale = ${row.locale} AND state = 'live'`.execute(
    trx,
  )
  await sql`
    DELETE FROM copy_fact_uses u USING copy_publications c
    WHERE c.id = u.publication_id AND u.shop_id = ${row.shopId} AND c.product_id = ${row.productId}::bigint
      AND c.locale = ${row.locale}`.execute(trx)
  await sql`
    INSERT INTO copy_publications (id, shop_id, product_id, locale, draft_id, version, kind, state, fields, channels, blocked,
      facts, facts_hash, published_by, published_at)
    VALUES (${row.id}, ${row.shopId}, ${row.productId}::bigint, ${row.locale}, ${row.draftId}, ${row.version}::int,
      ${row.kind}, 'live', ${JSON.stringify(row.fields)}::jsonb, ${JSON.stringify(row.channels)}::jsonb,
      ${JSON.stringify(row.blocked)}::jsonb, ${JSON.stringify(row.facts)}::jsonb, ${row.factsHash}, ${row.publishedBy},
      ${row.publishedAt}::timestamptz)`.execute(trx)
  await sql`
    INSERT INTO copy_fact_uses (publication_id, shop_id, product_id, fact_id, channel, field, segment, expires_at)
    SELECT ${row.id}::text, ${row.shopId}::text, ${row.productId}::bigint, "factId", channel, field, segment, "expiresAt"
    FROM jsonb_to_recordset(${JSON.stringify(row.uses)}::jsonb)
      AS u("factId" text, channel text, field text, segment int, "expiresAt" timestamptz)`.execute(trx)
}

/** Newest first; of one draft, of one product, or of the shop. `after` is the last id shown. */
export async function selectPublications(
  db: Db,
  shopId: string,
  {
    product,
    draftId,
    state,
  }: {
    readonly product?: string | undefined
    readonly draftId?: string | undefined
    readonly state?: 'live' | 'replaced' | 'stale' | undefined
  },
  after: string | null,
  limit: number,
): Promise<Publication[]> {
  const ofProduct = product === undefined ? sql`` : sql`AND p.external_id = ${product}`
  const ofDraft = draftId === undefined ? sql`` : sql`AND c.draft_id = ${draftId}`
  const inState =
    state === undefined
      ? sql``
      : state === 'stale'
        ? sql`AND c.state = 'live' AND c.stale <> '[]'`
        : sql`AND c.state = ${state}`
  const keyset = after === null ? sql`` : sql`AND c.id < ${after}`
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} ${ofProduct} ${ofDraft} ${inState} ${keyset}
    ORDER BY c.id DESC LIMIT ${limit}::int`.execute(db)
  return rows.map(toPublication)
}

export interface ChangedPublication {
  readonly publication: Publication
  /** Where the next read goes on: transaction number and id. */
  readonly position: readonly [changed: string, id: string]
}

/**
 * Live publications that changed after a position, oldest change first. Rows of transactions that may still be running
 * beside older ones are held back, so that a reader who goes on from the last position misses none.
 */
export async function selectChanges(
  db: Db,
  shopId: string,
  after: readonly [changed: string, id: string] | null,
  limit: number,
): Promise<ChangedPublication[]> {
  const keyset = after === null ? sql`` : sql`AND (c.changed_xid, c.id) > (${after[0]}::xid8, ${after[1]})`
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} AND c.state = 'live' ${keyset}
      AND c.changed_xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY c.changed_xid, c.id LIMIT ${limit}::int`.execute(db)
  return rows.map((row) => ({ publication: toPublication(row), position: [row.changed, row.id] }))
}

/** What the drift watch found; the row counts as changed only when that differs from what is known. */
export async function recordDrift(
  trx: Db,
  shopId: string,
  id: string,
  stale: readonly StaleSegment[],
  withdrawn: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    UPDATE copy_publications SET stale = ${JSON.stringify(stale)}::jsonb, withdrawn = ${withdrawn}::text[],
      changed_xid = pg_current_xact_id()
    WHERE shop_id = ${shopId} AND id = ${id} AND state = 'live'
      AND (stale <> ${JSON.stringify(stale)}::jsonb OR withdrawn <> ${withdrawn}::text[]) RETURNING id`.execute(
    trx,
  )
  return rows.length === 1
}

/** Live publications of these products, locked in the order of their ids. */
export async function claimLiveOf(
  trx: Db,
  shopId: string,
  productIds: readonly number[],
): Promise<Publication[]> {
  const { rows } = await sql<PublicationRow>`
    SELECT ${columns} FROM ${tables} WHERE c.shop_id = ${shopId} AND c.product_id = ANY(${productIds}::bigint[])
      AND c.state = 'live' ORDER BY c.id FOR UPDATE OF c`.execute(trx)
  return rows.map(toPublication)
}

/** Products that have something published: of these, or of the whole shop when `productIds` is null. */
export async function selectPublishedProducts(
  db: Db,
  shopId: string,
  productIds: readonly number[] | null,
): Promise<number[]> {
  const among = productIds === null ? sql`` : sql`AND product_id = ANY(${productIds}::bigint[])`
  const { rows } = await sql<{ product_id: number }>`
    SELECT DISTINCT product_id FROM copy_publications WHERE shop_id = ${shopId} AND state = 'live' ${among}
    ORDER BY product_id`.execute(db)
  return rows.map((row) => row.product_id)
}

/** Products with a published citation that has run out and is not yet marked, by shop_id; at most `limit`. */
export async function selectEndedCitations(
  db: Db,
  now: Date,
  limit: number,
): Promise<{ readonly shopId: string; readonly productId: number }[]> {
  const { rows } = await sql<{ shop_id: string; product_id: number }>`
    SELECT DISTINCT u.shop_id, u.product_id FROM copy_fact_uses u JOIN copy_publications c ON c.id = u.publication_id
    WHERE u.expires_at <= ${now}::timestamptz AND c.state = 'live'
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(c.stale) s, jsonb_array_elements(s->'reasons') r
        WHERE r->>'factId' = u.fact_id)
    ORDER BY u.shop_id, u.product_id LIMIT ${limit}::int`.execute(db)
  return rows.map((row) => ({ shopId: row.shop_id, productId: row.product_id }))
}

function toPublication(row: PublicationRow): Publication {
  return publicationSchema.parse({
    id: row.id,
    product: row.external_id,
    locale: row.locale,
    draftId: row.draft_id,
    version: row.version,
    kind: row.kind,
    state: row.state,
    fields: row.fields,
    channels: row.channels,
    blocked: row.blocked,
    facts: row.facts,
    factsHash: row.facts_hash,
    stale: row.stale,
    withdrawn: row.withdrawn,
    publishedBy: row.published_by,
    publishedAt: row.published_at,
  })
}

/** Stored images: their rows, their parts, the relations of their epoch, and where the models of a shop stand. */
import { sql } from 'kysely'
import type { Db, Json } from '../../database/schema.ts'

export interface ModelState {
  readonly epoch: number
  readonly viewers: number
  readonly buyers: number
  readonly countedSeq: number
  readonly countedUntil: Date
  readonly erasedAt: Date
}

interface StateRow {
  readonly epoch: number
  readonly viewers: number
  readonly buyers: number
  readonly counted_seq: number
  readonly counted_until: Date
  readonly erased_at: Date
}

/** The state of the shop, made when it has none, locked until the transaction ends. */
export async function lockModelState(trx: Db, shopId: string): Promise<ModelState> {
  await sql`INSERT INTO model_states (shop_id) VALUES (${shopId}) ON CONFLICT DO NOTHING`.execute(trx)
  const { rows } = await sql<StateRow>`
    SELECT epoch, viewers, buyers, counted_seq,
      CASE WHEN counted_until = '-infinity' THEN to_timestamp(0) ELSE counted_until END AS counted_until,
      CASE WHEN erased_at = '-infinity' THEN to_timestamp(0) ELSE erased_at END AS erased_at
    FROM model_states WHERE shop_id = ${shopId} FOR UPDATE`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error('The state of the models was not made.')
  return toState(row)
}

function toState(row: StateRow): ModelState {
  return {
    epoch: row.epoch,
    viewers: row.viewers,
    buyers: row.buyers,
    countedSeq: row.counted_seq,
    countedUntil: row.counted_until,
    erasedAt: row.erased_at,
  }
}

/** A number for a build; none is given twice. */
export async function takeEpoch(db: Db, shopId: string): Promise<number> {
  const { rows } = await sql<{ epoch: number }>`
    INSERT INTO model_states (shop_id, last_epoch) VALUES (${shopId}, 1)
    ON CONFLICT (shop_id) DO UPDATE SET last_epoch = model_states.last_epoch + 1
    RETURNING last_epoch AS epoch`.execute(db)
  return rows[0]?.epoch ?? 1
}

/** @param rows a JSON array of `[kind, src, dst, ab, a, b, score, lo, hi]` */
export async function insertRelations(db: Db, shopId: string, epoch: number, rows: string): Promise<void> {
  await sql`
    INSERT INTO relations (shop_id, epoch, kind, src, dst, ab, a, b, score, lo, hi)
    SELECT ${shopId}, ${epoch}::bigint, r->>0, r->>1, r->>2, (r->>3)::int, (r->>4)::int, (r->>5)::int,
      (r->>6)::real, (r->>7)::real, (r->>8)::real
    FROM json_array_elements(${rows}::json) r`.execute(db)
}

export async function insertChunk(
  db: Db,
  shopId: string,
  chunk: { readonly epoch: number; readonly part: number; readonly bytes: Uint8Array },
): Promise<void> {
  await sql`
    INSERT INTO image_chunks (shop_id, epoch, part, bytes)
    VALUES (${shopId}, ${chunk.epoch}::bigint, ${chunk.part}::int, ${chunk.bytes})`.execute(db)
}

export async function readChunk(
  db: Db,
  shopId: string,
  epoch: number,
  part: number,
): Promise<Uint8Array | undefined> {
  const { rows } = await sql<{ bytes: Uint8Array }>`
    SELECT bytes FROM image_chunks
    WHERE shop_id = ${shopId} AND epoch = ${epoch}::bigint AND part = ${part}::int`.execute(db)
  return rows[0]?.bytes
}

export interface StoredImage {
  readonly epoch: number
  readonly seq: number
  readonly countedUntil: Date
  readonly builtAt: Date
  /** SHA-256 of the file, hexadecimal. */
  readonly checksum: string
  readonly bytes: number
  readonly counts: Json
  readonly buildMs: number
  readonly modelHash: string
  readonly promoted: boolean
}

/** Publishes a build: from here on its relations and its image are those of the shop. */
export async function publishImage(
  trx: Db,
  shopId: string,
  image: StoredImage,
  voters: { readonly viewers: number; readonly buyers: number },
): Promise<void> {
  await sql`
    INSERT INTO images (shop_id, epoch, seq, counted_until, built_at, checksum, bytes, counts, build_ms, model_hash, promoted)
    VALUES (${shopId}, ${image.epoch}::bigint, ${image.seq}::bigint, ${image.countedUntil}, ${image.builtAt},
      decode(${image.checksum}, 'hex'), ${image.bytes}::bigint, ${JSON.stringify(image.counts)}::jsonb,
      ${image.buildMs}::int, ${image.modelHash}, ${image.promoted})`.execute(trx)
  await sql`
    UPDATE model_states SET epoch = ${image.epoch}::bigint, viewers = ${voters.viewers}::int, buyers = ${voters.buyers}::int,
      counted_seq = ${image.seq}::bigint, counted_until = ${image.countedUntil}
    WHERE shop_id = ${shopId}`.execute(trx)
}

/** Newest first. */
export async function listStoredImages(db: Db, shopId: string, limit: number): Promise<StoredImage[]> {
  const { rows } = await sql<StoredImage>`
    SELECT epoch, seq, counted_until AS "countedUntil", built_at AS "builtAt", encode(checksum, 'hex') AS checksum, bytes, counts,
      build_ms AS "buildMs", model_hash AS "modelHash", promoted
    FROM images WHERE shop_id = ${shopId} ORDER BY epoch DESC LIMIT ${limit}::int`.execute(db)
  return rows
}

/**
 * Deletes images beyond the newest `keep`, parts and relations of no image and no build since `epoch`, and notes of erased visits that
 * every image was built after; a day later, because a build may be under way.
 */
export async function deleteOldImages(
  db: Db,
  shopId: string,
  { keep, epoch }: { readonly keep: number; readonly epoch: number },
): Promise<void> {
  await sql`
    DELETE FROM images WHERE shop_id = ${shopId} AND epoch NOT IN (
      SELECT epoch FROM images WHERE shop_id = ${shopId} ORDER BY epoch DESC LIMIT ${keep}::int)`.execute(db)
  await sql`
    DELETE FROM image_chunks c WHERE c.shop_id = ${shopId} AND c.epoch < ${epoch}::bigint
      AND NOT EXISTS (SELECT FROM images i WHERE i.shop_id = c.shop_id AND i.epoch = c.epoch)`.execute(db)
  await sql`DELETE FROM relations WHERE shop_id = ${shopId} AND epoch < ${epoch}::bigint`.execute(db)
  await sql`
    DELETE FROM visit_erasures WHERE shop_id = ${shopId} AND erased_at < now() - interval '1 day'
      AND seq <= (SELECT min(seq) FROM images WHERE shop_id = ${shopId})`.execute(db)
}

/** A build of the shop that has not ended and will read what is stored from now on. */
export async function findOpenBuild(db: Db, shopId: string, kind: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM jobs WHERE shop_id = ${shopId} AND kind = ${kind} AND state = 'queued' LIMIT 1`.execute(db)
  return rows[0]?.id
}

/**
 * Shops with something to learn whose newest image is missing, from before `before` with a log or catalogue that moved on,
 * or from before settings were promoted; without those that have a build under way.
 */
export async function listDueShops(db: Db, before: Date): Promise<string[]> {
  const { rows } = await sql<{ shop_id: string }>`
    SELECT s.id AS shop_id FROM shops s
    LEFT JOIN LATERAL (SELECT * FROM images i WHERE i.shop_id = s.id ORDER BY i.epoch DESC LIMIT 1) i ON true
    LEFT JOIN visit_logs l ON l.shop_id = s.id
    LEFT JOIN promoted_models p ON p.shop_id = s.id
    WHERE NOT EXISTS (SELECT FROM jobs j WHERE j.shop_id = s.id AND j.kind = 'recommendations.build-image'
        AND j.state IN ('queued', 'leased'))
      AND NOT EXISTS (SELECT FROM jobs j WHERE j.shop_id = s.id AND j.kind = 'recommendations.build-image'
        AND j.state IN ('failed', 'dead') AND j.finished_at > ${before})
      AND CASE
        WHEN i.epoch IS NULL THEN l.last_seq > 0 OR EXISTS (SELECT FROM embedding_pointers e WHERE e.shop_id = s.id)
        WHEN p.promoted_at > i.built_at THEN true
        ELSE i.built_at < ${before} AND (l.last_seq > i.seq
          OR EXISTS (SELECT FROM products q WHERE q.shop_id = s.id AND q.updated_at > i.built_at)
          OR EXISTS (SELECT FROM embedding_pointers e WHERE e.shop_id = s.id AND e.switched_at > i.built_at))
      END
    ORDER BY s.id`.execute(db)
  return rows.map(({ shop_id }) => shop_id)
}

/** Shops whose models have been built. */
export async function listShopsWithImage(db: Db): Promise<string[]> {
  const { rows } = await sql<{ shop_id: string }>`
    SELECT s.id AS shop_id FROM shops s WHERE EXISTS (SELECT FROM images i WHERE i.shop_id = s.id) ORDER BY 1`.execute(
    db,
  )
  return rows.map(({ shop_id }) => shop_id)
}

/** Whether a visit was erased from the log after an entry. */
export async function hasErasureSince(db: Db, shopId: string, seq: number): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM visit_erasures WHERE shop_id = ${shopId} AND seq > ${seq}::bigint LIMIT 1`.execute(db)
  return rows.length > 0
}

/** Drops everything that was learnt while the visitor was there: images, and relations of products they met. */
export async function dropLearnt(
  trx: Db,
  shopId: string,
  { products, erasedAt }: { readonly products: readonly string[]; readonly erasedAt: Date },
): Promise<number> {
  await sql`DELETE FROM images WHERE shop_id = ${shopId}`.execute(trx)
  await sql`DELETE FROM image_chunks WHERE shop_id = ${shopId}`.execute(trx)
  const { rows } = await sql<{ dropped: number }>`
    WITH gone AS (
      DELETE FROM relations WHERE shop_id = ${shopId} AND (src = ANY(${products}::text[]) OR dst = ANY(${products}::text[]))
      RETURNING 1
    )
    SELECT count(*) AS dropped FROM gone`.execute(trx)
  await sql`UPDATE model_states SET erased_at = ${erasedAt} WHERE shop_id = ${shopId}`.execute(trx)
  return rows[0]?.dropped ?? 0
}

/** Takes one voter out of the totals. */
export async function lowerTotals(
  trx: Db,
  shopId: string,
  { viewers, buyers }: { readonly viewers: number; readonly buyers: number },
): Promise<void> {
  await sql`
    UPDATE model_states SET viewers = greatest(0, viewers - ${viewers}::int), buyers = greatest(0, buyers - ${buyers}::int)
    WHERE shop_id = ${shopId}`.execute(trx)
}

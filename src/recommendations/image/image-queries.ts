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

export async function findModelState(db: Db, shopId: string): Promise<ModelState | undefined> {
  const { rows } = await sql<StateRow>`
    SELECT epoch, viewers, buyers, counted_seq, counted_until, to_timestamp(0) AS erased_at
    FROM model_states WHERE shop_id = ${shopId} AND epoch > 0`.execute(db)
  return rows[0] && toState(rows[0])
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

/** Deletes images beyond the newest `keep`, and parts and relations of no image and no build since `epoch`. */
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
}

/** SQL of explored slates that were seen, with whether the product drawn was clicked. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'

export interface SeenSlate {
  readonly id: string
  readonly at: Date
  readonly request: Json
  readonly explored: Json
  /** The visitor, or the visit where it may not be linked. */
  readonly visitor: string
  readonly clicked: boolean
}

/** Where a page of slates ended. */
export interface SlatePlace {
  readonly at: Date
  readonly id: string
}

/**
 * Newest first, before the place; at most `limit` slates are looked at, so that a page may come back short of those nobody saw.
 * @returns the slates seen, and where to go on; undefined at the end
 */
export async function selectSeenSlates(
  db: Db,
  shopId: string,
  {
    since,
    before,
    limit,
  }: { readonly since: Date; readonly before: SlatePlace | undefined; readonly limit: number },
): Promise<{ readonly slates: readonly SeenSlate[]; readonly next: SlatePlace | undefined }> {
  const place = before === undefined ? sql`true` : sql`(at, id) < (${before.at}::timestamptz, ${before.id})`
  const { rows } = await sql<SeenSlate & { readonly seen: boolean | null }>`
    WITH page AS MATERIALIZED (
      SELECT id, at, asked->'request' AS request, explored FROM slates
      WHERE shop_id = ${shopId} AND explored IS NOT NULL AND at >= ${since}::timestamptz AND ${place}
      ORDER BY at DESC, id DESC LIMIT ${limit}::int
    )
    SELECT p.id, p.at, p.request, p.explored, e.visitor, coalesce(e.clicked, false) AS clicked, e.seen
    FROM page p CROSS JOIN LATERAL (
      SELECT min(coalesce('v' || visitor, 's' || session)) AS visitor, bool_or(type = 'impression') AS seen,
        bool_or(type = 'click' AND product = p.explored->>'shown') AS clicked
      FROM events
      WHERE shop_id = ${shopId} AND slate = p.id AND at >= p.at - interval '1 hour' AND type IN ('impression', 'click')
    ) e
    ORDER BY p.at DESC, p.id DESC`.execute(db)
  const last = rows.at(-1)
  return {
    slates: rows.filter(({ seen }) => seen === true),
    next: last === undefined || rows.length < limit ? undefined : { at: last.at, id: last.id },
  }
}

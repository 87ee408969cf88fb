/** SQL of attribute dictionaries. */
import { sql } from 'kysely'
import type { Db, Json } from '../../../database/schema.ts'
import type { DictionaryEntry } from './dictionary-entry.ts'

/** Entries after the attribute `after`, in the order of their names. */
export async function selectEntries(
  db: Db,
  shopId: string,
  after: string,
  limit: number,
): Promise<{ attribute: string; entry: Json }[]> {
  const { rows } = await sql<{ attribute: string; entry: Json }>`
    SELECT attribute, entry FROM attribute_dictionary
    WHERE shop_id = ${shopId} AND attribute COLLATE "C" > ${after}
    ORDER BY attribute COLLATE "C" LIMIT ${limit}::int`.execute(db)
  return rows
}

/** Writes the entries, one per attribute; those that stay as they were are not touched. @returns how many changed */
export async function upsertEntries(
  trx: Db,
  shopId: string,
  entries: readonly DictionaryEntry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const { rows } = await sql`
    INSERT INTO attribute_dictionary (shop_id, attribute, entry)
    SELECT ${shopId}, e->>'attribute', e FROM jsonb_array_elements(${JSON.stringify(entries)}::jsonb) e
    ON CONFLICT (shop_id, attribute) DO UPDATE SET entry = excluded.entry, updated_at = now()
      WHERE attribute_dictionary.entry <> excluded.entry
    RETURNING attribute`.execute(trx)
  return rows.length
}

/** @returns how many there were */
export async function deleteEntries(trx: Db, shopId: string, attributes: readonly string[]): Promise<number> {
  const { rows } = await sql`DELETE FROM attribute_dictionary
    WHERE shop_id = ${shopId} AND attribute = ANY (${attributes}::text[]) RETURNING attribute`.execute(trx)
  return rows.length
}

/** @returns how many there were */
export async function deleteEntriesExcept(
  trx: Db,
  shopId: string,
  attributes: readonly string[],
): Promise<number> {
  const { rows } = await sql`DELETE FROM attribute_dictionary
    WHERE shop_id = ${shopId} AND NOT attribute = ANY (${attributes}::text[]) RETURNING attribute`.execute(
    trx,
  )
  return rows.length
}

export async function countEntries(db: Db, shopId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM attribute_dictionary WHERE shop_id = ${shopId}`.execute(db)
  return rows[0]?.count ?? 0
}

export interface UnitUse {
  readonly attribute: string
  /** Products that state a number without a unit. */
  readonly bare: number
  /** Unit → products that state it with this attribute. */
  readonly units: Readonly<Record<string, number>>
  /** Some of the bare values, as the feed states them. */
  readonly examples: readonly (string | number)[]
}

/** Every attribute with numbers that lack a unit, most frequent first; archived products do not count. */
export async function selectUnitUse(db: Db, shopId: string): Promise<UnitUse[]> {
  const { rows } = await sql<UnitUse>`
    WITH stated AS (
      SELECT a.key AS attribute, a.value->>'unit' AS unit, count(*) AS products, min(a.value->>'value') AS least,
        max(a.value->>'value') AS greatest
      FROM products p CROSS JOIN LATERAL jsonb_each(p.attributes) a
      WHERE p.shop_id = ${shopId} AND p.status <> 'archived' AND (a.value->>'unit' IS NOT NULL
        OR jsonb_typeof(a.value->'value') = 'number'
        OR (jsonb_typeof(a.value->'value') = 'string' AND a.value->>'value' ~ '^[0-9][0-9.,/x× –:+-]*$'))
      GROUP BY 1, 2
    )
    SELECT attribute, coalesce(sum(products) FILTER (WHERE unit IS NULL), 0)::int AS bare,
      coalesce(jsonb_object_agg(unit, products) FILTER (WHERE unit IS NOT NULL), '{}') AS units,
      coalesce(jsonb_agg(least) FILTER (WHERE unit IS NULL), '[]')
        || coalesce(jsonb_agg(greatest) FILTER (WHERE unit IS NULL), '[]') AS examples
    FROM stated GROUP BY attribute
    HAVING sum(products) FILTER (WHERE unit IS NULL) > 0
    ORDER BY bare DESC, attribute`.execute(db)
  return rows
}

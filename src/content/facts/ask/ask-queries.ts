/** SQL of the ask list: which attributes products of one kind have, and which products lack one of them. */
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../../database/schema.ts'

/** Products of one leaf category, or of one product type where there is no category. */
export interface Holding {
  readonly kind: string
  readonly attribute: string
  /** Active products of the kind. */
  readonly products: number
  /** Of them, those with the attribute on the product, a variant or an option. */
  readonly have: number
  /** Of these, those whose value is a number without a unit. */
  readonly bare: number
}

export interface AskScope {
  /** The shop's own id of a product: only its kind, and only what it lacks. */
  readonly product?: string | undefined
  /** Leaf category as the catalogue writes it, levels joined by " > ". */
  readonly category?: string | undefined
}

const kindOf = sql`coalesce(nullif(array_to_string(p.category, ' > '), ''), p.attributes->'product_type'->>'value', '')`

function scopeSql(shopId: string, { product, category }: AskScope): RawBuilder<boolean> {
  const ofProduct =
    product === undefined
      ? sql`true`
      : sql`${kindOf} = (SELECT ${kindOf} FROM products p WHERE p.shop_id = ${shopId} AND p.external_id = ${product})`
  const ofCategory = category === undefined ? sql`true` : sql`${kindOf} = ${category}`
  return sql<boolean>`(p.shop_id = ${shopId} AND p.status = 'active' AND ${ofProduct} AND ${ofCategory})`
}

/** Every attribute that some product of a kind has. */
export async function selectHoldings(db: Db, shopId: string, scope: AskScope): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    WITH listed AS MATERIALIZED (
      SELECT p.id, ${kindOf} AS kind, p.attributes, p.facets FROM products p WHERE ${scopeSql(shopId, scope)}
    ),
    kinds AS (SELECT kind, count(*)::int AS products FROM listed GROUP BY kind),
    held AS (
      SELECT l.kind, a.name AS attribute, count(*)::int AS have,
        count(*) FILTER (WHERE jsonb_typeof(l.attributes->a.name->'value') = 'number'
          AND l.attributes->a.name->>'unit' IS NULL)::int AS bare
      FROM listed l CROSS JOIN LATERAL jsonb_array_elements_text(l.facets->'attr') AS a(name)
      GROUP BY 1, 2
    )
    SELECT h.kind, h.attribute, k.products, h.have, h.bare FROM held h JOIN kinds k USING (kind)`.execute(db)
  return rows
}

/** Whether the product has the attribute in a form that can be said once its unit is known or it needs none. */
const hasSql = (attribute: RawBuilder<unknown>, bareCounts: RawBuilder<unknown>) => sql`(
  coalesce(p.facets->'attr', '[]') ? ${attribute} AND (${bareCounts}
    OR jsonb_typeof(p.attributes->${attribute}->'value') IS DISTINCT FROM 'number'
    OR p.attributes->${attribute}->>'unit' IS NOT NULL))`

export interface Wanted {
  readonly kind: string
  readonly attribute: string
  /** A bare number of this attribute can be said. */
  readonly isUnitless: boolean
}

/** For each wanted attribute some of the products that lack it, the first imported first. */
export async function selectLacking(
  db: Db,
  shopId: string,
  wanted: readonly Wanted[],
  product: string | undefined,
  examples: number,
): Promise<(readonly string[])[]> {
  if (wanted.length === 0) return []
  const only = product === undefined ? sql`true` : sql`p.external_id = ${product}`
  const { rows } = await sql<{ lacking: string[] }>`
    SELECT coalesce(l.lacking, '{}') AS lacking
    FROM jsonb_to_recordset(${JSON.stringify(wanted.map((one, index) => ({ ...one, index })))}::jsonb)
      AS w(kind text, attribute text, "isUnitless" boolean, index integer)
    CROSS JOIN LATERAL (
      SELECT array_agg(f.external_id) AS lacking FROM (
        SELECT p.external_id FROM products p
        WHERE p.shop_id = ${shopId} AND p.status = 'active' AND ${kindOf} = w.kind AND ${only}
          AND NOT ${hasSql(sql`w.attribute`, sql`w."isUnitless"`)}
        ORDER BY p.id LIMIT ${examples}::int) f
    ) l
    ORDER BY w.index`.execute(db)
  return rows.map((row) => row.lacking)
}

/** Attributes that the product lacks, of those wanted of its kind. */
export async function selectLackedBy(
  db: Db,
  shopId: string,
  product: string,
  wanted: readonly Wanted[],
): Promise<Set<string>> {
  const { rows } = await sql<{ attribute: string }>`
    SELECT w.attribute
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS w(kind text, attribute text, "isUnitless" boolean)
    JOIN products p ON p.shop_id = ${shopId} AND p.external_id = ${product} AND ${kindOf} = w.kind
    WHERE NOT ${hasSql(sql`w.attribute`, sql`w."isUnitless"`)}`.execute(db)
  return new Set(rows.map((row) => row.attribute))
}

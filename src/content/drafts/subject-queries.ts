/**
 * What a text is about and judged by, as parts of larger statements: the product with its variants, the shop's
 * jurisdictions, the live waivers and the locked texts of a locale. One read serves writing, editing and approving.
 */
import { sql, type RawBuilder } from 'kysely'
import { z } from 'zod'
import type { Product } from '../../catalog/product.ts'
import type { StoredProduct } from '../../catalog/stored-product.ts'
import type { Db, Json } from '../../database/schema.ts'
import { findingCodes } from '../check/finding.ts'
import type { Waiver } from '../check/gate-context.ts'
import { jurisdictions, type Jurisdiction } from '../facts/fact.ts'
import { priceLinesSql, type PriceLines } from '../facts/prices/price-ledger-queries.ts'
import { citedFactSchema } from './cited-facts.ts'
import type { LockedText } from '../review/locks/lock.ts'
import { copyFieldSchema, fieldCopySchema } from './segment.ts'

export interface Subject {
  readonly shopId: string
  readonly product: StoredProduct
  /** What its variants have cost, as the price ledger keeps it. */
  readonly priceLines: PriceLines
  /** Changes with everything an import can change; a text is stored only while it still holds. */
  readonly rowHash: string
  readonly jurisdictions: readonly Jurisdiction[]
  readonly waivers: readonly Waiver[]
  /** What people wrote in this locale and nobody else may replace. */
  readonly locks: readonly LockedText[]
}

export interface SubjectRow {
  readonly shop_id: string
  readonly product_id: number
  readonly external_id: string
  readonly product_locale: string
  readonly title: string
  readonly brand: string | null
  readonly category: string[]
  readonly currency: string
  readonly status: Product['status']
  readonly tags: string[]
  readonly attributes: Product['attributes']
  readonly price_lines: PriceLines
  readonly updated_at: Date
  readonly product_created_at: Date
  readonly row_hash: string
  readonly variants: StoredProduct['variants']
  readonly jurisdictions: Json
  readonly waivers: Json
  readonly locks: Json
}

/** Columns for a statement with products as `p` and `subjectJoins`. Supplier prose is not read: no fact comes from it. */
export const subjectColumns = sql`p.shop_id, p.id AS product_id, p.external_id, p.locale AS product_locale, p.title, p.brand,
  p.category, p.currency, p.status, p.tags, p.attributes, ${priceLinesSql('p')} AS price_lines, p.updated_at, p.created_at AS product_created_at, p.row_hash, v.variants,
  coalesce(s.settings->'jurisdictions', '["eu"]'::jsonb) AS jurisdictions, w.waivers, k.locks`

/** @param locale the expression of the text's locale */
export function subjectJoins(locale: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`JOIN shops s ON s.id = p.shop_id
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('variantId', id, 'id', external_id, 'title', title, 'options', options,
        'attributes', attributes, 'priceMinor', price_minor, 'compareAtPriceMinor', compare_at_price_minor,
        'stockUnits', stock_units, 'gtin', gtin, 'mpn', mpn) ORDER BY position), '[]') AS variants
      FROM variants WHERE product_id = p.id
    ) v
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'code', code, 'reason', reason, 'approver', approver,
        'product', CASE WHEN product_id IS NOT NULL THEN p.external_id END,
        'expiresAt', to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY id), '[]') AS waivers
      FROM copy_waivers WHERE shop_id = p.shop_id AND revoked_at IS NULL AND (product_id IS NULL OR product_id = p.id)
    ) w
    CROSS JOIN LATERAL (
      SELECT coalesce(jsonb_agg(jsonb_build_object('field', field, 'copy', copy, 'facts', facts) ORDER BY field), '[]') AS locks
      FROM copy_locks WHERE shop_id = p.shop_id AND product_id = p.id AND copy_locks.locale = ${locale}
    ) k`
}

const jurisdictionsSchema = z.array(z.enum(jurisdictions))
const waiversSchema = z.array(
  z.object({
    id: z.string(),
    code: z.enum(findingCodes),
    product: z.string().nullable(),
    reason: z.string(),
    approver: z.string(),
    expiresAt: z.string(),
  }),
)
const locksSchema = z.array(
  z.object({ field: copyFieldSchema, copy: fieldCopySchema, facts: z.array(citedFactSchema) }),
)

export function toSubject(row: SubjectRow): Subject {
  return {
    shopId: row.shop_id,
    priceLines: row.price_lines,
    rowHash: row.row_hash,
    jurisdictions: jurisdictionsSchema.parse(row.jurisdictions),
    waivers: waiversSchema.parse(row.waivers),
    locks: locksSchema.parse(row.locks),
    product: {
      productId: row.product_id,
      id: row.external_id,
      locale: row.product_locale,
      title: row.title,
      brand: row.brand,
      category: row.category,
      currency: row.currency,
      attributes: row.attributes,
      variants: row.variants,
      updatedAt: row.updated_at,
      createdAt: row.product_created_at,
      // What no fact comes from is left out of the read: prose, images, columns of the source file.
      description: null,
      shortDescription: null,
      status: row.status,
      url: null,
      images: [],
      tags: row.tags,
      source: {},
    },
  }
}

/** What the texts of these products in one locale are judged by, by our id of the product; unknown ids are absent. */
export async function loadSubjects(
  db: Db,
  shopId: string,
  wanted: readonly { readonly productId: number; readonly locale: string }[],
): Promise<Map<string, Subject>> {
  const { rows } = await sql<SubjectRow & { locale: string }>`
    SELECT x.locale, ${subjectColumns}
    FROM (SELECT DISTINCT "productId", locale
      FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS r("productId" bigint, locale text)) x
    JOIN products p ON p.id = x."productId" AND p.shop_id = ${shopId}
    ${subjectJoins(sql`x.locale`)}`.execute(db)
  return new Map(rows.map((row) => [subjectKey(row.product_id, row.locale), toSubject(row)]))
}

export function subjectKey(productId: number, locale: string): string {
  return `${String(productId)} ${locale}`
}

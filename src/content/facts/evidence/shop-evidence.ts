/** What a shop knows beyond its catalogue, and the part of it that concerns one product. */
import type { Product } from '../../../catalog/product.ts'
import { selectorOf, type Selects } from '../../../catalog/product-selection.ts'
import { toProduct, type StoredProduct } from '../../../catalog/stored-product.ts'
import type { Db } from '../../../database/schema.ts'
import { certificateContentSchema, type Certificate } from '../certificates/certificate.ts'
import { dictionaryEntrySchema, emptyDictionary, type Dictionary } from '../dictionary/dictionary-entry.ts'
import { selectShopEvidence, type ShopEvidenceRow } from './evidence-queries.ts'
import { buildFactSheet, type SheetEvidence } from '../fact-sheet.ts'
import type { FactSheet } from '../fact.ts'
import { priceHistories, type PriceLines } from '../prices/price-ledger-queries.ts'
import { promotionContentSchema, type Promotion } from '../promotions/promotion.ts'

interface Covering<T> {
  readonly record: T
  readonly covers: Selects
}

export interface ShopEvidence {
  readonly dictionary: Dictionary
  readonly certificates: readonly Covering<Certificate>[]
  readonly promotions: readonly Covering<Promotion>[]
}

const nothing: ShopEvidence = { dictionary: emptyDictionary, certificates: [], promotions: [] }

/** Records that ended this long ago explain no text any more. */
const ENDED_KEPT_MS = 90 * 86_400_000

/** By shop id; one statement. */
export async function loadShopEvidence(
  db: Db,
  shopIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, ShopEvidence>> {
  const rows = await selectShopEvidence(db, shopIds, new Date(now.getTime() - ENDED_KEPT_MS))
  return new Map(rows.map((row) => [row.shop_id, toEvidence(row)]))
}

/** The sheet of a product as it is known now. */
export function sheetOf(
  stored: StoredProduct,
  lines: PriceLines,
  shop: ShopEvidence | undefined,
  now: Date,
): FactSheet {
  const product = toProduct(stored)
  return buildFactSheet(product, stored.updatedAt.toISOString(), evidenceOf(shop, product, lines, now))
}

/** What `buildFactSheet` is told about a product. */
function evidenceOf(
  shop: ShopEvidence | undefined,
  product: Product,
  lines: PriceLines,
  now: Date,
): SheetEvidence {
  const { dictionary, certificates, promotions } = shop ?? nothing
  const covering = <T>(records: readonly Covering<T>[]) =>
    records.flatMap(({ record, covers }) => (covers(product) ? [record] : []))
  return {
    dictionary,
    certificates: covering(certificates),
    promotions: covering(promotions),
    prices: priceHistories(lines),
    now: now.toISOString(),
  }
}

function toEvidence(row: ShopEvidenceRow): ShopEvidence {
  const entries = row.dictionary.map((entry) => dictionaryEntrySchema.parse(entry))
  return {
    dictionary: new Map(entries.map((entry) => [entry.attribute, entry])),
    certificates: row.certificates.map(([id, content]) =>
      covering({ id, ...certificateContentSchema.parse(content) }),
    ),
    promotions: row.promotions.map(([id, content]) =>
      covering({ id, ...promotionContentSchema.parse(content) }),
    ),
  }
}

function covering<T extends Certificate | Promotion>(record: T): Covering<T> {
  return { record, covers: selectorOf(record.covers) }
}

/** Builds the fact sheet of a product: catalogue values, prices, certificates and promotions as facts, prose as quotes. Pure. */
import type { Product } from '../../catalog/product.ts'
import { distrustOf, distrustOfText } from '../check/intrusion/quarantine.ts'
import { certificateFacts, type Certificate } from './certificates/certificate.ts'
import { derivedFacts } from './derived-facts.ts'
import { emptyDictionary, type Dictionary, type DictionaryEntry } from './dictionary/dictionary-entry.ts'
import { hashFacts, type Fact, type FactSheet, type SupplierQuote, type UnsayableReason } from './fact.ts'
import { priceFacts, type ListedVariant, type PriceEvidence } from './prices/price-facts.ts'
import { promotionFacts } from './promotions/promotion-facts.ts'
import type { Promotion } from './promotions/promotion.ts'
import { unsayableReason } from './sayable.ts'
import { statedFacts, variantPrefix, VARIANTS_ON_SHEET } from './stated-facts.ts'

/** What the shop knows beyond the catalogue row. Certificates and promotions are those that cover this product. */
export interface SheetEvidence extends PriceEvidence {
  readonly dictionary: Dictionary
  readonly certificates: readonly Certificate[]
  readonly promotions: readonly Promotion[]
}

const noPrices: PriceEvidence['prices'] = new Map()

/**
 * @param asOf time of the product row, ISO 8601
 * @param evidence left out: nothing is known, and `now` is `asOf`
 */
export function buildFactSheet(
  product: Product,
  asOf: string,
  evidence: Partial<SheetEvidence> = {},
): FactSheet {
  const { dictionary = emptyDictionary, certificates = [], promotions = [] } = evidence
  const known = { prices: evidence.prices ?? noPrices, now: evidence.now ?? asOf }
  const stated = statedFacts({ product, asOf, dictionary })
  const byId = new Map(stated.map((fact) => [fact.id, fact]))
  const variants = listVariants(product, byId)
  const subject = `product:${product.id}`
  const unsayable = new Map<string, UnsayableReason>()
  const added = [
    ...priceFacts(product, variants, known, unsayable),
    ...derivedFacts(stated, subject),
    ...certificates.flatMap((certificate) => certificateFacts(certificate, subject)),
    ...promotionFacts(product, variants, promotions, known, unsayable),
  ]
  for (const fact of added) byId.set(fact.id, fact)
  const facts = [...stated, ...added]
  const used = new Map<string, DictionaryEntry>()
  for (const fact of facts) {
    const reason = reasonAgainst(fact, known.now, product.locale, dictionary, used)
    if (reason !== undefined) unsayable.set(fact.id, reason)
  }
  const sheet = {
    product: product.id,
    locale: product.locale,
    currency: product.currency,
    facts,
    byId,
    unsayable,
    quotes: quotesOf(product),
    dictionary: used,
  }
  return { ...sheet, hash: hashFacts(sheet) }
}

function listVariants(product: Product, byId: ReadonlyMap<string, Fact>): ListedVariant[] {
  return product.variants.slice(0, VARIANTS_ON_SHEET).map((variant) => {
    const prefix = variantPrefix(variant.id)
    return {
      variant,
      prefix,
      subject: `variant:${variant.id}`,
      price: byId.get(`${prefix}_price`),
      compareAt: byId.get(`${prefix}_compare_at`),
    }
  })
}

/** @param used gets the entries of the dictionary that speak of this product */
function reasonAgainst(
  fact: Fact,
  now: string,
  locale: string,
  dictionary: Dictionary,
  used: Map<string, DictionaryEntry>,
): UnsayableReason | undefined {
  if (fact.startsAt !== undefined && fact.startsAt > now) return 'not-begun'
  if (fact.expiresAt !== undefined && fact.expiresAt <= now) return 'expired'
  if (fact.id.endsWith('_given')) return distrustOfText(String(fact.value), locale) ?? 'unlike-value'
  // Prices, stock and derived facts carry their meaning; only free attributes may lack a unit.
  if (!/^a_|^v_.{8}_[ao]_/.test(fact.id)) return undefined
  const entry = entryOf(fact, dictionary)
  if (entry !== undefined) used.set(fact.attribute, entry)
  return unsayableReason(fact, entry) ?? distrustOf(fact, locale)
}

/** What the dictionary says of a fact's attribute, or of the name its values came under. */
function entryOf(fact: Fact, dictionary: Dictionary): DictionaryEntry | undefined {
  if (dictionary.size === 0) return undefined
  const ownName = /_?a_([^.]+)/.exec(fact.id)?.[1]
  return dictionary.get(fact.attribute) ?? (ownName === undefined ? undefined : dictionary.get(ownName))
}

function quotesOf(product: Product): SupplierQuote[] {
  const quotes: SupplierQuote[] = []
  if (product.shortDescription !== null)
    quotes.push({ field: 'shortDescription', text: product.shortDescription })
  if (product.description !== null) quotes.push({ field: 'description', text: product.description })
  return quotes
}

/**
 * What a writer may say about one product, as numbered facts. Copy cites them by id, so every sentence can be
 * checked by code and traced when a value changes. docs/decisions/0011-copy-evidence.md says why.
 *
 * Attributes that code gives a meaning (`<v>` is a variant's key, `<id>` a certificate's or promotion's own id):
 *
 * | attribute | id | subject | value, unit | source |
 * |---|---|---|---|---|
 * | title, brand, category | p_… | product | text | catalog |
 * | any attribute | a_<name>, v_<v>_a_<name> | product, variant | as imported | catalog |
 * | option.<name>, count.<name> | v_<v>_o_<name>, d_count_<name> | variant, product | text or number | catalog, derived |
 * | stock, in_stock | v_<v>_stock, d_in_stock | variant, product | number, boolean | catalog, derived |
 * | price | v_<v>_price | variant | minor units, currency | catalog |
 * | compare_at_price | v_<v>_compare_at | variant | what the shop says it was; no basis for a saving by itself | catalog |
 * | lowest_price_30d | v_<v>_low30 | variant | lowest price of the 30 days before the present reduction | price-ledger |
 * | prior_price | v_<v>_prior | variant | what savings count from: never above lowest_price_30d | derived |
 * | saving, percent_off | v_<v>_saving, v_<v>_percent_off | variant | prior_price − price; whole %, rounded down | derived |
 * | price_min, price_max, saving_max, percent_off_max | d_… | product | over the variants | derived |
 * | certificate | e_<id> | product | the phrase it unlocks; expiresAt, jurisdictions | certificate |
 * | certificate_scheme, certificate_issuer, certificate_reference, certificate_expires | e_<id>_… | product | text, ISO date | certificate |
 * | promotion | m_<id> | product | its name; startsAt, expiresAt | promotion |
 * | promotion_starts, promotion_ends | m_<id>_starts, m_<id>_ends | product | local ISO date and time | promotion |
 * | promotion_percent, promotion_amount | m_<id>_percent, m_<id>_amount | product | as announced: whole %, minor units | promotion |
 * | promotion_buy, promotion_pay | m_<id>_buy, m_<id>_pay | product | numbers of a bundle ("3 for 2") | promotion |
 * | promotion_gift, promotion_free_shipping, promotion_minimum_spend, promotion_code | m_<id>_… | product | text, true, minor units, text | promotion |
 * | promotion_price, promotion_prior_price, promotion_saving, promotion_percent_off | v_<v>_m_<id>_… | variant | what a variant costs in the promotion, and from what it is counted | derived |
 */
import { createHash } from 'node:crypto'
import type { DictionaryEntry } from './dictionary/dictionary-entry.ts'

/** Law under which a certificate counts; the packs of the gate bear the same names. */
export const jurisdictions = ['eu', 'us', 'uk'] as const
export type Jurisdiction = (typeof jurisdictions)[number]

/** "catalog" as imported; "derived" when code computed it from `parents`; the others name the record they come from. */
export const factSources = ['catalog', 'derived', 'price-ledger', 'certificate', 'promotion'] as const

export interface Fact {
  /** Stable for (subject, attribute): "a_material", "v_1k3f_price". Unchanged values keep their ids between imports. */
  readonly id: string
  /** "product:<external id>" or "variant:<external id>". */
  readonly subject: string
  readonly attribute: string
  /** Amounts of money are minor units, with the ISO 4217 currency as unit. */
  readonly value: string | number | boolean
  readonly unit: string | null
  readonly source: (typeof factSources)[number]
  /** Time of the imported row or of the record behind the fact, ISO 8601. */
  readonly asOf: string
  /** Facts a derived fact was computed from; empty otherwise. */
  readonly parents: readonly string[]
  /** ISO 8601 instants between which it may be said; left out: always. */
  readonly startsAt?: string
  readonly expiresAt?: string
  /** Where a certificate counts; left out: everywhere. */
  readonly jurisdictions?: readonly Jurisdiction[]
}

/** Text by the supplier: shown to people as context, never a source of claims and never sent as instructions. */
export interface SupplierQuote {
  readonly field: 'description' | 'shortDescription'
  readonly text: string
}

export interface FactSheet {
  /** The shop's own id of the product. */
  readonly product: string
  readonly locale: string
  readonly currency: string
  readonly facts: readonly Fact[]
  readonly byId: ReadonlyMap<string, Fact>
  /** Facts that must not be worded, with the reason: a dimensioned number without its unit, a placeholder. */
  readonly unsayable: ReadonlyMap<string, UnsayableReason>
  readonly quotes: readonly SupplierQuote[]
  /** What the shop's attribute dictionary says of this product's attributes, by attribute name. */
  readonly dictionary: ReadonlyMap<string, DictionaryEntry>
  /** SHA-256 over everything a text may rest on, base64url; the time of import is not part of it. */
  readonly hash: string
}

/**
 * Why a fact must not be worded. "hidden": the dictionary says so; "contradicted": the price ledger knows better;
 * "quarantined": an order to a machine; "restricted": words that law allows with a certificate only.
 */
export type UnsayableReason =
  | 'unit-missing'
  | 'placeholder'
  | 'internal'
  | 'unlike-value'
  | 'hidden'
  | 'not-begun'
  | 'expired'
  | 'contradicted'
  | 'quarantined'
  | 'restricted'

/** One hash for one set of evidence; equal hashes mean the same sentences are true. */
export function hashFacts(
  sheet: Pick<FactSheet, 'product' | 'currency' | 'facts' | 'unsayable' | 'dictionary'>,
): string {
  const hash = createHash('sha256').update(JSON.stringify([sheet.product, sheet.currency]))
  for (const { id, value, unit, startsAt, expiresAt, jurisdictions: where } of sheet.facts) {
    // What must not be said matters to no text until it may be.
    if (!sheet.unsayable.has(id)) hash.update(JSON.stringify([id, value, unit, startsAt, expiresAt, where]))
  }
  for (const entry of sheet.dictionary.values()) hash.update(JSON.stringify(entry))
  return hash.digest('base64url')
}

/** The facts of one attribute of the product itself, in list order. */
export function factsOf(sheet: FactSheet, attribute: string): readonly Fact[] {
  const subject = `product:${sheet.product}`
  return sheet.facts.filter((fact) => fact.attribute === attribute && fact.subject === subject)
}

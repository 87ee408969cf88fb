/**
 * What a writer may say about one product, as numbered facts. Copy cites them by id, so every sentence can be
 * checked by code and traced when a value changes. docs/decisions/0011-copy-evidence.md says why.
 */
import { createHash } from 'node:crypto'

export interface Fact {
  /** Stable for (subject, attribute): "a_material", "v_1k3f_price". Unchanged values keep their ids between imports. */
  readonly id: string
  /** "product:<external id>" or "variant:<external id>". */
  readonly subject: string
  readonly attribute: string
  /** Amounts of money are minor units, with the ISO 4217 currency as unit. */
  readonly value: string | number | boolean
  readonly unit: string | null
  /** "catalog" as imported, "derived" when code computed it from `parents`. */
  readonly source: 'catalog' | 'derived'
  /** Time of the imported row, ISO 8601. */
  readonly asOf: string
  /** Facts a derived fact was computed from; empty otherwise. */
  readonly parents: readonly string[]
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
  /** SHA-256 over every fact (ids, values, units), base64url; the time of import is not part of it. */
  readonly hash: string
}

export type UnsayableReason = 'unit-missing' | 'placeholder' | 'internal' | 'unlike-value'

/** One hash for one set of facts; equal hashes mean the same sentences are true. */
export function hashFacts(product: string, currency: string, facts: readonly Fact[]): string {
  const hash = createHash('sha256').update(JSON.stringify([product, currency]))
  for (const fact of facts) hash.update(JSON.stringify([fact.id, fact.value, fact.unit]))
  return hash.digest('base64url')
}

/** The facts of one attribute of the product itself, in list order. */
export function factsOf(sheet: FactSheet, attribute: string): readonly Fact[] {
  const subject = `product:${sheet.product}`
  return sheet.facts.filter((fact) => fact.attribute === attribute && fact.subject === subject)
}

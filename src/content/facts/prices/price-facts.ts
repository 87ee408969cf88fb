/** Facts about prices: the range, and per reduced variant what it is counted from, its saving and its percentage. */
import type { Product, Variant } from '../../../catalog/product.ts'
import type { Fact, UnsayableReason } from '../fact.ts'
import { derivedFact } from '../derived-fact.ts'
import type { PriceHistory } from './price-point.ts'
import { findReduction, percentOff, type PriceFinding } from './reduction.ts'

export interface PriceEvidence {
  /** Lines of the price ledger by variant id. */
  readonly prices: ReadonlyMap<string, PriceHistory>
  /** ISO 8601. */
  readonly now: string
}

/** A variant as the sheet lists it, with the facts it has already. */
export interface ListedVariant {
  readonly variant: Variant
  readonly prefix: string
  readonly subject: string
  readonly price: Fact | undefined
  readonly compareAt: Fact | undefined
}

/** @param unsayable gets the "was" prices that the ledger contradicts */
export function priceFacts(
  product: Product,
  variants: readonly ListedVariant[],
  { prices, now }: PriceEvidence,
  unsayable: Map<string, UnsayableReason>,
): Fact[] {
  const facts: Fact[] = []
  const stated: Fact[] = []
  for (const { variant, prefix, subject, price, compareAt } of variants) {
    const { priceMinor, compareAtPriceMinor: compareAtMinor } = variant
    if (price === undefined || priceMinor === null) continue
    stated.push(price)
    const history = prices.get(variant.id) ?? []
    // Most variants cost what they always did: there is nothing to find.
    if (history.length < 2 && (compareAtMinor === null || compareAtMinor <= priceMinor)) continue
    const finding = findReduction({ priceMinor, compareAtMinor, currency: product.currency }, history, now)
    if (compareAt !== undefined && finding.isCompareAtContradicted)
      unsayable.set(compareAt.id, 'contradicted')
    facts.push(...reductionFacts(prefix, subject, price, compareAt, finding))
  }
  return [
    ...rangeFacts(`product:${product.id}`, stated),
    ...facts,
    ...bestFacts(`product:${product.id}`, facts),
  ]
}

function reductionFacts(
  prefix: string,
  subject: string,
  price: Fact,
  compareAt: Fact | undefined,
  { lowMinor, priorMinor, since, expiresAt }: PriceFinding,
): Fact[] {
  const validity = expiresAt === null ? {} : { expiresAt }
  const low: Fact | undefined =
    lowMinor === null
      ? undefined
      : {
          id: `${prefix}_low30`,
          subject,
          attribute: 'lowest_price_30d',
          value: lowMinor,
          unit: price.unit,
          source: 'price-ledger',
          asOf: since ?? price.asOf,
          parents: [],
          ...validity,
        }
  const known = low === undefined ? [] : [low]
  if (priorMinor === null) return known
  const basis = [...known, ...(compareAt === undefined ? [] : [compareAt])]
  const prior = derivedFact(`${prefix}_prior`, 'prior_price', priorMinor, price.unit, basis)
  const saving = priorMinor - Number(price.value)
  const percent = percentOff(priorMinor, Number(price.value))
  return [
    ...known,
    prior,
    derivedFact(`${prefix}_saving`, 'saving', saving, price.unit, [price, prior]),
    derivedFact(`${prefix}_percent_off`, 'percent_off', percent, '%', [price, prior]),
  ]
}

function rangeFacts(subject: string, prices: readonly Fact[]): Fact[] {
  const [first] = prices
  if (first === undefined) return []
  const amounts = prices.map((fact) => Number(fact.value))
  const range = { subject, asOf: first.asOf }
  return [
    { ...derivedFact('d_price_min', 'price_min', Math.min(...amounts), first.unit, prices), ...range },
    { ...derivedFact('d_price_max', 'price_max', Math.max(...amounts), first.unit, prices), ...range },
  ]
}

/** The largest percentage and the largest saving of the product; they may be of different variants. */
function bestFacts(subject: string, facts: readonly Fact[]): Fact[] {
  const largest = (attribute: string, id: string, name: string): Fact[] => {
    let best: Fact | undefined
    for (const fact of facts) {
      if (fact.attribute === attribute && (best === undefined || Number(fact.value) > Number(best.value)))
        best = fact
    }
    return best === undefined
      ? []
      : [{ ...best, id, subject, attribute: name, parents: [best.id, ...best.parents] }]
  }
  return [
    ...largest('percent_off', 'd_percent_off_max', 'percent_off_max'),
    ...largest('saving', 'd_saving_max', 'saving_max'),
  ]
}

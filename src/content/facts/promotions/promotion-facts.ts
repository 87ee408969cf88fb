/**
 * Promotions as facts. What is announced is a fact as it is announced; what a variant costs in it, and from what that
 * is counted, is computed here. An announced percentage that the price ledger does not bear out must not be said.
 */
import type { Product } from '../../../catalog/product.ts'
import { derivedFact } from '../derived-fact.ts'
import type { Fact, UnsayableReason } from '../fact.ts'
import { instantOf } from '../instant.ts'
import type { ListedVariant, PriceEvidence } from '../prices/price-facts.ts'
import { lowestBefore, percentOff } from '../prices/reduction.ts'
import { localEnd, localStart } from './local-date.ts'
import type { Promotion } from './promotion.ts'

/** Promotions beyond these would make a table of an offer; those that end first are kept. */
const PROMOTIONS_ON_SHEET = 8

/** @param unsayable gets what the ledger contradicts */
export function promotionFacts(
  product: Product,
  variants: readonly ListedVariant[],
  promotions: readonly Promotion[],
  evidence: PriceEvidence,
  unsayable: Map<string, UnsayableReason>,
): Fact[] {
  const soonest = [...promotions].sort((a, b) => (a.endsAt < b.endsAt ? -1 : 1)).slice(0, PROMOTIONS_ON_SHEET)
  return soonest.flatMap((promotion) => {
    const stated = statedFacts(promotion, product)
    const isLive = instantOf(promotion.startsAt) <= evidence.now && evidence.now < instantOf(promotion.endsAt)
    if (!isLive) return stated
    const derived = variants.flatMap((listed) => variantFacts(promotion, listed, stated, product, evidence))
    const announced = stated.find(({ attribute }) => attribute === 'promotion_percent')
    if (announced !== undefined && !isBorneOut(Number(announced.value), derived))
      unsayable.set(announced.id, 'contradicted')
    return [...stated, ...derived]
  })
}

function statedFacts(promotion: Promotion, product: Product): Fact[] {
  const { id, terms, startsAt, endsAt, timeZone, minimumSpendMinor, code } = promotion
  const root: Fact = {
    id: `m_${id}`,
    subject: `product:${product.id}`,
    attribute: 'promotion',
    value: promotion.name,
    unit: null,
    source: 'promotion',
    asOf: instantOf(startsAt),
    parents: [],
    startsAt: instantOf(startsAt),
    expiresAt: instantOf(endsAt),
  }
  const particular = (name: string, value: Fact['value'], unit: string | null = null): Fact => ({
    ...root,
    id: `m_${id}_${name}`,
    attribute: `promotion_${name}`,
    value,
    unit,
    parents: [root.id],
  })
  const hasMoney = promotion.currency === product.currency
  return [
    root,
    particular('starts', localStart(startsAt, timeZone)),
    particular('ends', localEnd(endsAt, timeZone)),
    ...termFacts(terms, hasMoney ? product.currency : null, particular),
    ...(minimumSpendMinor !== null && hasMoney
      ? [particular('minimum_spend', minimumSpendMinor, product.currency)]
      : []),
    ...(code === null ? [] : [particular('code', code)]),
  ]
}

function termFacts(
  terms: Promotion['terms'],
  currency: string | null,
  particular: (name: string, value: Fact['value'], unit?: string | null) => Fact,
): Fact[] {
  switch (terms.kind) {
    case 'percent':
      return [particular('percent', terms.percent, '%')]
    case 'amount':
      return currency === null ? [] : [particular('amount', terms.amountMinor, currency)]
    case 'bundle':
      return [particular('buy', terms.buy), particular('pay', terms.pay)]
    case 'free-gift':
      return [particular('gift', terms.gift)]
    case 'free-shipping':
      return [particular('free_shipping', true)]
    case 'campaign':
      return []
  }
}

/** The price of one variant while the promotion runs; conditions on the basket leave it open. */
function variantFacts(
  promotion: Promotion,
  listed: ListedVariant,
  stated: readonly Fact[],
  product: Product,
  { prices }: PriceEvidence,
): Fact[] {
  const { variant, prefix, price } = listed
  const terms = stated.find(({ attribute }) => /^promotion_(?:percent|amount)$/.test(attribute))
  if (price === undefined || variant.priceMinor === null || terms === undefined) return []
  if (promotion.minimumSpendMinor !== null) return []
  const reduced = promotion.includedInPrices
    ? variant.priceMinor
    : reducedPrice(variant.priceMinor, promotion.terms)
  const prior = priorPrice(promotion, listed, product.currency, prices)
  const id = `${prefix}_${stated[0]?.id ?? ''}`
  const basis = [price, terms]
  const offered = derivedFact(`${id}_price`, 'promotion_price', reduced, price.unit, basis)
  if (prior === undefined || prior <= reduced) return [offered]
  const from = derivedFact(`${id}_prior`, 'promotion_prior_price', prior, price.unit, basis)
  const both = [offered, from]
  const percent = percentOff(prior, reduced)
  return [
    offered,
    from,
    derivedFact(`${id}_saving`, 'promotion_saving', prior - reduced, price.unit, both),
    derivedFact(`${id}_percent_off`, 'promotion_percent_off', percent, '%', both),
  ]
}

/** The lowest price of the thirty days before the promotion, and never more than is asked without it. */
function priorPrice(
  { startsAt, includedInPrices }: Promotion,
  { variant }: ListedVariant,
  currency: string,
  prices: PriceEvidence['prices'],
): number | undefined {
  const low = lowestBefore(prices.get(variant.id) ?? [], instantOf(startsAt), currency)
  if (low === 'unknown') return undefined
  const asked = includedInPrices ? variant.compareAtPriceMinor : variant.priceMinor
  const witnesses = [low, asked].filter((amount) => amount !== undefined && amount !== null)
  return witnesses.length === 0 ? undefined : Math.min(...witnesses)
}

/** Rounded to the nearest minor unit; never below nothing. */
function reducedPrice(priceMinor: number, terms: Promotion['terms']): number {
  if (terms.kind === 'percent') return Math.round((priceMinor * (100 - terms.percent)) / 100)
  return terms.kind === 'amount' ? Math.max(0, priceMinor - terms.amountMinor) : priceMinor
}

/** Every variant is as much cheaper as announced, to within the one minor unit that rounding takes. */
function isBorneOut(percent: number, derived: readonly Fact[]): boolean {
  const byVariant = new Map<string, { price?: number; prior?: number }>()
  for (const { subject, attribute, value } of derived) {
    const amounts = byVariant.get(subject) ?? {}
    if (attribute === 'promotion_price') amounts.price = Number(value)
    if (attribute === 'promotion_prior_price') amounts.prior = Number(value)
    byVariant.set(subject, amounts)
  }
  return [...byVariant.values()].every(
    ({ price, prior }) =>
      price !== undefined && prior !== undefined && price <= (prior * (100 - percent)) / 100 + 1,
  )
}

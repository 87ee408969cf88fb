/** Amounts of money that the data states in another currency: "$320" of a product that costs 320 EUR. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import type { QuantityMention } from '../quantity-mention.ts'

const currencyNames: Readonly<Record<string, string>> = {
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  rupee: 'INR',
  rupees: 'INR',
}

/** Facts that state this very amount, but only in other money. */
export function otherCurrency(mention: QuantityMention, index: EvidenceIndex): readonly Evidence[] {
  const nameOf = (currency: string) => currencyNames[currency.toLowerCase()] ?? currency.toUpperCase()
  const equal = index.all.flatMap((evidence) =>
    evidence.quantities
      .filter(({ value, currency }) => currency !== null && value === mention.value)
      .map(({ currency }) => ({ evidence, currency: nameOf(currency ?? '') })),
  )
  const said = nameOf(mention.currency ?? '')
  return equal.some(({ currency }) => currency === said) ? [] : equal.map(({ evidence }) => evidence)
}

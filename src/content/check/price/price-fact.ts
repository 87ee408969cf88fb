/** Which facts are about prices, by the attribute names of facts/fact.ts: what was, what is, and what is saved. */
import type { Fact, FactSheet } from '../../facts/fact.ts'

/** What a reduction may be counted from. `compare_at_price` is the shop's word alone. */
const priorAttributes: ReadonlySet<string> = new Set([
  'lowest_price_30d',
  'prior_price',
  'promotion_prior_price',
])
const percentAttributes: ReadonlySet<string> = new Set([
  'percent_off',
  'percent_off_max',
  'promotion_percent',
  'promotion_percent_off',
])

export function isMoney(fact: Fact, sheet: FactSheet): boolean {
  return typeof fact.value === 'number' && fact.unit === sheet.currency
}

export function isPercentOff(fact: Fact): boolean {
  return percentAttributes.has(fact.attribute)
}

export function isPriorPrice(fact: Fact): boolean {
  return priorAttributes.has(fact.attribute) || fact.attribute === 'compare_at_price'
}

export function isReduction(fact: Fact): boolean {
  return /^(?:promotion_)?(?:saving|percent_off)(?:_max)?$/.test(fact.attribute) || isPriorPrice(fact)
}

/**
 * Whether a percentage starts from the 30-day low. A derived one names the prices it was computed from, and one of
 * them must be a prior price of the ledger; one that a promotion announces is judged by its own derived facts.
 */
export function startsFromLow(percent: Fact, sheet: FactSheet): boolean {
  if (percent.attribute === 'promotion_percent') return true
  const parents = percent.parents.flatMap((id) => sheet.byId.get(id) ?? [])
  const prior = parents.find((fact) => priorAttributes.has(fact.attribute))
  const price = parents.find((fact) => /^(?:promotion_)?price$/.test(fact.attribute))
  if (prior === undefined) return !hasLedger(sheet) && parents.some(isPriorPrice)
  if (price === undefined) return true
  return (
    Number(percent.value) <=
    Math.floor(((Number(prior.value) - Number(price.value)) * 100) / Number(prior.value))
  )
}

/** Without one price of the ledger there is no low to start from: nothing was recorded yet. */
function hasLedger(sheet: FactSheet): boolean {
  return sheet.facts.some((fact) => priorAttributes.has(fact.attribute))
}

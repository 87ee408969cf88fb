/** Facts that code computes from others: ranges, savings, counts. Each names its parents, so a claim can be retraced. */
import type { Fact } from './fact.ts'

/** Computed from the stated facts of one product; `subject` is the product's. */
export function derivedFacts(stated: readonly Fact[], subject: string, asOf: string): Fact[] {
  const derive = (
    id: string,
    attribute: string,
    value: Fact['value'],
    unit: string | null,
    parents: readonly Fact[],
  ): Fact => ({
    id,
    subject,
    attribute,
    value,
    unit,
    source: 'derived',
    asOf,
    parents: parents.map((fact) => fact.id),
  })
  return [
    ...priceFacts(stated, derive),
    ...stockFacts(stated, derive),
    ...optionFacts(stated, derive),
    ...convertedFacts(stated, subject, derive),
  ]
}

type Derive = (
  id: string,
  attribute: string,
  value: Fact['value'],
  unit: string | null,
  parents: readonly Fact[],
) => Fact

/** Lowest price, highest price, and per reduced variant its saving; percentages are rounded down, never up. */
function priceFacts(stated: readonly Fact[], derive: Derive): Fact[] {
  const prices = stated.filter((fact) => fact.attribute === 'price')
  const [first] = prices
  if (first === undefined) return []
  const amounts = prices.map((fact) => Number(fact.value))
  const facts = [
    derive('d_price_min', 'price_min', Math.min(...amounts), first.unit, prices),
    derive('d_price_max', 'price_max', Math.max(...amounts), first.unit, prices),
  ]
  const listPrices = new Map(
    stated.flatMap((fact) => (fact.attribute === 'compare_at_price' ? [[fact.subject, fact] as const] : [])),
  )
  let best:
    { readonly percent: number; readonly saving: number; readonly parents: readonly Fact[] } | undefined
  for (const price of prices) {
    const before = listPrices.get(price.subject)
    if (before === undefined) continue
    const saving = Number(before.value) - Number(price.value)
    if (saving <= 0) continue
    const percent = Math.floor((saving * 100) / Number(before.value))
    const key = price.id.replace(/_price$/, '')
    facts.push(derive(`${key}_saving`, 'saving', saving, price.unit, [price, before]))
    facts.push(derive(`${key}_percent_off`, 'percent_off', percent, '%', [price, before]))
    if (best === undefined || percent > best.percent) best = { percent, saving, parents: [price, before] }
  }
  if (best !== undefined) {
    facts.push(derive('d_percent_off_max', 'percent_off_max', best.percent, '%', best.parents))
    facts.push(derive('d_saving_max', 'saving_max', best.saving, first.unit, best.parents))
  }
  return facts
}

/** True when any counted variant is on hand, false when all are counted and none is. */
function stockFacts(stated: readonly Fact[], derive: Derive): Fact[] {
  const stocks = stated.filter((fact) => fact.attribute === 'stock')
  if (stocks.length === 0) return []
  const available = stocks.filter((fact) => Number(fact.value) > 0)
  if (available.length > 0) return [derive('d_in_stock', 'in_stock', true, null, available)]
  const variants = new Set(
    stated.flatMap((fact) => (fact.subject.startsWith('variant:') ? [fact.subject] : [])),
  )
  return stocks.length < variants.size ? [] : [derive('d_in_stock', 'in_stock', false, null, stocks)]
}

/** How many different values each option has: "three colours". */
function optionFacts(stated: readonly Fact[], derive: Derive): Fact[] {
  const byOption = new Map<string, Map<string, Fact>>()
  for (const fact of stated) {
    if (!fact.attribute.startsWith('option.')) continue
    const values = byOption.get(fact.attribute) ?? new Map<string, Fact>()
    const key = `${String(fact.value)} ${fact.unit ?? ''}`
    if (!values.has(key)) values.set(key, fact)
    byOption.set(fact.attribute, values)
  }
  return [...byOption].map(([attribute, values]) => {
    const name = attribute.slice('option.'.length)
    return derive(`d_count_${name}`, `count.${name}`, values.size, null, [...values.values()])
  })
}

/** Units people read more easily: 72 months are 6 years, 1,250 g are 1.25 kg. Exact conversions only. */
function convertedFacts(stated: readonly Fact[], subject: string, derive: Derive): Fact[] {
  return stated.flatMap((fact) => {
    if (fact.subject !== subject || !fact.id.startsWith('a_') || typeof fact.value !== 'number') return []
    const id = `c_${fact.id.slice('a_'.length)}`
    if (fact.unit === 'months' && fact.value >= 24 && fact.value % 12 === 0)
      return [derive(id, fact.attribute, fact.value / 12, 'years', [fact])]
    if (fact.unit === 'g' && fact.value >= 1_000)
      return [derive(id, fact.attribute, fact.value / 1_000, 'kg', [fact])]
    return []
  })
}

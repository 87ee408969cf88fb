/** Facts that code computes from others: counts, conversions, what is in stock. Each names its parents. */
import { derivedFact } from './derived-fact.ts'
import type { Fact } from './fact.ts'
import { canonicalUnit } from './quantity/unit-spelling.ts'

/** Computed from the stated facts of one product; `subject` is the product's. */
export function derivedFacts(stated: readonly Fact[], subject: string): Fact[] {
  return [...stockFacts(stated, subject), ...optionFacts(stated, subject), ...convertedFacts(stated, subject)]
}

/** True when any counted variant is on hand, false when all are counted and none is. */
function stockFacts(stated: readonly Fact[], subject: string): Fact[] {
  const stocks = stated.filter((fact) => fact.attribute === 'stock')
  if (stocks.length === 0) return []
  const available = stocks.filter((fact) => Number(fact.value) > 0)
  if (available.length > 0)
    return [{ ...derivedFact('d_in_stock', 'in_stock', true, null, available), subject }]
  const variants = new Set(
    stated.flatMap((fact) => (fact.subject.startsWith('variant:') ? [fact.subject] : [])),
  )
  return stocks.length < variants.size
    ? []
    : [{ ...derivedFact('d_in_stock', 'in_stock', false, null, stocks), subject }]
}

/** How many different values each option has: "three colours". */
function optionFacts(stated: readonly Fact[], subject: string): Fact[] {
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
    const parents = [...values.values()]
    return { ...derivedFact(`d_count_${name}`, `count.${name}`, values.size, null, parents), subject }
  })
}

/** Units people read more easily: 72 months are 6 years, 1,250 g are 1.25 kg. Exact conversions only. */
function convertedFacts(stated: readonly Fact[], subject: string): Fact[] {
  return stated.flatMap((fact) => {
    if (fact.subject !== subject || !fact.id.startsWith('a_')) return []
    const { value, unit, attribute } = fact
    if (typeof value !== 'number' || unit === null) return []
    const step = readable.get(canonicalUnit(unit))
    if (step === undefined || value < step.from || value % step.multipleOf !== 0) return []
    const id = `c_${fact.id.slice('a_'.length)}`
    return [derivedFact(id, attribute, value / step.divisor, step.unit, [fact])]
  })
}

/** From which size on which unit reads better, and of what the value must be a multiple so that it stays short. */
const readable = new Map([
  ['month', { from: 24, multipleOf: 12, divisor: 12, unit: 'years' }],
  ['min', { from: 120, multipleOf: 60, divisor: 60, unit: 'h' }],
  ['g', { from: 1_000, multipleOf: 1, divisor: 1_000, unit: 'kg' }],
  ['ml', { from: 1_000, multipleOf: 1, divisor: 1_000, unit: 'l' }],
])

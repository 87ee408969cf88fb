/** Which kind of goods a product is: by its noun, or by the shelf it stands on. */
import { factsOf, type FactSheet } from '../../facts/fact.ts'
import type { Family, Grammar } from '../grammar.ts'
import { singularOf, type ProductName } from '../words/noun.ts'

export function familyOf(grammar: Grammar, sheet: FactSheet, name: ProductName): Family | null {
  const named = grammar.families.find(({ id }) => id === name.noun?.family)
  if (named !== undefined) return named
  // The leaf first: "Lighting" tells more than "Home & Garden".
  const shelves = [...factsOf(sheet, 'category')].reverse()
  for (const { value } of shelves) {
    const shelf = String(value).toLowerCase()
    const noun = grammar.nouns.get(singularOf(grammar, shelf))
    const family = grammar.families.find(({ id, categories }) => id === noun?.family || categories.has(shelf))
    if (family !== undefined) return family
  }
  return null
}

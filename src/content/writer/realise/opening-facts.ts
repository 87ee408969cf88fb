/** What the name, the noun and the brand of a pattern rest on. */
import type { Fact } from '../../facts/fact.ts'
import type { Description } from '../plan/description.ts'

export function namedFacts(pattern: string, { name, brand }: Pick<Description, 'name' | 'brand'>): Fact[] {
  const cited: Fact[] = []
  if (pattern.includes('name}')) cited.push(name.titleFact)
  if (/\{brand\}/i.test(pattern) && brand !== null) cited.push(brand.fact)
  if (pattern.includes('noun}') && name.noun !== null) cited.push(name.noun.fact)
  return cited
}

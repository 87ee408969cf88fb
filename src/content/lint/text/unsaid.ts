/** Which facts that must be said a text leaves out: neither their number nor any word of their value stands in it. */
import { quantitiesIn } from '../../check/prose/quantity-mention.ts'
import type { MustSay } from '../../facts/must-say.ts'

export function missingFrom(text: string, demands: readonly MustSay[]): readonly MustSay[] {
  const lower = text.toLowerCase()
  const numbers = new Set(quantitiesIn(text).map(({ value }) => value))
  return demands.filter(({ facts }) => !facts.some(({ value, attribute }) => isSaid(value, attribute)))

  function isSaid(value: string | number | boolean, attribute: string): boolean {
    if (typeof value === 'number') return numbers.has(value)
    if (typeof value === 'boolean') return lower.includes(attribute.replaceAll('_', ' '))
    const words = value.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
    return words.length === 0 || words.some((word) => lower.includes(word))
  }
}

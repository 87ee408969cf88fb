/** What would cure a factual finding, in words a writer or a model can follow. */
import type { Fact } from '../../facts/fact.ts'
import type { FindingCode } from '../finding.ts'

/** @param kind what happened, where a code has several causes; `facts` those it is about */
export function fixOf(code: FindingCode, kind = '', facts: readonly Fact[] = []): string {
  const named = facts.slice(0, 5).map(factText).join('; ')
  const ids = facts
    .slice(0, 5)
    .map(({ id }) => id)
    .join(', ')
  if (kind === 'none')
    return `Nothing in the sentence speaks of ${ids}: cite the facts it rests on, and only these.`
  if (kind === 'part') return `Say the value whole, ${named}, or leave it out.`
  if (kind === 'swapped') return `Two values have changed places: ${named}.`
  if (kind === 'undenied') return `${ids} states No: deny it, or leave it out.`
  if (code === 'F02') return 'Cite the facts this sentence rests on.'
  if (code === 'F07')
    return ids === '' ? 'Deny only what a cited fact states as No.' : `The facts say otherwise: ${named}.`
  if (kind === 'number') {
    const numbers = facts.filter(({ value }) => typeof value === 'number')
    const said = numbers.slice(0, 5).map(factText).join('; ')
    return numbers.length === 0
      ? 'Leave the number out: no cited fact states one.'
      : `The cited facts say ${said}.`
  }
  if (code === 'F05' || code === 'F06') return `Cite the fact that states it (${ids}), or leave it out.`
  return 'No cited fact states this: leave it out, or add the fact to the product.'
}

function factText({ id, value, unit }: Fact): string {
  return `${id} = ${String(value)}${unit === null ? '' : ` ${unit}`}`
}

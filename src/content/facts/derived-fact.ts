/** A fact that code computes from others: it names its parents and holds only as long as they do. */
import type { Fact } from './fact.ts'

/**
 * Of the subject and time of its first parent; it begins with the last of its parents and ends with the first.
 *
 * @param parents at least one
 */
export function derivedFact(
  id: string,
  attribute: string,
  value: Fact['value'],
  unit: string | null,
  parents: readonly Fact[],
): Fact {
  const [first] = parents
  if (first === undefined) throw new Error(`The derived fact ${id} has no parent.`)
  let startsAt: string | undefined
  let expiresAt: string | undefined
  for (const parent of parents) {
    if (parent.startsAt !== undefined && (startsAt === undefined || parent.startsAt > startsAt))
      startsAt = parent.startsAt
    if (parent.expiresAt !== undefined && (expiresAt === undefined || parent.expiresAt < expiresAt))
      expiresAt = parent.expiresAt
  }
  return {
    id,
    subject: first.subject,
    attribute,
    value,
    unit,
    source: 'derived',
    asOf: first.asOf,
    parents: parents.map((fact) => fact.id),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
}

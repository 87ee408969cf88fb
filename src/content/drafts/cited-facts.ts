/** The facts a text rests on, kept with it as they were: enough to read every citation later. */
import { z } from 'zod'
import { factSources, jurisdictions, type Fact, type FactSheet } from '../facts/fact.ts'
import type { Segment } from './segment.ts'

export const citedFactSchema = z.object({
  id: z.string(),
  subject: z.string(),
  attribute: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  unit: z.string().nullable(),
  source: z.enum(factSources),
  asOf: z.string(),
  parents: z.array(z.string()).readonly(),
  startsAt: z.string().optional(),
  expiresAt: z.string().optional(),
  jurisdictions: z.array(z.enum(jurisdictions)).readonly().optional(),
})
export type CitedFact = z.output<typeof citedFactSchema>

/**
 * The cited facts and their parents.
 *
 * @param kept facts of texts that are older than the sheet (locked ones); the sheet's own come first
 */
export function citedFacts(
  fields: Readonly<Record<string, { readonly segments: readonly Segment[] }>>,
  sheet: FactSheet,
  kept: readonly CitedFact[] = [],
): (Fact | CitedFact)[] {
  const older = new Map(kept.map((fact) => [fact.id, fact]))
  const found = new Map<string, Fact | CitedFact>()
  const add = (id: string) => {
    const fact = sheet.byId.get(id) ?? older.get(id)
    if (fact === undefined || found.has(id)) return
    found.set(id, fact)
    fact.parents.forEach(add)
  }
  for (const copy of Object.values(fields)) copy.segments.forEach((segment) => segment.factIds.forEach(add))
  return [
    ...sheet.facts.filter((fact) => found.has(fact.id)),
    ...kept.filter(({ id }) => found.get(id) === older.get(id)),
  ]
}

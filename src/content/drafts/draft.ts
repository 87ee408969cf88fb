/** A draft: the text of one product's fields, the facts it cites and how it came about. Versions are immutable. */
import { z } from 'zod'
import { draftFindingSchema } from '../check/finding.ts'
import { factSources, jurisdictions } from '../facts/fact.ts'
import { draftFieldsSchema } from './segment.ts'

export const draftStateSchema = z.enum(['ready', 'needs-review'])

export const citedFactSchema = z.object({
  id: z.string(),
  subject: z.string(),
  attribute: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  unit: z.string().nullable(),
  source: z.enum(factSources),
  asOf: z.string(),
  parents: z.array(z.string()),
  startsAt: z.string().optional(),
  expiresAt: z.string().optional(),
  jurisdictions: z.array(z.enum(jurisdictions)).optional(),
})

export const draftSchema = z.object({
  id: z.string(),
  /** The shop's own id of the product. */
  product: z.string(),
  copyJobId: z.string(),
  locale: z.string(),
  state: draftStateSchema,
  writer: z.enum(['embedded', 'openai', 'langchain']),
  model: z.string().nullable(),
  promptId: z.string().nullable(),
  promptVersion: z.string().nullable(),
  promptHash: z.string().nullable(),
  factsHash: z.string(),
  fields: draftFieldsSchema,
  /** Cited facts and their parents, as they were when the text was written. */
  facts: z.array(citedFactSchema),
  findings: z.array(draftFindingSchema),
  usage: z.object({ inputTokens: z.int(), outputTokens: z.int(), calls: z.int() }).nullable(),
  costMicros: z.int(),
  createdAt: z.date(),
})
export type Draft = z.output<typeof draftSchema>

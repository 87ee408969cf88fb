/** A draft: its state, and the current one of its immutable versions: texts, facts they cite, findings. */
import { z } from 'zod'
import { draftFindingSchema } from '../check/finding.ts'
import { draftStates } from '../review/draft-state.ts'
import { citedFactSchema } from './cited-facts.ts'
import { draftMetricsSchema } from './draft-metrics.ts'
import { draftFieldsSchema } from './segment.ts'

export const draftStateSchema = z.enum(draftStates)

export const versionOrigins = ['write', 'edit', 'patch', 'recheck', 'restore'] as const
export type VersionOrigin = (typeof versionOrigins)[number]

/** What a version is; the same for the current one inside a draft and for older ones in a list. */
const versionShape = {
  fields: draftFieldsSchema,
  /** Written for locked fields: to be looked at, never in the place of a person's text. */
  proposals: draftFieldsSchema,
  /** Cited facts and their parents, as they were when the text was written. */
  facts: z.array(citedFactSchema),
  factsHash: z.string(),
  findings: z.array(draftFindingSchema),
  metrics: draftMetricsSchema,
}

export const draftVersionSchema = z.object({
  draftId: z.string(),
  number: z.int(),
  origin: z.enum(versionOrigins),
  /** Id of the key of the person; null when no person was involved. */
  author: z.string().nullable(),
  ...versionShape,
  createdAt: z.date(),
})
export type DraftVersion = z.output<typeof draftVersionSchema>

export const draftSchema = z.object({
  id: z.string(),
  /** The shop's own id of the product. */
  product: z.string(),
  copyJobId: z.string(),
  locale: z.string(),
  state: draftStateSchema,
  /** Number of the current version; an edit names the one it has seen. */
  version: z.int(),
  writer: z.enum(['embedded', 'openai', 'langchain']),
  model: z.string().nullable(),
  promptId: z.string().nullable(),
  promptVersion: z.string().nullable(),
  promptHash: z.string().nullable(),
  ...versionShape,
  /** Fields whose text only a person may replace. */
  locked: z.array(z.string()),
  usage: z.object({ inputTokens: z.int(), outputTokens: z.int(), calls: z.int() }).nullable(),
  costMicros: z.int(),
  /** The same in US dollars: "0.00". */
  cost: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
})
export type Draft = z.output<typeof draftSchema>

/** US dollars of micro-dollars: at least cents, no trailing zeros beyond them. */
export function costText(micros: number): string {
  const text = (micros / 1_000_000).toFixed(6)
  return text.replace(/(\.\d\d\d*?)0+$/, '$1')
}

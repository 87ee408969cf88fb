/** The result of linting a catalogue, as JSON: figures for all products, and in full those that need work most. */
import { z } from 'zod'
import { findingCodes } from '../../check/finding.ts'
import { jurisdictions } from '../../facts/fact.ts'
import { lintFindingSchema } from '../lint-finding.ts'
import { findingGroupIds } from '../text/finding-group.ts'

export const lintProfileSchema = z.enum(['block', 'audit'])

const countSchema = { products: z.int(), findings: z.int() }

export const lintSummarySchema = z.object({
  /** Products read, those with any finding, and those with one that blocks. */
  products: z.int(),
  flagged: z.int(),
  blocked: z.int(),
  findings: z.int(),
  words: z.int(),
  claims: z.object({ found: z.int(), supported: z.int() }),
  /** Rows of the file that are no product. */
  unreadableRows: z.int(),
  groups: z.array(z.object({ group: z.enum(findingGroupIds), ...countSchema })),
  codes: z.array(z.object({ code: z.enum(findingCodes), title: z.string(), ...countSchema })),
  /** Attributes that texts leave out most often. */
  unsaid: z.array(z.object({ attribute: z.string(), products: z.int() })),
})
export type LintSummary = z.output<typeof lintSummarySchema>

export const lintedProductSchema = z.object({
  product: z.string(),
  title: z.string(),
  /** 20 for what the data refutes, 10 for another finding that blocks, 1 for the rest; the worst product has the most. */
  weight: z.int(),
  findings: z.array(lintFindingSchema),
})
export type LintedProduct = z.output<typeof lintedProductSchema>

export const lintReportSchema = z.object({
  /** What was linted: a file name, or the shop. */
  source: z.string(),
  checkedAt: z.string(),
  profile: lintProfileSchema,
  jurisdictions: z.array(z.enum(jurisdictions)),
  summary: lintSummarySchema,
  /** The worst first; `summary.flagged` says how many there are in all. */
  worst: z.array(lintedProductSchema),
})
export type LintReport = z.output<typeof lintReportSchema>

/** A check of the shop's catalogue: what was asked, how far it is, and what it found in figures. */
import { z } from 'zod'
import { productFilterSchema } from '../../../catalog/filter.ts'
import { runFailureSchema, runStates } from '../../../queue/run-state.ts'
import { findingCodes } from '../../check/finding.ts'
import { jurisdictions } from '../../facts/fact.ts'
import { lintFindingSchema } from '../lint-finding.ts'
import { lintProfileSchema, lintSummarySchema } from '../report/lint-report.ts'

export const lintRequestSchema = z.strictObject({
  profile: lintProfileSchema
    .default('block')
    .describe(
      '`block`: what is very likely false or not allowed; `audit`: also what the data does not support',
    ),
  jurisdictions: z.array(z.enum(jurisdictions)).max(3).default(['eu']).describe('Law the texts must obey'),
  filter: productFilterSchema
    .nullable()
    .default(null)
    .describe('Only these products; null: all that are not archived'),
})
export type LintRequest = z.output<typeof lintRequestSchema>

export const lintRunSchema = z.object({
  id: z.string(),
  state: z.enum(runStates),
  profile: lintProfileSchema,
  jurisdictions: z.array(z.enum(jurisdictions)).readonly(),
  filter: z.looseObject({}).nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  progress: z
    .object({ products: z.int(), flagged: z.int() })
    .describe('Checked so far, and of those with findings'),
  summary: lintSummarySchema.nullable().describe('Figures over all products, once it is done'),
  failure: runFailureSchema,
})
export type LintRun = z.output<typeof lintRunSchema>

/** A finding with the product it is about. */
export const lintRunFindingSchema = lintFindingSchema.extend({ product: z.string(), title: z.string() })
export type LintRunFinding = z.output<typeof lintRunFindingSchema>

export const findingFilterSchema = z.strictObject({
  code: z.enum(findingCodes).optional().describe('Only findings of this code'),
  product: z.string().min(1).max(200).optional().describe('Only findings of this product'),
})
export type FindingFilter = z.output<typeof findingFilterSchema>

/** An evaluation of the shop's own visits: what was asked, how far it is, and how it ended. */
import { z } from 'zod'
import { runFailureSchema, runStates } from '../../../queue/run-state.ts'
import { evaluationReportSchema } from '../report/evaluation-report.ts'

export const evaluationRequestSchema = z.strictObject({
  k: z.int().min(1).max(100).default(20).describe('Length of an answer'),
  seed: z.int().min(0).max(2_147_483_647).default(1).describe('What chance begins from'),
})
export type EvaluationRequest = z.output<typeof evaluationRequestSchema>

export const evaluationOutcomes = ['promoted', 'kept', 'demoted', 'too-few'] as const
export type EvaluationOutcome = (typeof evaluationOutcomes)[number]

export const evaluationPhases = ['read', 'tune', 'score', 'compare'] as const

export const evaluationRunSchema = z.object({
  id: z.string(),
  state: z.enum(runStates),
  k: z.int(),
  seed: z.int(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  progress: z
    .object({ phase: z.enum(evaluationPhases), share: z.number() })
    .nullable()
    .describe('Share of the phase that is done, 0 to 1'),
  outcome: z
    .enum(evaluationOutcomes)
    .nullable()
    .describe(
      '`promoted`: the settings are served from the next image on; `kept`: the gate refused them, what was served stays; ' +
        '`demoted`: refused, and what was served is shown to be worse than a baseline: the fallback tiers are served from the next image on; ' +
        '`too-few`: not enough visits to tell',
    ),
  explanation: z.string().nullable().describe('The outcome in words, once it is done'),
  report: evaluationReportSchema.nullable(),
  failure: runFailureSchema,
})
export type EvaluationRun = z.output<typeof evaluationRunSchema>

/** A mailing: one slate of the placement `email` for each of its recipients, made by a worker (docs/recommendations/mailings.md). */
import { z } from 'zod'
import { productFilterSchema } from '../../catalog/filter.ts'
import { runFailureSchema, runStates } from '../../queue/run-state.ts'
import { recommendationRequestSchema } from '../recommendation.ts'

const { n, diversity, exclude, visitor } = recommendationRequestSchema.shape

/** What is the same for all recipients. */
export const mailingAskedSchema = z.strictObject({
  n: n.describe('Products per recipient'),
  filter: productFilterSchema.nullable().default(null).describe('Only these products; null: all'),
  /** What a visitor saw is a matter of a visit, and the reader of an e-mail is in none. */
  exclude: exclude.unwrap().omit({ seen: true }).default({ ids: [], bought: false }),
  diversity,
})
export type MailingAsked = z.output<typeof mailingAskedSchema>

export const recipientsMax = 10_000

export const mailingRequestSchema = mailingAskedSchema.extend({
  visitors: z
    .array(visitor.unwrap())
    .min(1)
    .max(recipientsMax)
    .describe('Keys of visitors who agreed to everything (consent "known"), as their events carry them'),
})
export type MailingRequest = z.output<typeof mailingRequestSchema>

export const mailingSchema = mailingAskedSchema.extend({
  id: z.string(),
  state: z.enum(runStates),
  filter: z.looseObject({}).nullable(),
  createdAt: z.date(),
  finishedAt: z.date().nullable(),
  recipients: z
    .int()
    .describe('Different visitors when it was accepted, without those who had been erased before'),
  answered: z.int().describe('Recipients who have a slate so far'),
  failure: runFailureSchema,
})
export type Mailing = z.output<typeof mailingSchema>

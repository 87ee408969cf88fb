/** A copy job in answers. */
import { z } from 'zod'
import { copyFieldSchema } from '../../../content/drafts/segment.ts'
import { copyJobStates, deliverySchema, writerChoiceSchema } from '../../../content/jobs/copy-job.ts'

export const copyJobSchema = z
  .object({
    id: z.string(),
    state: z.enum(copyJobStates),
    selection: z.looseObject({}).describe('What was asked for: `{"products": [ids]}` or `{"filter": …}`'),
    fields: z.array(copyFieldSchema).readonly(),
    locale: z.string(),
    writer: writerChoiceSchema,
    seed: z.int(),
    voice: z
      .object({ id: z.string(), version: z.int() })
      .nullable()
      .describe('Brand voice it speaks in; null: the neutral one'),
    maxCostMicros: z.int().nullable().describe('Spending cap, micro-dollars'),
    delivery: deliverySchema.describe('`auto` until the job is planned'),
    createdAt: z.date(),
    finishedAt: z.date().nullable(),
    counts: z
      .object({
        total: z.int(),
        waiting: z.int(),
        running: z.int(),
        paused: z.int().describe('Set aside until the job is resumed'),
        ready: z.int(),
        needsReview: z.int(),
        reused: z.int().describe('Of those done: unchanged input, an earlier draft was taken'),
        fallbacks: z
          .object({ budget: z.int(), provider: z.int(), check: z.int() })
          .describe('Of those done: the embedded writer stood in, by reason'),
        failed: z.int(),
        cancelled: z.int(),
      })
      .describe('Products by what became of them'),
    progress: z.object({
      ended: z.int(),
      share: z.number().nullable().describe('0 to 1'),
      perSecond: z.number().nullable().describe('Products over the last minute'),
      secondsLeft: z.int().nullable().describe('At that rate'),
    }),
    failures: z
      .array(z.object({ code: z.string(), detail: z.string(), count: z.int() }))
      .readonly()
      .describe('Why products failed'),
    cost: z.object({
      settledMicros: z.int(),
      uncertainMicros: z.int().describe('Booked at the worst case until it is known'),
      inputTokens: z.int(),
      outputTokens: z.int(),
      calls: z.int(),
    }),
  })
  .meta({ id: 'CopyJob' })

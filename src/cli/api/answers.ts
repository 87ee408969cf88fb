/**
 * What is followed by server-sent events, whose data the client gives as it came. Only what is shown is checked; the
 * rest is kept, so that --json has it and a newer server breaks nothing.
 */
import { z } from 'zod'

export const importSchema = z.looseObject({
  id: z.string(),
  format: z.string(),
  fileName: z.string().nullable(),
  state: z.enum(['uploading', 'queued', 'running', 'done', 'failed', 'cancelled']),
  byteLength: z.number(),
  bytesRead: z.number(),
  rowsSettled: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  failure: z.string().nullable(),
})
export type Import = z.output<typeof importSchema>

export const mailingSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  recipients: z.number(),
  answered: z.number(),
  failure: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
})
export type Mailing = z.output<typeof mailingSchema>

const jobStateSchema = z.enum(['queued', 'leased', 'done', 'failed', 'dead', 'cancelled'])

export const reindexSchema = z.looseObject({
  id: z.string(),
  state: jobStateSchema,
  spec: z.string(),
  model: z.string().nullable(),
  progress: z
    .looseObject({ phase: z.string(), done: z.number(), total: z.number(), rate: z.number().nullable() })
    .nullable(),
  result: z
    .looseObject({
      changed: z.boolean(),
      embedded: z.number(),
      gate: z.looseObject({ coverage: z.number(), recallAt10: z.number() }).nullable(),
    })
    .nullable(),
  error: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
  createdAt: z.string(),
})
export type Reindex = z.output<typeof reindexSchema>

export const copyJobSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['queued', 'planning', 'running', 'paused', 'done', 'failed', 'cancelled']),
  selection: z.looseObject({ products: z.array(z.string()).optional() }),
  fields: z.array(z.string()),
  locale: z.string(),
  counts: z.looseObject({
    total: z.number(),
    ready: z.number(),
    needsReview: z.number(),
    reused: z.number(),
    fallbacks: z.looseObject({ budget: z.number(), provider: z.number(), check: z.number() }),
    failed: z.number(),
    cancelled: z.number(),
  }),
  failures: z.array(z.looseObject({ code: z.string(), detail: z.string(), count: z.number() })),
  cost: z.looseObject({ settledMicros: z.number() }),
})
export type CopyJob = z.output<typeof copyJobSchema>

export const lintRunSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  progress: z.looseObject({ products: z.number(), flagged: z.number() }),
  failure: z.looseObject({ code: z.string(), detail: z.string() }).nullable(),
})
export type LintRun = z.output<typeof lintRunSchema>

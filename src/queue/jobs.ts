/** Every kind of job there is. A kind without a processor does not compile (workers/processors.ts). */
import { z } from 'zod'
import { defineJob } from './job.ts'

const MINUTE_MS = 60_000

export const jobs = {
  /** Read an uploaded catalogue, row by row, from its checkpoint. */
  runImport: defineJob('catalog.run-import', {
    lane: 'catalog',
    payload: z.object({ importId: z.string() }),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: MINUTE_MS,
    timeoutMs: 6 * 60 * MINUTE_MS,
  }),
  /** Embed the named products for one embedding version, where their content changed. */
  embedProducts: defineJob('catalog.embed-products', {
    lane: 'embedding',
    payload: z.object({ versionId: z.string(), productIds: z.array(z.int()).max(500) }),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 15 * MINUTE_MS,
  }),
  /** Build an embedding version beside the live one: fit, plan batches, index, gate, switch. */
  reindex: defineJob('catalog.reindex', {
    lane: 'catalog',
    payload: z.object({ versionId: z.string() }),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
  }),
  /** Expand a copy job over many products into one child job each. */
  planCopy: defineJob('content.plan-copy', {
    lane: 'catalog',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: MINUTE_MS,
    timeoutMs: 30 * MINUTE_MS,
  }),
  /** Carry the model calls of one copy job through batches of the provider. */
  runBatches: defineJob('content.run-batches', {
    lane: 'catalog',
    payload: z.object({ copyJobId: z.string() }),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 30 * MINUTE_MS,
  }),
  /** Write the copy of one product. */
  writeCopy: defineJob('content.write-copy', {
    lane: 'copy',
    payload: z.object({ copyJobId: z.string(), productId: z.int() }),
    jobsPerHint: 16,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 10 * MINUTE_MS,
  }),
  /** Look at published texts whose products have changed: mark, withdraw and patch what no longer holds. */
  watchDrift: defineJob('content.watch-drift', {
    lane: 'catalog',
    payload: z.object({ productIds: z.array(z.int()).max(500) }),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: MINUTE_MS,
    timeoutMs: 10 * MINUTE_MS,
  }),
  /** Check the texts of a catalogue against its own data. */
  lintCatalog: defineJob('content.lint-catalog', {
    lane: 'catalog',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: MINUTE_MS,
    timeoutMs: 6 * 60 * MINUTE_MS,
  }),
  /** Measure the session model on the shop's own visits, and promote its settings when they pass the gate. */
  evaluateModel: defineJob('recommendations.evaluate', {
    lane: 'catalog',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 3,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
  }),
  /** Learn everything that behaviour tells of a shop, and publish it as an image. */
  buildImage: defineJob('recommendations.build-image', {
    lane: 'model',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
  }),
  /** Make a slate for each recipient of a mailing. */
  fillMailing: defineJob('recommendations.fill-mailing', {
    lane: 'catalog',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
  }),
  /** Turn the events of ended visits into numbered visits, from which models are built. */
  closeVisits: defineJob('events.close-visits', {
    lane: 'catalog',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: MINUTE_MS,
    timeoutMs: 60 * MINUTE_MS,
  }),
  /** Send one webhook message; the processor keeps its own schedule of attempts. */
  deliverWebhook: defineJob('webhooks.deliver', {
    lane: 'egress',
    payload: z.object({}),
    jobsPerHint: 1,
    attemptsMax: 5,
    backoffMaxMs: 5 * MINUTE_MS,
    timeoutMs: MINUTE_MS,
  }),
} as const

export type JobDefinitions = typeof jobs
export type JobName = keyof JobDefinitions
export type JobKind = JobDefinitions[JobName]['kind']

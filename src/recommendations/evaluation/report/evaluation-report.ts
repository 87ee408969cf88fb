/** What an evaluation found, as data: one shape for files and for shops, stored, answered, printed and drawn. */
import { z } from 'zod'
import { stoppedReasons } from '../../session-knn/tuning/tune-session-knn.ts'

export const intervalSchema = z.object({ value: z.number(), low: z.number(), high: z.number() })

const sliceSchema = z.object({ label: z.string(), cases: z.int(), hr: z.number(), mrr: z.number() })

export const chosenSettingsSchema = z.record(z.string(), z.union([z.number(), z.boolean()]))

export const methodFiguresSchema = z.object({
  name: z.string(),
  title: z.string(),
  hr: intervalSchema.describe('Share of cases whose next item is among the first k; 95 % interval'),
  mrr: intervalSchema.describe('Mean of 1 / place, 0 beyond k; 95 % interval'),
  ndcg: z.number(),
  novel: z
    .object({ cases: z.int(), hr: z.number(), mrr: z.number() })
    .describe(
      'Only cases whose next item the visit had not viewed yet, ranked among items it had not viewed',
    ),
  coverage: z.number().describe('Share of the items of training shown at least once'),
  novelty: z.number().describe('Mean surprise of what was shown, bits'),
  popularityBias: z.number().describe('Popularity of what was shown over that of what came next'),
  buildMs: z.number().describe('Time to learn'),
  latencyMs: z.object({ p50: z.number(), p90: z.number(), p99: z.number() }),
  settings: chosenSettingsSchema
    .optional()
    .describe('Settings that a baseline found for itself on the tail of training'),
  byPrefixLength: z.array(sliceSchema),
  byPopularity: z.array(sliceSchema),
})
export type MethodFigures = z.output<typeof methodFiguresSchema>

export const comparisonSchema = z.object({
  against: z.string(),
  title: z.string(),
  hr: intervalSchema.describe('Gain of the session model in HR@k over this method, paired'),
  mrr: intervalSchema.describe('Gain in MRR@k, paired'),
})
export type Comparison = z.output<typeof comparisonSchema>

export const gateSchema = z.object({
  passed: z.boolean(),
  reasons: z
    .array(z.string())
    .describe('One sentence a method and measure that kept it from passing; empty when it passed'),
})
export type Gate = z.output<typeof gateSchema>

const fileSchema = z.object({ name: z.string(), format: z.string(), bytes: z.int(), sha256: z.string() })

export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('files'), train: fileSchema, test: fileSchema }),
  z.object({
    kind: z.literal('shop'),
    sha256: z.string().describe('Of the visits read, in the order of their numbers'),
    splitAt: z.string().describe('Visits that ended later are the test'),
    lastSeq: z.int(),
  }),
])
export type EvaluationSource = z.output<typeof sourceSchema>

export const dataFactsSchema = z.object({
  trainVisits: z.int(),
  trainClicks: z.int(),
  items: z.int(),
  testVisits: z.int(),
  cases: z.int(),
  repeats: z.number().describe('Share of cases whose next item the visit had viewed before'),
  unseenTargets: z.number().describe('Share of cases whose next item training never saw; always misses'),
})
export type DataFacts = z.output<typeof dataFactsSchema>

export const machineSchema = z.object({
  cpu: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  node: z.string(),
})
export type Machine = z.output<typeof machineSchema>

export const evaluationReportSchema = z.object({
  source: sourceSchema,
  data: dataFactsSchema,
  cut: z.int().describe('k'),
  seed: z.int(),
  evaluatedAt: z.string(),
  params: z.record(z.string(), z.unknown()).describe('Settings the tuner found on the tail of training'),
  tuning: z.object({
    cases: z.int().describe('Questions of the tail that each setting was asked'),
    hr: z.number(),
    mrr: z.number(),
    evaluations: z.int().describe('Settings tried'),
    rankerCases: z.int().describe('Questions that the order was learnt from; 0 when it was no clear gain'),
    stopped: z
      .enum(stoppedReasons)
      .optional()
      .describe(
        '`finished` or `work`: counted, the same on every machine; `time`: the clock struck first. Absent before 2026-11-26',
      ),
  }),
  model: methodFiguresSchema,
  baselines: z.array(methodFiguresSchema),
  comparisons: z.array(comparisonSchema),
  incumbent: z
    .array(comparisonSchema)
    .default([])
    .describe('Gains of what is served now over each baseline; empty when nothing is'),
  gate: gateSchema,
  machine: machineSchema,
  seconds: z.object({ read: z.number(), tune: z.number(), total: z.number() }),
})
export type EvaluationReport = z.output<typeof evaluationReportSchema>

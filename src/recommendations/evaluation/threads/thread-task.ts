/** What the evaluation asks its threads, and what they answer; checked on both sides, because messages are untyped. */
import { z } from 'zod'
import { sessionKnnParamsSchema } from '../../session-knn/session-knn-params.ts'
import { stoppedReasons } from '../../session-knn/tuning/tune-session-knn.ts'
import { baselineNames } from '../baselines/baselines.ts'
import { chosenSettingsSchema, comparisonSchema, methodFiguresSchema } from '../report/evaluation-report.ts'

// Of memory of either kind, shared or not; z.instanceof would name one.
const uint32 = z.custom<Uint32Array>((value) => value instanceof Uint32Array)
const float64 = z.custom<Float64Array>((value) => value instanceof Float64Array)
const uint8 = z.custom<Uint8Array>((value) => value instanceof Uint8Array)
const float32 = z.custom<Float32Array>((value) => value instanceof Float32Array)

/** The data all tasks of an evaluation are about; its arrays lie in shared memory. */
export const threadDataSchema = z.object({
  log: z.object({
    items: z.array(z.string()),
    offsets: uint32,
    clicks: uint32,
    ends: float64,
    numbers: float64,
  }),
  cases: z.object({
    clicks: uint32,
    starts: uint32,
    targets: uint32,
    visits: uint32,
    visitCount: z.int(),
  }),
  cut: z.int(),
})
export type ThreadData = z.output<typeof threadDataSchema>

export const methodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('baseline'), name: z.enum(baselineNames) }),
  z.object({ kind: z.literal('session-knn'), params: sessionKnnParamsSchema }),
])
export type Method = z.output<typeof methodSchema>

const outcomeSchema = z.object({
  ranks: uint8,
  novelRanks: uint8,
  shown: uint32,
  latencies: float32,
  buildMs: z.number(),
  settings: chosenSettingsSchema.optional(),
})

const learnTaskSchema = z.object({ kind: z.literal('learn'), seed: z.int(), budgetMs: z.number() })
const scoreTaskSchema = z.object({
  kind: z.literal('score'),
  method: methodSchema,
  from: z.int(),
  to: z.int(),
})
const compareTaskSchema = z.object({
  kind: z.literal('compare'),
  seed: z.int(),
  methods: z.array(z.object({ name: z.string(), title: z.string(), outcome: outcomeSchema })),
})
export const taskSchema = z.discriminatedUnion('kind', [learnTaskSchema, scoreTaskSchema, compareTaskSchema])
export type Task = z.output<typeof taskSchema>
export type LearnTask = Omit<z.output<typeof learnTaskSchema>, 'kind'>
export type ScoreTask = Omit<z.output<typeof scoreTaskSchema>, 'kind'>
export type CompareTask = Omit<z.output<typeof compareTaskSchema>, 'kind'>

export const learntSchema = z.object({
  params: sessionKnnParamsSchema,
  tuning: z.object({
    cases: z.int(),
    hr: z.number(),
    mrr: z.number(),
    evaluations: z.int(),
    rankerCases: z.int(),
    stopped: z.enum(stoppedReasons),
  }),
})
export type Learnt = z.output<typeof learntSchema>

const comparedSchema = z.object({
  figures: z.array(methodFiguresSchema),
  comparisons: z.array(comparisonSchema),
  incumbent: z.array(comparisonSchema),
})

/** `progress` may come any number of times before the one message that ends a task. */
export const threadMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), amount: z.number() }),
  z.object({ kind: z.literal('learnt'), learnt: learntSchema }),
  z.object({ kind: z.literal('scored'), outcome: outcomeSchema }),
  z.object({ kind: z.literal('compared'), compared: comparedSchema }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
])
export type ThreadMessage = z.output<typeof threadMessageSchema>

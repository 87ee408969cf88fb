/** A copy job: what a merchandiser asked for and how far it has come. */
import { z } from 'zod'
import { productSelectionSchema } from '../../catalog/product-selection.ts'
import { copyFieldSchema, type CopyField } from '../drafts/segment.ts'
import { draftStates } from '../review/draft-state.ts'

export const copySelectionSchema = productSelectionSchema
export type CopySelection = z.output<typeof copySelectionSchema>

/** "auto" is the writer the operator configured. */
export const writerChoiceSchema = z.enum(['auto', 'embedded', 'openai', 'langchain'])
export type WriterChoice = z.output<typeof writerChoiceSchema>

/**
 * "batch": the provider answers within a day at a lower price, where its endpoint and the writer can; "now": each product
 * asks for itself; "auto": by the size of the job.
 */
export const deliverySchema = z.enum(['auto', 'now', 'batch'])
export type Delivery = z.output<typeof deliverySchema>

export const copyRequestSchema = z.strictObject({
  selection: copySelectionSchema,
  fields: z
    .array(copyFieldSchema)
    .min(1)
    .max(10)
    .transform((fields): CopyField[] => [...new Set(fields)]),
  locale: z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en-GB"'),
  writer: writerChoiceSchema.default('auto'),
  seed: z.int().min(0).max(2_147_483_647).default(0),
  /** Id of a brand voice; null: the shop's default, else the neutral one. */
  voice: z.string().min(1).max(60).nullable().default(null),
  /** Cap of the whole job, micro-dollars; null: the daily cap alone holds. */
  maxCostMicros: z.int().min(0).nullable().default(null),
  delivery: deliverySchema.default('auto'),
})
export type CopyRequest = z.output<typeof copyRequestSchema>

export const copyJobStates = [
  'queued',
  'planning',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
] as const
export type CopyJobState = (typeof copyJobStates)[number]

export interface CopyJob {
  readonly id: string
  readonly state: CopyJobState
  readonly selection: CopySelection
  readonly fields: readonly CopyField[]
  readonly locale: string
  readonly writer: WriterChoice
  readonly seed: number
  /** The version of the brand voice it speaks in; null: the neutral voice. */
  readonly voice: { readonly id: string; readonly version: number } | null
  readonly maxCostMicros: number | null
  /** "auto" until the job is planned. */
  readonly delivery: Delivery
  readonly createdAt: Date
  readonly finishedAt: Date | null
  /** Products by what became of them; they add up to `total` once planning is over. */
  readonly counts: CopyCounts
  readonly progress: CopyProgress
  /** Why products failed, most frequent first. */
  readonly failures: readonly { readonly code: string; readonly detail: string; readonly count: number }[]
  readonly cost: CopyCost
}

export interface CopyCounts {
  readonly total: number
  readonly waiting: number
  readonly running: number
  /** Set aside until the job is resumed. */
  readonly paused: number
  readonly ready: number
  readonly needsReview: number
  /** Of those done: an earlier draft from unchanged input was taken. */
  readonly reused: number
  /** Of those done: the embedded writer stood in, by reason. */
  readonly fallbacks: { readonly budget: number; readonly provider: number; readonly check: number }
  readonly failed: number
  readonly cancelled: number
}

export interface CopyProgress {
  /** Products that came to an end, whichever. */
  readonly ended: number
  /** 0 to 1; null while nothing is planned. */
  readonly share: number | null
  /** Products per second over the last minute; null when none ended in it or the job is not running. */
  readonly perSecond: number | null
  /** At that rate; null without one. */
  readonly secondsLeft: number | null
}

export interface CopyCost {
  readonly settledMicros: number
  /** Booked at the worst case until the provider's invoice says otherwise. */
  readonly uncertainMicros: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly calls: number
}

/** What a finished job of one product leaves behind. */
export const writeResultSchema = z.object({
  draftId: z.string(),
  /** Of a reused draft whatever it has become since. */
  state: z.enum(draftStates),
  writer: z.enum(['embedded', 'openai', 'langchain']),
  reused: z.boolean(),
  fallback: z.enum(['budget', 'provider', 'check']).nullable(),
  costMicros: z.int().min(0),
})
export type WriteResult = z.output<typeof writeResultSchema>

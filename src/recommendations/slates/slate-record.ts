/** What is remembered of a slate: enough to page on, to recount its reasons and to make it again. */
import { z } from 'zod'
import type { ExploredSlot } from '../exploration/explored-slot.ts'
import {
  candidateSources,
  reasonCodes,
  recommendationRequestSchema,
  type CandidateSource,
  type Reason,
  type RecommendationRequest,
} from '../recommendation.ts'

export interface SlateRecord {
  readonly slate: string
  readonly shopId: string
  readonly at: Date
  readonly epoch: number
  readonly countedSeq: number
  readonly countedUntil: Date | undefined
  readonly request: RecommendationRequest
  /** What the visit had viewed and put in the cart when it was made, so that it can be made again. */
  readonly viewed: readonly string[]
  readonly cart: readonly string[]
  readonly arm: string | null
  readonly rules: readonly string[]
  /** The slot that was filled by chance, where one was. */
  readonly explored?: ExploredSlot | undefined
  readonly items: readonly {
    readonly id: string
    readonly source: CandidateSource
    readonly reason: Reason
  }[]
}

/** As a process holds it: as text the items cost it less to keep. */
export interface HeldSlate extends Omit<SlateRecord, 'items'> {
  readonly itemsJson: string
}

export function readHeld({ itemsJson, ...record }: HeldSlate): SlateRecord {
  return { ...record, items: storedItemsSchema.parse(JSON.parse(itemsJson)) }
}

/** As stored: keys of persons stay out, the visit's own products do for making it again. */
export const storedSlateSchema = z.object({
  request: recommendationRequestSchema.extend({
    // Without the bound of a request: later pages and the slates of a batch name all that was shown before.
    exclude: z.object({ ids: z.array(z.string()), seen: z.boolean(), bought: z.boolean() }),
  }),
  viewed: z.array(z.string()),
  cart: z.array(z.string()),
})

export const storedItemsSchema = z.array(
  z.object({
    id: z.string(),
    source: z.enum(candidateSources),
    reason: z.object({
      code: z.enum(reasonCodes),
      item: z.string().exactOptional(),
      k: z.number().exactOptional(),
      n: z.number().exactOptional(),
      days: z.number().exactOptional(),
      lift: z.number().exactOptional(),
      ci: z.tuple([z.number(), z.number()]).exactOptional(),
      category: z.string().exactOptional(),
      brand: z.string().exactOptional(),
      attributes: z
        .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])))
        .exactOptional(),
    }),
  }),
)

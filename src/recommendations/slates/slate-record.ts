/** What is remembered of a slate: enough to page on, to recount its reasons and to make it again. */
import { z } from 'zod'
import type { ExploredSlot } from '../exploration/explored-slot.ts'
import { recommendationRequestSchema, type Reason, type CandidateSource } from '../recommendation.ts'
import type { RecommendationRequest } from '../recommendation.ts'

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
  readonly explored?: ExploredSlot
  readonly items: readonly {
    readonly id: string
    readonly source: CandidateSource
    readonly reason: Reason
  }[]
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

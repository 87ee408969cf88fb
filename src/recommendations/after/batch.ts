/** The slates of one page, in one question; with `distinct` no product stands in two of them. */
import { z } from 'zod'
import { consentLevels } from '../../events/consent.ts'
import { recommendationRequestSchema } from '../recommendation.ts'
import { recommend, type RecommendDeps } from '../recommend.ts'
import type { Answer } from '../serving/answer/issue-slate.ts'

export const batchRequestSchema = z.strictObject({
  /** What is shown in an earlier slate does not come again in a later one. */
  distinct: z.boolean().default(true),
  consent: z.enum(consentLevels).default('none'),
  session: z.string().min(1).max(200).optional(),
  visitor: z.string().min(1).max(200).optional(),
  requests: z
    .array(recommendationRequestSchema.omit({ consent: true, session: true, visitor: true }))
    .min(1)
    .max(20),
})
export type BatchRequest = z.output<typeof batchRequestSchema>

/** @returns `{"slates": […]}` as JSON, in the order of the requests, and the greatest age among them */
export async function recommendBatch(
  deps: RecommendDeps,
  { shopId, distinct, consent, session, visitor, requests }: BatchRequest & { readonly shopId: string },
): Promise<Pick<Answer, 'json' | 'ageSeconds'>> {
  const shown: string[] = []
  const slates: string[] = []
  let oldest = 0
  for (const request of requests) {
    const exclude = distinct
      ? { ...request.exclude, ids: [...request.exclude.ids, ...shown] }
      : request.exclude
    const who = {
      ...(session === undefined ? {} : { session }),
      ...(visitor === undefined ? {} : { visitor }),
    }
    const { json, ids, ageSeconds } = await recommend(deps, shopId, { ...request, ...who, consent, exclude })
    slates.push(json)
    shown.push(...ids)
    oldest = Math.max(oldest, ageSeconds)
  }
  return { json: `{"slates":[${slates.join(',')}]}`, ageSeconds: oldest }
}

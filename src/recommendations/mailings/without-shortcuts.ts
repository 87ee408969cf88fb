/**
 * A page is answered from less when Postgres is away or slow: better a plain slate than none. A mailing is made once and
 * read by many, so that it waits, and fails to be tried again rather than forget who its reader is.
 */
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { VisitorHistory } from '../../events/history/visitor-history.ts'
import type { RecommendationRequest } from '../recommendation.ts'
import type { RecommendDeps } from '../recommend.ts'
import type { Answer } from '../serving/answer/issue-slate.ts'

/** What a source that asks Postgres may take. */
const sourceMs = 2_000

const staleSchema = z.looseObject({ stale: z.literal(true).optional() })

/** @returns what makes a slate as JSON; it throws what a page would not have noticed */
export function withoutShortcuts(
  deps: RecommendDeps,
  recommend: (deps: RecommendDeps, request: RecommendationRequest) => Promise<Answer>,
): (request: RecommendationRequest) => Promise<string> {
  return async (request) => {
    const read: Promise<VisitorHistory>[] = []
    const own: RecommendDeps = {
      ...deps,
      deadlineMs: sourceMs,
      histories: {
        of(asked) {
          const history = deps.histories.of(asked)
          if (history instanceof Promise) read.push(history)
          return history
        },
      },
    }
    const { json } = await recommend(own, request)
    // A page forgives a history that could not be read; awaited here, it throws.
    await Promise.all(read)
    if (staleSchema.parse(JSON.parse(json)).stale === true)
      throw new AppError(
        'database.unavailable',
        'The database could not be asked whether every product may still be shown.',
      )
    return json
  }
}

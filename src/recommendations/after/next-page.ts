/** The next page of a slate: the same question without what was shown, looked at afresh. */
import { recommend, type RecommendDeps } from '../recommend.ts'
import type { Answer } from '../serving/answer/issue-slate.ts'
import { getSlate } from '../slates/keep-slates.ts'

export interface NextPageRequest {
  readonly shopId: string
  readonly slate: string
  /** Items wanted; as many as before when unset. */
  readonly n?: number | undefined
}

/** @throws AppError recommendations.slate-not-found */
export async function nextPage(deps: RecommendDeps, { shopId, slate, n }: NextPageRequest): Promise<Answer> {
  const record = await getSlate(deps, shopId, slate)
  const { request, viewed, cart, items } = record
  const ids = [...new Set([...request.exclude.ids, ...items.map(({ id }) => id)])]
  return recommend(deps, shopId, {
    ...request,
    n: n ?? request.n,
    exclude: { ...request.exclude, ids },
    // The visit as it was, so that the pages belong together.
    context: { ...request.context, items: [...viewed], cart: [...cart] },
  })
}

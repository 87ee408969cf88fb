/** Makes a slate again from what is stored of it, to show that the same question still has the same answer. */
import { AppError } from '../../errors.ts'
import { emptyHistory } from '../../events/history/visitor-history.ts'
import type { RecommendDeps } from '../recommend.ts'
import { exploreSlate, widened } from '../exploration/explore-slate.ts'
import { composeSlate, gatherPool } from '../serving/compose-slate.ts'
import { readSituation, type Situation } from '../serving/situation.ts'
import { getSlate } from '../slates/keep-slates.ts'

export interface Replayed {
  readonly identical: boolean
  readonly epoch: number
  readonly items: readonly string[]
  /** Why it is not identical, as far as it is known. */
  readonly because?: 'catalogue-changed' | 'history-not-kept' | 'rules-changed'
}

/** @throws AppError recommendations.slate-not-found, recommendations.image-gone */
export async function replaySlate(deps: RecommendDeps, shopId: string, slate: string): Promise<Replayed> {
  const record = await getSlate(deps, shopId, slate)
  const image = await deps.images.of(shopId)
  if ((image?.epoch ?? 0) !== record.epoch) {
    const detail = `The image ${String(record.epoch)} that made this slate is no longer held; ${String(image?.epoch ?? 0)} answers now.`
    throw new AppError('recommendations.image-gone', detail)
  }
  if (image?.countsHold === false) {
    const detail =
      'Visits behind the image that made this slate were erased or have expired; slates of the next image can be made again.'
    throw new AppError('recommendations.image-gone', detail)
  }
  const mirror = await deps.mirrors.of(shopId)
  const { request, viewed, cart } = record
  const asked = { ...request, context: { ...request.context, items: [...viewed], cart: [...cart] } }
  const situation = readSituation(mirror, asked, emptyHistory, record.at.getTime() / 1_000)
  const rules = await deps.rules.activeFor({
    shopId,
    placement: request.placement,
    consent: request.consent,
    context: request.context,
    now: record.at,
    visitorKey: undefined,
  })
  const active = rules.active.filter(({ id }) => record.rules.includes(id))
  const sight = { mirror, image, situation }
  const pool = await gatherPool(deps, sight)
  const compose = (of: Situation) => composeSlate({ ...sight, situation: of }, pool, active, of.excluded)
  const explored =
    record.explored === undefined
      ? undefined
      : exploreSlate(compose(widened(situation)), { slate, request, rules: active })
  const { items } = explored?.composed ?? compose(situation)
  const ids = items.map(({ id }) => id)
  const identical = ids.length === record.items.length && record.items.every(({ id }, at) => id === ids[at])
  if (identical) return { identical, epoch: record.epoch, items: ids }
  const usedHistory = record.items.some(
    ({ source }) => source === 'history' || source === 'buy-again' || source === 'recently-viewed',
  )
  const because = usedHistory
    ? 'history-not-kept'
    : active.length < record.rules.length
      ? 'rules-changed'
      : 'catalogue-changed'
  return { identical, epoch: record.epoch, items: ids, because }
}

/**
 * One slot of some slates is filled by an even draw among the products ranked next to it, so that what other rules would
 * have shown can be judged from what shoppers did. The draw is a function of the slate's id: a replay draws the same.
 */
import { createChance, below } from '../../chance.ts'
import type { ActiveRule } from '../merchandising/rule.ts'
import type { RecommendationRequest } from '../recommendation.ts'
import type { Composed } from '../serving/compose-slate.ts'
import { deepestTier } from '../serving/serving-counts.ts'
import type { Situation } from '../serving/situation.ts'
import type { ExploredSlot } from './explored-slot.ts'

/** With an even draw the weight of an observation is their number: at most 10, so that none has to be cut. */
const candidatesMax = 10

/**
 * Whether a slate is one of the share. Requests without consent are not: nothing is stored of them. Nor are e-mails, which report no
 * impressions, nor slates of one product.
 */
export function isExplored(slate: string, share: number, request: RecommendationRequest): boolean {
  return mayExplore(share, request) && createChance(`explore:${slate}`)() < share
}

export function mayExplore(
  share: number | undefined,
  { consent, placement, n }: RecommendationRequest,
): boolean {
  return share !== undefined && consent !== 'none' && placement !== 'email' && n >= 2
}

/** The same question for a longer slate: its end holds the products the slot may be filled with. */
export function widened(situation: Situation): Situation {
  const { request } = situation
  return { ...situation, request: { ...request, n: request.n + candidatesMax - 1 } }
}

/**
 * From the longer slate to the one that is answered: the last place that no pin holds goes to chance.
 * @returns undefined when there is nothing else to show there
 */
export function exploreSlate(
  wide: Composed,
  {
    slate,
    request,
    rules,
  }: {
    readonly slate: string
    readonly request: RecommendationRequest
    readonly rules: readonly ActiveRule[]
  },
): { readonly composed: Composed; readonly explored: ExploredSlot } | undefined {
  const { n, explain } = request
  const pins = new Set(rules.filter(({ action }) => action === 'pin').map(({ id }) => id))
  const isFree = ({ rule }: Composed['items'][number]) => rule === null || !pins.has(rule)
  const head = wide.items.slice(0, n)
  const position = head.findLastIndex(isFree)
  const candidates = [...head.slice(position, position + 1), ...wide.items.slice(n).filter(isFree)]
  if (position < 0 || candidates.length < 2) return undefined
  const drawn = candidates[below(createChance(`explored:${slate}`), candidates.length)]
  if (drawn === undefined) return undefined
  const items = head.map((item, place) =>
    place === position ? { ...drawn, position, explored: true as const } : item,
  )
  const chance = 1 / candidates.length
  return {
    composed: {
      ...wide,
      items,
      tier: deepestTier(items),
      fill: explain ? { ...wide.fill, asked: n, returned: n } : { asked: n, returned: n },
    },
    explored: {
      position,
      shown: drawn.id,
      candidates: candidates.map(({ id, score }) => [id, score, chance]),
    },
  }
}

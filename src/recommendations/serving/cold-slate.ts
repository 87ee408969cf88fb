/**
 * The answer of a process that has just started and does not have the shop in memory yet: its newest products, straight
 * from Postgres, which also says that they may be shown. Disclosed as the last fallback tier.
 */
import type { ShopMirrors } from '../../catalog/mirror/shop-mirror.ts'
import type { ActiveRule } from '../merchandising/rule.ts'
import type { SlateItem } from '../recommendation.ts'
import type { Composed } from './compose-slate.ts'
import { placementPlans } from './placements.ts'
import type { Situation } from './situation.ts'

export async function coldSlate(
  mirrors: Pick<ShopMirrors, 'newest'>,
  shopId: string,
  { placement, request, filter, excludedIds }: Situation,
  rules: readonly ActiveRule[],
): Promise<Composed> {
  const { n } = request
  const ids = await mirrors.newest(shopId, {
    filter,
    hidden: rules.filter(({ action }) => action === 'hide').map((rule) => rule.filter),
    exclude: [...excludedIds],
    limit: n,
  })
  const tier = placementPlans[placement].fallback.length
  const items = ids.map((id, position): SlateItem => ({
    id,
    position,
    score: 0,
    source: 'latest',
    tier,
    rule: null,
    reason: { code: 'latest' },
  }))
  return {
    items,
    fill: { asked: n, returned: items.length },
    fellBackTo: ['latest'],
    tier: items.length === 0 ? 'none' : tier,
  }
}

/** Memory may have missed changes: then Postgres has the last word about a slate, and when it is away the answer says so. */
import type { ProductFilter } from '../../catalog/filter.ts'
import type { ShopMirrors } from '../../catalog/mirror/shop-mirror.ts'
import type { AppliedRules } from '../merchandising/rule.ts'
import { composeSlate, type Composed, type Pool, type Sight } from './compose-slate.ts'
import { reached } from './consult.ts'
import type { ServingCounts } from './serving-counts.ts'

/** Rounds of asking Postgres; each leaves out what it refused. */
const roundsMax = 3

export async function confirmSlate(
  { mirrors, counts }: { readonly mirrors: ShopMirrors; readonly counts: ServingCounts },
  sight: Sight,
  pool: Pool,
  rules: AppliedRules,
  first: Composed,
): Promise<{ readonly composed: Composed; readonly stale?: true }> {
  const { mirror, situation } = sight
  const excluded = new Set(situation.excluded)
  let composed = first
  for (let round = 0; round < roundsMax; round++) {
    const ids = composed.items.map(({ id }) => id)
    const sure = await reached(
      confirmProducts(mirrors, mirror.shopId, ids, situation.filter, rules),
      undefined,
    )
    if (sure === undefined) {
      counts.away++
      return { composed, stale: true }
    }
    const refused = ids.filter((id) => !sure.has(id))
    counts.kept += ids.length - refused.length
    counts.refused += refused.length
    if (refused.length === 0) break
    for (const id of refused) excluded.add(mirror.numberOf(id) ?? -1)
    composed = composeSlate(sight, pool, rules.active, excluded)
    if (round === roundsMax - 1) composed = onlySure(composed, sure)
  }
  return { composed }
}

/** Of the ids, those that may be shown now: by state, stock, filter and the shop's hide rules. */
export function confirmProducts(
  mirrors: Pick<ShopMirrors, 'confirm'>,
  shopId: string,
  ids: readonly string[],
  filter: ProductFilter | undefined,
  rules: AppliedRules,
): Promise<ReadonlySet<string>> {
  return mirrors.confirm(shopId, ids, keptBy(filter, rules))
}

/** The last round is not asked about: what Postgres has not kept before is left out. */
function onlySure(composed: Composed, sure: ReadonlySet<string>): Composed {
  const items = composed.items
    .filter(({ id }) => sure.has(id))
    .map((item, position) => ({ ...item, position }))
  return { ...composed, items, fill: { ...composed.fill, returned: items.length } }
}

/** What hide rules take out is looked up by the attributes Postgres has, which memory may not have yet. */
function keptBy(filter: ProductFilter | undefined, { active }: AppliedRules): ProductFilter | undefined {
  const hides = active.filter(({ action }) => action === 'hide').map((rule) => ({ not: rule.filter }))
  if (hides.length === 0) return filter
  return { all: [...(filter === undefined ? [] : [filter]), ...hides] }
}

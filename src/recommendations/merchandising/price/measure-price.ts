/** What a rule costs or brings: visitors under it against the few from whom it is withheld. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { getShop } from '../../../shops/find-shop.ts'
import { getRule } from '../manage-rules.ts'
import { countGroupEvents, selectArmSums, visitorGroups, type ArmSums } from './price-queries.ts'
import { ratioDifference, type Moments } from './ratio-difference.ts'

/** Below this an interval by the normal distribution promises more than it keeps. */
const visitorsMin = 30
const clicksMin = 10
/** Events read for one price: some seconds of work. */
const eventsMax = 300_000
/** Share of purchases whose cost must be known: what is left out is seldom like the rest. */
const costedMin = 0.95

const armSchema = z.object({
  visitors: z.int(),
  slates: z.int().describe('Distinct slates of which an impression was reported'),
  clicks: z.int().describe('Products clicked in them, each once per slate'),
  revenueMinor: z.number().describe('Money of purchases that name them by their token, minor units'),
  marginMinor: z.number().nullable().describe('That money less costs; null where `marginUnknown` says why'),
  clicksPerThousand: z.number().nullable(),
  revenueMinorPerThousand: z.number().nullable(),
})
const differenceSchema = z
  .object({ value: z.number(), lo: z.number(), hi: z.number() })
  .describe('With minus without, per 1,000 slates, and its 95 % interval')

export const rulePriceSchema = z.object({
  rule: z.string(),
  outcome: z
    .enum(['measured', 'not-enough-data', 'never-withheld'])
    .describe(
      '"not-enough-data": fewer than 30 visitors or 10 clicks on either side; "never-withheld": a hide',
    ),
  since: z.date().describe('When the rule last changed what it does'),
  currency: z.string(),
  sampled: z.number().describe('Share of visitors that was read, chosen at random; 1 up to 300,000 events'),
  with: armSchema,
  without: armSchema,
  clicks: differenceSchema.nullable(),
  revenueMinor: differenceSchema.nullable(),
  marginMinor: differenceSchema.nullable(),
  marginUnknown: z
    .enum(['no-purchases', 'costs-unknown', 'costs-incomplete'])
    .nullable()
    .describe(
      'Why there is no margin; "costs-incomplete": the cost of more than 5 % of purchases is unknown',
    ),
  unpricedPurchases: z
    .int()
    .describe('Purchases without a price or in another currency; not counted as money'),
  uncostedPurchases: z.int().describe('Purchases of products whose cost is unknown; not counted in margin'),
})
export type RulePrice = z.output<typeof rulePriceSchema>

/** @throws AppError recommendations.rule-not-found, shops.not-found */
export async function measurePrice(db: Db, shopId: string, id: string): Promise<RulePrice> {
  const rule = await getRule(db, shopId, id)
  const { currency } = await getShop(db, shopId)
  const since = rule.effectiveAt
  const isHide = rule.action === 'hide'
  const groups = isHide ? visitorGroups : await groupsToRead(db, shopId, since)
  const sums = isHide ? [] : await selectArmSums(db, shopId, { number: rule.number, since, currency, groups })
  const price = comparePrice(sums)
  const outcome = isHide ? 'never-withheld' : price.outcome
  return { rule: id, since, currency, sampled: groups / visitorGroups, ...price, outcome }
}

/** All visitors, or as many random groups of them as stay below the number of events read. */
async function groupsToRead(db: Db, shopId: string, since: Date): Promise<number> {
  const ofOne = await countGroupEvents(db, shopId, since, eventsMax)
  return Math.max(1, Math.min(visitorGroups, Math.floor(eventsMax / Math.max(1, ofOne))))
}

/** Pure; the differences are null where too little is known for an interval. */
export function comparePrice(
  sums: readonly ArmSums[],
): Omit<RulePrice, 'rule' | 'since' | 'currency' | 'sampled'> {
  const treated = sums.find((side) => side.treated) ?? { ...nobody, treated: true }
  const spared = sums.find((side) => !side.treated) ?? nobody
  const isEnough = [treated, spared].every(
    ({ visitors, clicks }) => visitors >= visitorsMin && clicks >= clicksMin,
  )
  const marginUnknown = judgeCosts(treated.priced + spared.priced, treated.uncosted + spared.uncosted)
  const compare = (of: 'clicks' | 'revenue' | 'margin') =>
    isEnough ? (ratioDifference(momentsOf(treated, of), momentsOf(spared, of)) ?? null) : null
  return {
    with: armOf(treated, marginUnknown),
    without: armOf(spared, marginUnknown),
    outcome: isEnough ? 'measured' : 'not-enough-data',
    clicks: compare('clicks'),
    revenueMinor: compare('revenue'),
    marginMinor: marginUnknown === null ? compare('margin') : null,
    marginUnknown,
    unpricedPurchases: treated.unpriced + spared.unpriced,
    uncostedPurchases: treated.uncosted + spared.uncosted,
  }
}

function judgeCosts(priced: number, uncosted: number): RulePrice['marginUnknown'] {
  if (priced === 0) return 'no-purchases'
  if (uncosted === priced) return 'costs-unknown'
  return uncosted > (1 - costedMin) * priced ? 'costs-incomplete' : null
}

/** Per thousand slates: totals and what they are multiplied with count a thousandfold. */
function momentsOf(side: ArmSums, of: 'clicks' | 'revenue' | 'margin'): Moments {
  const [totalSquares, products] = {
    clicks: [side.clickSquares, side.slateClicks] as const,
    revenue: [side.revenueSquares, side.slateRevenue] as const,
    margin: [side.marginSquares, side.slateMargin] as const,
  }[of]
  return {
    clusters: side.visitors,
    count: side.slates,
    total: side[of] * 1_000,
    countSquares: side.slateSquares,
    totalSquares: totalSquares * 1e6,
    products: products * 1_000,
  }
}

function armOf(
  { visitors, slates, clicks, revenue, margin }: ArmSums,
  marginUnknown: RulePrice['marginUnknown'],
): RulePrice['with'] {
  const perThousand = (total: number) => (slates === 0 ? null : (1_000 * total) / slates)
  return {
    visitors,
    slates,
    clicks,
    revenueMinor: revenue,
    marginMinor: marginUnknown === null ? margin : null,
    clicksPerThousand: perThousand(clicks),
    revenueMinorPerThousand: perThousand(revenue),
  }
}

const nobody: ArmSums = {
  ...{ treated: false, visitors: 0, slates: 0, clicks: 0, revenue: 0, margin: 0 },
  ...{ slateSquares: 0, clickSquares: 0, revenueSquares: 0, marginSquares: 0 },
  ...{ slateClicks: 0, slateRevenue: 0, slateMargin: 0, priced: 0, uncosted: 0, unpriced: 0 },
}

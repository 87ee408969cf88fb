/** What a rule costs or brings: visitors under it against the few from whom it is withheld. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { getShop } from '../../../shops/find-shop.ts'
import { getRule } from '../manage-rules.ts'
import { selectOutcomes, type VisitorOutcome } from './price-queries.ts'
import { ratioDifference, type Cluster } from './ratio-difference.ts'

/** Below this an interval by the normal distribution promises more than it keeps. */
const visitorsMin = 30
const clicksMin = 10

const armSchema = z.object({
  visitors: z.int(),
  slates: z.int().describe('Distinct slates of which an impression was reported'),
  clicks: z.int().describe('Products clicked in them, each once per slate'),
  revenueMinor: z.number().describe('Money of purchases that name them by their token, minor units'),
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
  money: z.literal('revenue').describe('Costs of products are not known: this is revenue and not margin'),
  with: armSchema,
  without: armSchema,
  clicks: differenceSchema.nullable(),
  revenueMinor: differenceSchema.nullable(),
  unpricedPurchases: z
    .int()
    .describe('Purchases without a price or in another currency; not counted as money'),
})
export type RulePrice = z.output<typeof rulePriceSchema>

/** @throws AppError recommendations.rule-not-found, shops.not-found */
export async function measurePrice(db: Db, shopId: string, id: string): Promise<RulePrice> {
  const rule = await getRule(db, shopId, id)
  const { currency } = await getShop(db, shopId)
  const since = rule.effectiveAt
  const outcomes =
    rule.action === 'hide' ? [] : await selectOutcomes(db, shopId, { number: rule.number, since, currency })
  const head = { rule: id, since, currency, money: 'revenue' as const }
  const price = comparePrice(outcomes)
  return { ...head, ...price, outcome: rule.action === 'hide' ? 'never-withheld' : price.outcome }
}

/** Pure; the differences are null where too little is known for an interval. */
export function comparePrice(
  outcomes: readonly VisitorOutcome[],
): Omit<RulePrice, 'rule' | 'since' | 'currency' | 'money'> {
  const treated = outcomes.filter((one) => one.treated)
  const spared = outcomes.filter((one) => !one.treated)
  const arms = { with: armOf(treated), without: armOf(spared) }
  const isEnough = [arms.with, arms.without].every(
    ({ visitors, clicks }) => visitors >= visitorsMin && clicks >= clicksMin,
  )
  const compare = (total: (one: VisitorOutcome) => number) => {
    const clusters = (side: readonly VisitorOutcome[]): Cluster[] =>
      side.map((one) => ({ count: one.slates, total: total(one) * 1_000 }))
    return isEnough ? (ratioDifference(clusters(treated), clusters(spared)) ?? null) : null
  }
  return {
    ...arms,
    outcome: isEnough ? 'measured' : 'not-enough-data',
    clicks: compare(({ clicks }) => clicks),
    revenueMinor: compare(({ revenue }) => revenue),
    unpricedPurchases: outcomes.reduce((sum, { unpriced }) => sum + unpriced, 0),
  }
}

function armOf(side: readonly VisitorOutcome[]): RulePrice['with'] {
  const sum = (of: (one: VisitorOutcome) => number) => side.reduce((total, one) => total + of(one), 0)
  const [slates, clicks, revenueMinor] = [
    sum((one) => one.slates),
    sum((one) => one.clicks),
    sum((one) => one.revenue),
  ]
  const perThousand = (total: number) => (slates === 0 ? null : (1_000 * total) / slates)
  return {
    visitors: side.length,
    slates,
    clicks,
    revenueMinor,
    clicksPerThousand: perThousand(clicks),
    revenueMinorPerThousand: perThousand(revenueMinor),
  }
}

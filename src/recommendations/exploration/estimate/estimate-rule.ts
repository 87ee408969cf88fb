/**
 * What a rule would cost or bring, before anybody is shown it: slots that were filled by chance, where chance did what the rule would
 * have done against where it did what is done now.
 */
import { z } from 'zod'
import type { ShopMirrors } from '../../../catalog/mirror/shop-mirror.ts'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { judgeRule, toActive } from '../../merchandising/match-rules.ts'
import { keepsProduct } from '../../merchandising/open-rule-book.ts'
import { newRuleSchema } from '../../merchandising/stored-rule.ts'
import { triedRule } from '../../merchandising/tried-rule.ts'
import { recommendationRequestSchema } from '../../recommendation.ts'
import { exploredSlotSchema, type ExploredSlot } from '../explored-slot.ts'
import { selectSeenSlates, type SeenSlate, type SlatePlace } from './explored-slate-queries.ts'
import { slotChoice } from './slot-choice.ts'
import { compareDraws, type Arm, type Comparison, type Draw } from './snips.ts'

/** Slates are kept for 30 days (slates/keep-slates.ts). */
const daysMax = 30
/** Slates of one estimate, the newest ones: some seconds of work. */
const slatesMax = 20_000
const pageSlates = 1_000
/** Below this an interval by the normal distribution promises more than it keeps. */
const visitorsMin = 30
const clicksMin = 10

export const estimateRequestSchema = z.strictObject({
  rule: newRuleSchema.describe('The rule to try; whether it is a draft does not matter'),
  days: z.int().min(1).max(daysMax).default(daysMax).describe('How far back'),
})
export type EstimateRequest = z.output<typeof estimateRequestSchema>

const armSchema = z.object({
  slates: z.int().describe('Slates in which chance showed just what this side would have shown'),
  visitors: z.int(),
  clicks: z.int(),
  effective: z.number().describe('Effective sample size, (Σw)² / Σw²'),
  clicksPerThousand: z.number().nullable().describe('Σwr / Σw'),
})

export const ruleEstimateSchema = z.object({
  outcome: z
    .enum(['estimated', 'not-enough-data', 'changes-nothing', 'nothing-explored'])
    .describe(
      '"not-enough-data": fewer than 30 visitors or 10 clicks on either side; "nothing-explored": see the setting "explore"',
    ),
  since: z.date(),
  explored: z.int().describe('Explored slates of the time that were seen, the newest 20,000'),
  matched: z.int().describe('Of those: slates the rule would have applied to'),
  changed: z
    .int()
    .describe('Of those: slates in whose explored slot the rule would have put another product'),
  outside: z
    .int()
    .describe('Of those: slates where that product was not among the candidates, which say nothing about it'),
  with: armSchema,
  without: armSchema,
  clicks: z
    .object({ value: z.number(), lo: z.number(), hi: z.number() })
    .nullable()
    .describe('With minus without, per 1,000 slates whose slot the rule changes, and its 95 % interval'),
  cut: z.int().describe('Weights above 10, which were cut'),
})
export type RuleEstimate = z.output<typeof ruleEstimateSchema>

export interface EstimateDeps {
  readonly db: Db
  readonly clock: Pick<Clock, 'now'>
  readonly mirrors: Pick<ShopMirrors, 'of' | 'peek'>
}

export async function estimateRule(
  { db, clock, mirrors }: EstimateDeps,
  { shopId, rule, days }: EstimateRequest & { readonly shopId: string },
): Promise<RuleEstimate> {
  const mirror = await mirrors.of(shopId)
  const keeps = keepsProduct({ peek: () => mirror }, shopId)
  const tried = triedRule(rule)
  const since = new Date(clock.now().getTime() - days * 86_400_000)
  const counts = { explored: 0, matched: 0, changed: 0, outside: 0 }
  const draws: Draw[] = []
  for await (const seen of readSeenSlates(db, shopId, since)) {
    counts.explored++
    const request = storedRequestSchema.parse(seen.request)
    const asked = { ...request, shopId, now: seen.at, visitorKey: undefined }
    if (judgeRule(tried, asked, keeps) !== 'matches') continue
    counts.matched++
    const slot = exploredSlotSchema.parse(seen.explored)
    const [baseline] = slot.candidates[0] ?? []
    const target = slotChoice(toActive(tried), slot, mirror)
    if (target === baseline) continue
    counts.changed++
    if (target === undefined) counts.outside++
    else draws.push(toDraw(seen, slot, target, baseline))
  }
  return { since, ...counts, ...describe(compareDraws(draws), counts) }
}

const { placement, consent, context } = recommendationRequestSchema.shape
/** The part of a stored request that rules look at. */
const storedRequestSchema = z.object({ placement, consent, context })

async function* readSeenSlates(db: Db, shopId: string, since: Date): AsyncGenerator<SeenSlate> {
  let before: SlatePlace | undefined
  for (let read = 0; read < slatesMax; read += pageSlates) {
    const page = await selectSeenSlates(db, shopId, { since, before, limit: pageSlates })
    yield* page.slates
    if (page.next === undefined) return
    before = page.next
  }
}

function toDraw(
  { visitor, clicked }: SeenSlate,
  { shown, candidates }: ExploredSlot,
  target: string,
  baseline: string | undefined,
): Draw {
  const chance = candidates.find(([id]) => id === shown)?.[2] ?? 1
  return { visitor, chance, target: shown === target, baseline: shown === baseline, reward: clicked ? 1 : 0 }
}

function describe(
  { target, baseline, difference, cut }: Comparison,
  { explored, changed }: { readonly explored: number; readonly changed: number },
): Pick<RuleEstimate, 'outcome' | 'with' | 'without' | 'clicks' | 'cut'> {
  const isEnough = [target, baseline].every(
    ({ visitors, rewards }) => visitors >= visitorsMin && rewards >= clicksMin,
  )
  const clicks =
    isEnough && difference !== null
      ? { value: 1_000 * difference.value, lo: 1_000 * difference.lo, hi: 1_000 * difference.hi }
      : null
  const empty = explored === 0 ? 'nothing-explored' : changed === 0 ? 'changes-nothing' : 'not-enough-data'
  return {
    outcome: clicks === null ? empty : 'estimated',
    with: toArm(target),
    without: toArm(baseline),
    clicks,
    cut,
  }
}

function toArm({ draws, visitors, rewards, effective, value }: Arm): RuleEstimate['with'] {
  return {
    slates: draws,
    visitors,
    clicks: rewards,
    effective,
    clicksPerThousand: value === null ? null : 1_000 * value,
  }
}

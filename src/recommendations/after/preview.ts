/**
 * What would this page show? The slate with the shop's rules, some added or left out, at any moment, beside the slate without
 * rules; and what became of each rule. Nothing is stored, logged or counted.
 */
import { z } from 'zod'
import { emptyHistory } from '../../events/history/visitor-history.ts'
import { judgeRule, toActive, type MatchVerdict } from '../merchandising/match-rules.ts'
import { keepsProduct, type OpenRuleBook } from '../merchandising/open-rule-book.ts'
import { newRuleSchema } from '../merchandising/stored-rule.ts'
import { triedRule } from '../merchandising/tried-rule.ts'
import { recommendationRequestSchema, type SlateItem } from '../recommendation.ts'
import type { RecommendDeps } from '../recommend.ts'
import { composeSlate, gatherPool } from '../serving/compose-slate.ts'
import { readSituation } from '../serving/situation.ts'

export const previewRequestSchema = z.strictObject({
  request: recommendationRequestSchema.describe('The page; session and visitor are not looked up'),
  at: z.iso.datetime({ offset: true }).optional().describe('When; now, if left out'),
  add: z.array(newRuleSchema).max(20).default([]).describe('Rules to try, enabled or not'),
  without: z.array(z.string().max(60)).max(200).default([]).describe('Ids of rules to leave out'),
})
export type PreviewRequest = z.output<typeof previewRequestSchema>

export type RuleEffect = MatchVerdict | 'left-out' | 'no-eligible-product' | 'no-difference'

export interface Preview {
  readonly withRules: readonly SlateItem[]
  readonly withoutRules: readonly SlateItem[]
  readonly rules: readonly { readonly id: string; readonly name: string; readonly effect: RuleEffect }[]
}

/** @throws AppError recommendations.context-missing, catalog.product-not-found */
export async function previewSlate(
  deps: RecommendDeps,
  book: Pick<OpenRuleBook, 'rulesOf'>,
  { shopId, request, at, add, without }: PreviewRequest & { readonly shopId: string },
): Promise<Preview> {
  const mirror = await deps.mirrors.of(shopId)
  const now = at === undefined ? deps.clock.now() : new Date(at)
  const situation = readSituation(mirror, request, emptyHistory, now.getTime() / 1_000)
  const sight = { mirror, image: deps.images.peek(shopId), situation }
  const pool = await gatherPool(deps, sight)
  const { placement, consent, context } = request
  const asked = { shopId, placement, consent, context, now, visitorKey: undefined }
  const keeps = keepsProduct(deps.mirrors, shopId)
  const judged = [...(await book.rulesOf(shopId)), ...add.map(triedRule)].map((rule) => ({
    rule,
    verdict: without.includes(rule.id) ? ('left-out' as const) : judgeRule(rule, asked, keeps),
  }))
  const active = judged.filter(({ verdict }) => verdict === 'matches').map(({ rule }) => toActive(rule))
  const show = (rules: typeof active) => composeSlate(sight, pool, rules, situation.excluded).items
  const withRules = show(active)
  const idsOf = (items: readonly SlateItem[]) => items.map(({ id }) => id).join('\u0001')
  return {
    withRules,
    withoutRules: show([]),
    rules: judged.map(({ rule, verdict }) => {
      const { id, name, filter } = rule
      if (verdict !== 'matches') return { id, name, effect: verdict }
      const matches = mirror.matcher(filter)
      let eligible = 0
      for (let product = 0; product < mirror.size; product++) {
        if (matches(product) && mirror.isSellable(product)) eligible++
      }
      if (eligible === 0) return { id, name, effect: 'no-eligible-product' }
      const isIdle = idsOf(show(active.filter((other) => other.id !== id))) === idsOf(withRules)
      return { id, name, effect: isIdle ? 'no-difference' : 'matches' }
    }),
  }
}

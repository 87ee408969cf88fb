/** Which of a shop's rules a request falls under, and from which of those it is spared so that their price can be measured. */
import type { ProductFilter } from '../../catalog/filter.ts'
import { categoryPrefixes, foldText } from '../../catalog/facets.ts'
import { createChance } from '../../chance.ts'
import { allows } from '../../events/consent.ts'
import type { ActiveRule, AppliedRules, RuleRequest } from './rule.ts'
import { isInForce } from './schedule.ts'
import type { StoredRule } from './stored-rule.ts'

/** Share of visitors from whom a rule is withheld; a hide never is. */
export const withheldShare = 0.05
/** More priced rules than this on one request are not noted in its arm, which travels in every token. */
const pricedMax = 40

/** Whether a product of the shop, by its external id, passes a filter; undefined while the catalogue is not in memory. */
export type KeepsProduct = ((filter: ProductFilter, id: string) => boolean) | undefined

export type MatchVerdict = 'matches' | 'not-enabled' | 'other-placement' | 'out-of-schedule' | 'other-context'

export function judgeRule(rule: StoredRule, request: RuleRequest, keeps: KeepsProduct): MatchVerdict {
  if (rule.state !== 'enabled') return 'not-enabled'
  const { placements } = rule
  if (placements.length > 0 && !placements.some((name) => name === request.placement))
    return 'other-placement'
  if (!isInForce(rule.schedule, request.now)) return 'out-of-schedule'
  return holdsContext(rule.context, request, keeps) ? 'matches' : 'other-context'
}

/** Rules of one shop → those of one request. Requests without a key are spared nothing and measure nothing. */
export function matchRules(
  rules: readonly StoredRule[],
  request: RuleRequest,
  keeps: KeepsProduct,
): AppliedRules {
  const matching = rules.filter((rule) => judgeRule(rule, request, keeps) === 'matches')
  const { visitorKey } = request
  const arm: string[] = []
  const active = matching.filter((rule) => {
    if (visitorKey === undefined || rule.action === 'hide' || arm.length === pricedMax) return true
    const withheld = isWithheld(rule.id, visitorKey)
    arm.push(`${String(rule.number)}${withheld ? '-' : '+'}`)
    return !withheld
  })
  return {
    active: active.map(toActive),
    arm: arm.length === 0 ? null : arm.join(','),
    key: active.map(({ id, version }) => `${id}.${String(version)}`).join(','),
  }
}

/** The same answer for the same visitor and rule, always and in every process. */
export function isWithheld(ruleId: string, visitorKey: string): boolean {
  return createChance(`${ruleId}:${visitorKey}`)() < withheldShare
}

export function toActive({ id, action, filter, priority, position, factor }: StoredRule): ActiveRule {
  return { id, action, filter, priority, position, factor }
}

function holdsContext(
  { category, item, query, cart, consent }: StoredRule['context'],
  request: RuleRequest,
  keeps: KeepsProduct,
): boolean {
  const { context } = request
  if (consent !== undefined && !allows(request.consent, consent)) return false
  if (category !== undefined && !isBelow(context.category, category)) return false
  if (query !== undefined && !holdsWords(context.query, query)) return false
  if (item !== undefined && (context.item === undefined || keeps?.(item, context.item) !== true)) return false
  return cart === undefined || context.cart.some((id) => keeps?.(cart, id) === true)
}

function isBelow(path: string | undefined, wanted: string): boolean {
  if (path === undefined) return false
  const target = categoryPrefixes([wanted]).at(-1)
  return target !== undefined && categoryPrefixes([path]).includes(target)
}

function holdsWords(query: string | undefined, texts: readonly string[]): boolean {
  if (query === undefined) return false
  const words = new Set(wordsOf(query))
  return texts.some((text) => {
    const wanted = wordsOf(text)
    return wanted.length > 0 && wanted.every((word) => words.has(word))
  })
}

function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

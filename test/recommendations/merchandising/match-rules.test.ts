import { describe, expect, test } from 'vitest'
import {
  isWithheld,
  judgeRule,
  matchRules,
  withheldShare,
} from '../../../src/recommendations/merchandising/match-rules.ts'
import type { RuleRequest } from '../../../src/recommendations/merchandising/rule.ts'
import { newRuleSchema, type StoredRule } from '../../../src/recommendations/merchandising/stored-rule.ts'

const day = new Date('2026-11-27T12:00:00Z')
const stored = (input: object, number = 1): StoredRule => ({
  ...newRuleSchema.parse({
    name: 'n',
    action: 'boost',
    filter: { brand: { in: ['lumen'] } },
    state: 'enabled',
    ...input,
  }),
  id: `rule_${String(number)}`,
  number,
  version: 3,
  createdAt: day,
  createdBy: 'key_1',
  changedAt: day,
  changedBy: 'key_1',
  effectiveAt: day,
})
const request = (rest: Partial<RuleRequest> = {}): RuleRequest => ({
  shopId: 'shop_1',
  placement: 'home',
  consent: 'none',
  context: { cart: [] },
  now: day,
  visitorKey: undefined,
  ...rest,
})
const judge = (input: object, rest: Partial<RuleRequest> = {}) =>
  judgeRule(stored(input), request(rest), (filter, id) => JSON.stringify(filter).includes(`"${id}"`))

describe('judgeRule', () => {
  test('state, placement and schedule decide before the context', () => {
    expect(judge({ state: 'draft' })).toBe('not-enabled')
    expect(judge({ placements: ['cart'] })).toBe('other-placement')
    expect(judge({ placements: ['cart', 'home'] })).toBe('matches')
    expect(judge({ schedule: { days: ['mon'] } })).toBe('out-of-schedule')
    expect(judge({})).toBe('matches')
  })

  test('a category holds for the path and below, whatever the case', () => {
    const rule = { context: { category: 'Home > Kitchen' } }
    expect(judge(rule, { context: { cart: [], category: 'home > KITCHEN > Kettles' } })).toBe('matches')
    expect(judge(rule, { context: { cart: [], category: 'Home' } })).toBe('other-context')
    expect(judge(rule)).toBe('other-context')
  })

  test('a search must hold all words of one of the texts', () => {
    const rule = { context: { query: ['gift card', 'voucher'] } }
    expect(judge(rule, { context: { cart: [], query: 'a CARD, as a gift!' } })).toBe('matches')
    expect(judge(rule, { context: { cart: [], query: 'Vouchers' } })).toBe('other-context')
    expect(judge(rule, { context: { cart: [], query: 'gift' } })).toBe('other-context')
  })

  test('the page’s product, some product of the cart and the consent level are asked for', () => {
    const about = { id: { in: ['a'] } }
    expect(judge({ context: { item: about } }, { context: { cart: [], item: 'a' } })).toBe('matches')
    expect(judge({ context: { item: about } }, { context: { cart: ['a'] } })).toBe('other-context')
    expect(judge({ context: { cart: about } }, { context: { cart: ['b', 'a'] } })).toBe('matches')
    expect(judge({ context: { consent: 'session' } })).toBe('other-context')
    expect(judge({ context: { consent: 'session' } }, { consent: 'known' })).toBe('matches')
  })
})

describe('matchRules', () => {
  const rules = [stored({}, 1), stored({ action: 'hide' }, 2), stored({ action: 'pin' }, 3)]
  const visitors = Array.from({ length: 20_000 }, (_, place) => `visitor-${String(place)}`)

  test('a rule is withheld from about one visitor in twenty, always the same ones, and a hide from none', () => {
    const arms = visitors.map((visitorKey) => matchRules(rules, request({ visitorKey }), undefined))
    const spared = arms.filter(({ arm }) => arm?.split(',').includes('1-'))
    expect(Math.abs(spared.length / visitors.length - withheldShare)).toBeLessThan(0.005)
    expect(arms.every(({ active }) => active.some(({ id }) => id === 'rule_2'))).toBe(true)
    expect(spared.every(({ active }) => active.every(({ id }) => id !== 'rule_1'))).toBe(true)
  })

  test('two rules are withheld from different visitors', () => {
    const both = visitors.filter((key) => isWithheld('rule_1', key) && isWithheld('rule_3', key))
    expect(both.length / visitors.length).toBeLessThan(0.005)
  })

  test('requests without a key are spared nothing and belong to no arm', () => {
    const { active, arm } = matchRules(rules, request(), undefined)
    expect(active.map(({ id }) => id)).toEqual(['rule_1', 'rule_2', 'rule_3'])
    expect(arm).toBeNull()
  })

  test('an edited rule has another key under the same id', () => {
    const [first] = rules
    const edited = first === undefined ? [] : [{ ...first, version: 4 }]
    expect(matchRules(edited, request(), undefined).key).not.toBe(
      matchRules(rules.slice(0, 1), request(), undefined).key,
    )
  })
})

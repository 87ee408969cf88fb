/** Merchandising rules: what a merchandiser may change about a slate, when and for whom. */
import type { ProductFilter } from '../../catalog/filter.ts'
import type { ConsentLevel } from '../../events/consent.ts'

/** Precedence: hide over pin over bury over boost. */
export const ruleActions = ['hide', 'pin', 'bury', 'boost'] as const
export type RuleAction = (typeof ruleActions)[number]

/** A rule that applies to one request: placement, context and schedule match, and it is not withheld. */
export interface ActiveRule {
  readonly id: string
  readonly action: RuleAction
  /** Products it is about. */
  readonly filter: ProductFilter
  /** Among rules of one action, the higher goes first. */
  readonly priority: number
  /** pin: place from 0. */
  readonly position: number | undefined
  /** boost and bury: factor on the relevance, above 1 and below 1. */
  readonly factor: number | undefined
}

/** A candidate as the blend ranked it; `product` is the catalogue's dense number. */
export interface Ranked {
  readonly product: number
  readonly score: number
  /** Id of the rule that placed or moved it. */
  readonly rule: string | null
}

/** How rules look at products. */
export interface RuleView {
  keeps(filter: ProductFilter, product: number): boolean
  /** Eligible products that the filter keeps, for pins that are no candidates; at most `limit`. */
  find(filter: ProductFilter, limit: number): readonly number[]
  isEligible(product: number): boolean
}

/** What decides which rules apply to a request. */
export interface RuleRequest {
  readonly shopId: string
  readonly placement: string
  readonly consent: ConsentLevel
  readonly context: {
    readonly item?: string | undefined
    readonly cart: readonly string[]
    readonly category?: string | undefined
    readonly query?: string | undefined
  }
  readonly now: Date
  /** Visitor or visit, whichever is known: a rule is withheld from the same ones each time. */
  readonly visitorKey: string | undefined
}

export interface AppliedRules {
  readonly active: readonly ActiveRule[]
  /** Rules withheld from this request so that their price can be measured; null when none is. */
  readonly arm: string | null
  /** Equal keys of one shop mean the same active rules in the same wording: an id alone outlives an edit. */
  readonly key?: string
  /** Share of slates of which one slot is filled by chance; absent when the shop wants none. */
  readonly explore?: number
}

export interface RuleBook {
  /** From memory when the shop's rules are loaded. */
  activeFor(request: RuleRequest): AppliedRules | Promise<AppliedRules>
}

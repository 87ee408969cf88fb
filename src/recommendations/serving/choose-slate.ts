/**
 * From a pool of candidates to the products of a slate, synchronously: what was eligible when it began is eligible when it
 * ends. Falls back step by step while the slate is short, applies rules, and makes it as diverse as asked.
 */
import type { ShopMirror } from '../../catalog/mirror/shop-mirror.ts'
import { applyRules } from '../merchandising/apply-rules.ts'
import type { ActiveRule, Ranked } from '../merchandising/rule.ts'
import type { CandidateSource } from '../recommendation.ts'
import type { Candidates } from '../sources/candidate.ts'
import type { MayShow } from '../sources/catalogue.ts'
import type { PoolItem } from './blend.ts'
import { diversify } from './diversify.ts'

export interface ChooseRequest {
  readonly mirror: ShopMirror
  readonly pool: readonly PoolItem[]
  readonly n: number
  readonly diversity: number
  readonly mayShow: MayShow
  readonly rules: readonly ActiveRule[]
  /** Sources of the fallback tiers, in order, and what each has. */
  readonly fallback: readonly CandidateSource[]
  ask(source: CandidateSource, mayShow: MayShow): Candidates | undefined
  similarity(a: number, b: number): number
}

export interface ChosenItem extends PoolItem {
  readonly score: number
  readonly rule: string | null
}

export interface ChosenSlate {
  readonly items: readonly ChosenItem[]
  /** Fallback sources that helped. */
  readonly asked: readonly CandidateSource[]
}

/** Candidates of a fallback tier rank below everything relevant, and among themselves as their source has them. */
const fallbackRelevance = 1e-3

export function chooseSlate(request: ChooseRequest): ChosenSlate {
  const { mirror, n, diversity, mayShow, rules, similarity } = request
  const wanted = diversity === 0 ? n : n * 3
  const known = new Map<number, PoolItem>()
  for (const item of request.pool) {
    if (mayShow(item.product)) known.set(item.product, item)
    // The pool is in the order of relevance, which only rules can change.
    if (rules.length === 0 && known.size === wanted) break
  }
  const asked: CandidateSource[] = []
  const rank = () =>
    rules.length === 0 ? toRanked(known) : applyRules(toRanked(known), rules, viewOf(mirror, mayShow))
  let ranked = rank()
  for (const source of request.fallback) {
    if (ranked.length >= wanted) break
    const found = request.ask(source, (product) => mayShow(product) && !known.has(product))
    if (found === undefined) continue
    const tier = asked.push(source)
    const largest = found.scores[0] ?? 1
    found.products.forEach((product, place) => {
      if (known.has(product) || !mayShow(product)) return
      const relevance = (Math.pow(fallbackRelevance, tier) * (found.scores[place] ?? 0)) / largest
      known.set(product, { product, relevance, source, tier, anchor: found.anchors?.[place] })
    })
    ranked = rank()
  }
  const pins = new Set(rules.filter(({ action }) => action === 'pin').map(({ id }) => id))
  const chosen = diversify(ranked, {
    n,
    diversity,
    isPinned: ({ rule }) => rule !== null && pins.has(rule),
    similarity,
  })
  return { items: chosen.map((item) => toChosen(item, known)), asked }
}

function toRanked(known: ReadonlyMap<number, PoolItem>): Ranked[] {
  return [...known.values()]
    .sort((a, b) => b.relevance - a.relevance || a.product - b.product)
    .map(({ product, relevance }) => ({ product, score: relevance, rule: null }))
}

function viewOf(mirror: ShopMirror, mayShow: MayShow) {
  return {
    keeps: (filter: Parameters<ShopMirror['matcher']>[0], product: number) => mirror.matcher(filter)(product),
    find(filter: Parameters<ShopMirror['matcher']>[0], limit: number): number[] {
      const matches = mirror.matcher(filter)
      const found: number[] = []
      for (let product = 0; product < mirror.size && found.length < limit; product++) {
        if (matches(product) && mayShow(product)) found.push(product)
      }
      return found
    },
    isEligible: mayShow,
  }
}

/** A pin that no source named comes from its rule. */
function toChosen({ product, score, rule }: Ranked, known: ReadonlyMap<number, PoolItem>): ChosenItem {
  const item = known.get(product)
  const { relevance = 0, source = 'rule', tier = 0, anchor } = item ?? {}
  return { product, relevance, source, tier, anchor, score, rule }
}

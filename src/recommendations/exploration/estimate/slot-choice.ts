/** What a rule would have put into an explored slot: its own candidates, ranked by the rule instead of by chance. */
import type { ShopMirror } from '../../../catalog/mirror/shop-mirror.ts'
import { applyRules } from '../../merchandising/apply-rules.ts'
import type { ActiveRule, Ranked } from '../../merchandising/rule.ts'
import type { ExploredSlot } from '../explored-slot.ts'

/**
 * The external id of the product; undefined when the rule would bring one that is not among the candidates, or leaves none of them. The
 * order of the ranking holds: a later candidate never counts more than an earlier one before the rule speaks.
 */
export function slotChoice(
  rule: ActiveRule,
  { candidates }: ExploredSlot,
  mirror: ShopMirror,
): string | undefined {
  const ranked: Ranked[] = []
  let least = Infinity
  for (const [id, score] of candidates) {
    const product = mirror.numberOf(id)
    least = Math.min(least, score)
    if (product !== undefined) ranked.push({ product, score: least, rule: null })
  }
  const known = new Set(ranked.map(({ product }) => product))
  const view = {
    keeps: (filter: ActiveRule['filter'], product: number) => mirror.matcher(filter)(product),
    find(filter: ActiveRule['filter'], limit: number): number[] {
      const matches = mirror.matcher(filter)
      const found: number[] = []
      for (let product = 0; product < mirror.size && found.length < limit; product++) {
        if (matches(product) && mirror.isSellable(product)) found.push(product)
      }
      return found
    },
    isEligible: (product: number) => known.has(product) || mirror.isSellable(product),
  }
  // A pin is judged as if its place were this one.
  const [first] = applyRules(ranked, [{ ...rule, ...(rule.action === 'pin' ? { position: 0 } : {}) }], view)
  return first === undefined || !known.has(first.product) ? undefined : mirror.product(first.product).id
}

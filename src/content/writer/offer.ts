/** `promo`: the offer as the price facts state it. No reduction in the facts means a plain price line, never an offer. */
import type { Fact, FactSheet } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { claim } from './arrange.ts'
import type { Grammar } from './grammar.ts'
import type { ProductName } from './words/noun.ts'
import { formatMoney } from './words/money.ts'
import type { Chooser } from './words/random.ts'

interface OfferRequest {
  readonly grammar: Grammar
  readonly sheet: FactSheet
  readonly name: ProductName
  readonly chooser: Chooser
  readonly locale: string
}

export function composeOffer(request: OfferRequest): Segment[] {
  const line = priceLine(request)
  const stock = request.sheet.byId.get('d_in_stock')
  if (stock === undefined) return [line]
  const { outOfStock, inStock } = request.grammar.offer
  const text = request.chooser.pick(stock.value === true ? inStock : outOfStock)
  const agreed = request.name.plural
    ? text.replace(/\b([Ii])t is\b/, (_match, i: string) => (i === 'I' ? 'They are' : 'they are'))
    : text
  return [line, claim(agreed, [stock])]
}

/** A reduction below one whole percent is said as nothing: rounding it up would be a lie, "0%" would be silly. */
const PERCENT_WORTH_SAYING = 1

function priceLine({ grammar, sheet, name, chooser, locale }: OfferRequest): Segment {
  const { offer } = grammar
  const minimum = sheet.byId.get('d_price_min')
  const maximum = sheet.byId.get('d_price_max')
  if (minimum === undefined || maximum === undefined)
    return segmentOf(chooser.pick(offer.noPrice), name, {}, [])
  const money = (fact: Fact) => formatMoney(Number(fact.value), fact.unit ?? sheet.currency, locale)
  const best = sheet.byId.get('d_percent_off_max')
  const isReduced = best !== undefined && Number(best.value) >= PERCENT_WORTH_SAYING
  const uniform = uniformReduction(sheet)
  if (isReduced && uniform !== undefined) {
    const { price, before, saving, percent } = uniform
    const slots = {
      price: money(price),
      before: money(before),
      saving: money(saving),
      percent: `${String(percent.value)}%`,
    }
    const plan = chooser.pick(offer.allReduced)
    return segmentOf(
      plan,
      name,
      slots,
      plan.includes('{saving}') ? [price, before, saving, percent] : [price, before, percent],
    )
  }
  if (isReduced) {
    const slots = { price: money(minimum), percent: `${String(best.value)}%` }
    return segmentOf(chooser.pick(offer.someReduced), name, slots, [minimum, best])
  }
  if (minimum.value === maximum.value)
    return segmentOf(chooser.pick(offer.onePrice), name, { price: money(minimum) }, [minimum])
  const plan = chooser.pick(offer.fromPrice)
  const slots = { price: money(minimum), top: money(maximum) }
  return segmentOf(plan, name, slots, plan.includes('{top}') ? [minimum, maximum] : [minimum])
}

interface Reduction {
  readonly price: Fact
  readonly before: Fact
  readonly saving: Fact
  readonly percent: Fact
}

/** The one reduction that holds for every priced variant; undefined when they differ or some are not reduced. */
function uniformReduction(sheet: FactSheet): Reduction | undefined {
  const prices = sheet.facts.filter((fact) => fact.attribute === 'price')
  const reductions = prices.flatMap((price) => {
    const key = price.id.replace(/_price$/, '')
    const [before, saving, percent] = [`${key}_compare_at`, `${key}_saving`, `${key}_percent_off`].map((id) =>
      sheet.byId.get(id),
    )
    return before === undefined || saving === undefined || percent === undefined
      ? []
      : [{ price, before, saving, percent }]
  })
  const [first] = reductions
  if (first === undefined || reductions.length < prices.length) return undefined
  const isSame = reductions.every(
    ({ price, before }) => price.value === first.price.value && before.value === first.before.value,
  )
  return isSame ? first : undefined
}

function segmentOf(
  plan: string,
  name: ProductName,
  slots: Readonly<Record<string, string>>,
  facts: readonly Fact[],
): Segment {
  const agreed = name.plural
    ? plan.replace('{title} is', '{title} are').replace('{title} costs', '{title} cost')
    : plan
  const text = agreed.replace(/\{(\w+)\}/g, (slot, key: string) =>
    key === 'title' ? name.title : (slots[key] ?? slot),
  )
  return claim(text, [name.titleFact, ...facts])
}

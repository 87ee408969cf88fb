/** `promo`: the offer as the price facts state it. No reduction in the facts means an honest price line, never an offer. */
import type { Fact } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import type { Description } from './plan/description.ts'
import { openWith } from './realise/opening.ts'
import { claim } from './realise/sentence.ts'
import { fillSlots } from './words/fill-slots.ts'
import { formatMoney } from './words/money.ts'
import { capitalise, valueText } from './words/wording.ts'

/** A reduction below one whole percent is said as nothing: rounding it up would be a lie, "0%" would be silly. */
const PERCENT_WORTH_SAYING = 1
/** Banner text: one fact that sells, said in few words. */
const SELLING_WEIGHT_MIN = 6

export interface OfferRequest extends Description {
  readonly locale: string
}

export function composeOffer(request: OfferRequest): Segment[] {
  const { grammar, sheet, chooser } = request
  const line = reducedLine(request) ?? priceLine(request)
  const stock = sheet.byId.get('d_in_stock')
  // Only what a shopper must know: goods that can be had need no announcement.
  return stock?.value === false ? [line, claim(chooser.pick(grammar.offer.outOfStock), [stock])] : [line]
}

function reducedLine({ grammar, sheet, name, chooser, locale }: OfferRequest): Segment | undefined {
  const best = sheet.byId.get('d_percent_off_max')
  if (best === undefined || Number(best.value) < PERCENT_WORTH_SAYING) return undefined
  const reductions = reductionsOf(sheet.facts, sheet.byId)
  const prices = sheet.facts.filter((fact) => fact.attribute === 'price')
  const reduction = reductions.find(({ percent }) => percent.value === best.value)
  if (reduction === undefined) return undefined
  const { price, before, saving, percent } = reduction
  const isUniform =
    reductions.length === prices.length &&
    reductions.every((other) => other.price.value === price.value && other.before.value === before.value)
  const options = sheet.facts.filter(
    (fact) => fact.subject === price.subject && fact.attribute.startsWith('option.'),
  )
  const money = (fact: Fact) => formatMoney(Number(fact.value), fact.unit ?? sheet.currency, locale)
  const plan = chooser.pick(isUniform ? grammar.offer.allReduced : grammar.offer.someReduced)
  const slots = {
    name: name.title,
    price: money(price),
    before: money(before),
    saving: money(saving),
    percent: `${String(percent.value)}%`,
    choice: options.map((fact) => valueText(grammar, fact)).join(' / '),
  }
  const cited = [
    name.titleFact,
    ...(isUniform ? [] : options),
    price,
    before,
    saving,
    ...(plan.includes('{percent}') ? [percent] : []),
  ]
  return claim(fillSlots(plan, slots), cited)
}

interface Reduction {
  readonly price: Fact
  readonly before: Fact
  readonly saving: Fact
  readonly percent: Fact
}

function reductionsOf(facts: readonly Fact[], byId: ReadonlyMap<string, Fact>): Reduction[] {
  return facts.flatMap((price) => {
    if (price.attribute !== 'price') return []
    const key = price.id.replace(/_price$/, '')
    const [before, saving, percent] = [`${key}_prior`, `${key}_saving`, `${key}_percent_off`].map((id) =>
      byId.get(id),
    )
    return before === undefined || saving === undefined || percent === undefined
      ? []
      : [{ price, before, saving, percent }]
  })
}

function priceLine(request: OfferRequest): Segment {
  const { grammar, sheet, name, chooser, locale, phrases } = request
  const { offer } = grammar
  const minimum = sheet.byId.get('d_price_min')
  const maximum = sheet.byId.get('d_price_max')
  if (minimum === undefined || maximum === undefined)
    return claim(fillSlots(chooser.pick(offer.noPrice), { name: name.title }), [name.titleFact])
  const amount = formatMoney(Number(minimum.value), minimum.unit ?? sheet.currency, locale)
  const price = minimum.value === maximum.value ? amount : `from ${amount}`
  const selling = phrases.filter(
    (phrase) =>
      !phrase.negative &&
      phrase.clause === null &&
      phrase.weight >= SELLING_WEIGHT_MIN &&
      !['origin', 'assurance', 'care', 'contents', 'size'].includes(phrase.group),
  )
  const withPrice = (plan: string) => fillSlots(plan, { price, Price: capitalise(price) })
  // What it does sells before what it is made of.
  const strongest = selling.find((phrase) => phrase.group !== 'make') ?? selling[0]
  const sold = strongest && openWith(request, offer.plainPrice.map(withPrice), [strongest])
  if (sold !== undefined)
    return { ...sold.segment, factIds: [...new Set([...sold.segment.factIds, minimum.id])] }
  const plain = minimum.value === maximum.value ? offer.onePrice : offer.fromPrice
  return claim(fillSlots(withPrice(chooser.pick(plain)), { name: name.title }), [name.titleFact, minimum])
}

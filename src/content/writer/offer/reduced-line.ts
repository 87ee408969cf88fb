/** A reduction: the new price, what it is counted from, the saving, and the whole percentage the prior price bears out. */
import type { Fact } from '../../facts/fact.ts'
import type { Segment } from '../../drafts/segment.ts'
import { claim } from '../realise/sentence.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { choiceOf, moneyOf, sayable, type OfferRequest } from './offer-request.ts'

/** A reduction below one whole percent is said as nothing: rounding it up would be a lie, "0%" would be silly. */
export const PERCENT_WORTH_SAYING = 1

export interface Reduction {
  readonly price: Fact
  readonly before: Fact
  readonly saving: Fact
  readonly percent: Fact
}

export function reducedLine(request: OfferRequest): Segment | undefined {
  const { grammar, sheet, name, chooser } = request
  const reductions = reductionsOf(request)
  const best = largestOf(reductions)
  if (best === undefined || Number(best.percent.value) < PERCENT_WORTH_SAYING) return undefined
  const { price, before, saving, percent } = best
  const prices = sheet.facts.filter((fact) => fact.attribute === 'price')
  const isAlike = reductions.length === prices.length && isUniform(reductions)
  const choice = choiceOf(request, price.subject)
  // Without options nobody could tell which of the variants is meant.
  if (!isAlike && choice.text === '') return undefined
  const plan = chooser.draw(isAlike ? grammar.offer.allReduced : grammar.offer.someReduced)
  const slots = {
    name: name.title,
    price: moneyOf(request, price),
    before: moneyOf(request, before),
    saving: moneyOf(request, saving),
    percent: `${String(percent.value)}%`,
    choice: choice.text,
  }
  const cited = [name.titleFact, ...(isAlike ? [] : choice.facts), price, before, saving]
  return claim(fillSlots(plan, slots), [...cited, ...(plan.includes('{percent}') ? [percent] : [])])
}

/** Reduced variants, in the order of the sheet. */
export function reductionsOf(request: OfferRequest): Reduction[] {
  return request.sheet.facts.flatMap((price) => {
    if (price.attribute !== 'price') return []
    const key = price.id.replace(/_price$/, '')
    return reductionOf(price, (name) => sayable(request, `${key}_${name}`))
  })
}

/** Complete or not at all: a saving without its prior price is no offer. */
export function reductionOf(price: Fact, find: (name: string) => Fact | undefined): Reduction[] {
  const [before, saving, percent] = ['prior', 'saving', 'percent_off'].map(find)
  return before === undefined || saving === undefined || percent === undefined
    ? []
    : [{ price, before, saving, percent }]
}

/** The first of those with the largest percentage. */
export function largestOf(reductions: readonly Reduction[]): Reduction | undefined {
  return reductions.reduce<Reduction | undefined>(
    (best, next) =>
      best === undefined || Number(next.percent.value) > Number(best.percent.value) ? next : best,
    undefined,
  )
}

/** One price and one prior price for all of them. */
export function isUniform(reductions: readonly Reduction[]): boolean {
  const [first] = reductions
  return reductions.every(
    ({ price, before }) => price.value === first?.price.value && before.value === first.before.value,
  )
}

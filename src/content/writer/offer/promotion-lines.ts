/** Running promotions: what they give, until when, at what price instead of which, and on what conditions. */
import type { Fact } from '../../facts/fact.ts'
import { sayDate } from '../../facts/promotions/say-date.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { PromotionWording } from '../grammar.ts'
import { claim } from '../realise/sentence.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { choiceOf, moneyOf, sayable, type OfferRequest } from './offer-request.ts'
import {
  isUniform,
  largestOf,
  PERCENT_WORTH_SAYING,
  reductionOf,
  reductionsOf,
  type Reduction,
} from './reduced-line.ts'

/** One promotion is an offer, three are a leaflet. */
const PROMOTIONS_SAID = 2

interface Running {
  readonly root: Fact
  readonly starts: Fact
  readonly ends: Fact
  /** A particular of the promotion that may be said: "percent", "gift", "code". */
  readonly find: (name: string) => Fact | undefined
  readonly reductions: readonly Reduction[]
  /** Every variant with a price takes part alike. */
  readonly isAlike: boolean
}

/** Lines of the strongest promotions; empty when none runs. */
export function promotionLines(request: OfferRequest): Segment[] {
  const running = request.sheet.facts
    .filter((fact) => fact.attribute === 'promotion' && !request.sheet.unsayable.has(fact.id))
    .flatMap((root) => runningOf(request, root))
  return running
    .map((promotion, index) => ({ line: lineOf(request, promotion), promotion, index }))
    .sort((a, b) => b.line.rank - a.line.rank || a.index - b.index)
    .slice(0, PROMOTIONS_SAID)
    .flatMap(({ line, promotion }) => [
      realised(request, promotion, line),
      ...conditionLines(request, promotion),
    ])
}

function runningOf(request: OfferRequest, root: Fact): Running[] {
  const find = (name: string) => sayable(request, `${root.id}_${name}`)
  const [starts, ends] = [find('starts'), find('ends')]
  if (starts === undefined || ends === undefined) return []
  const prices = request.sheet.facts.filter((fact) => fact.attribute === 'price')
  const reductions = prices.flatMap((fact) => {
    const key = `${fact.id.replace(/_price$/, '')}_${root.id}`
    const price = sayable(request, `${key}_price`)
    return price === undefined ? [] : reductionOf(price, (name) => sayable(request, `${key}_${name}`))
  })
  const isAlike = reductions.length === prices.length && isUniform(reductions)
  return [{ root, starts, ends, find, reductions, isAlike }]
}

/** A line still in slots: which wording, and the slots and facts beyond name, promotion and dates. */
interface Line {
  readonly rank: number
  readonly wording: keyof PromotionWording
  readonly slots: Readonly<Record<string, string>>
  readonly facts: readonly Fact[]
}

/** The strongest thing that can honestly be said of the promotion. */
function lineOf(request: OfferRequest, promotion: Running): Line {
  return (
    reducedLine(request, promotion) ?? bundleLine(promotion) ?? giftLine(promotion) ?? campaignLine(request)
  )
}

function reducedLine(request: OfferRequest, { find, reductions, isAlike }: Running): Line | undefined {
  const best = largestOf(reductions)
  if (best === undefined || Number(best.percent.value) < PERCENT_WORTH_SAYING) return undefined
  const reduced = reductionSlots(request, best, isAlike)
  if (reduced === undefined) return undefined
  const { slots, facts } = reduced
  const announced = find('percent')
  if (announced !== undefined)
    return {
      rank: 5,
      wording: isAlike ? 'percent' : 'somePercent',
      slots: { ...slots, percent: `${String(announced.value)}%` },
      facts: [announced, ...facts],
    }
  return { rank: 4, wording: isAlike ? 'saving' : 'someSaving', slots, facts: [...facts, best.saving] }
}

function reductionSlots(request: OfferRequest, { price, before, saving }: Reduction, isAlike: boolean) {
  const choice = choiceOf(request, price.subject)
  // Without options nobody could tell which of the variants is meant.
  if (!isAlike && choice.text === '') return undefined
  return {
    slots: {
      price: moneyOf(request, price),
      before: moneyOf(request, before),
      saving: moneyOf(request, saving),
      choice: choice.text,
    },
    facts: [...(isAlike ? [] : choice.facts), price, before],
  }
}

function bundleLine({ find }: Running): Line | undefined {
  const [buy, pay] = [find('buy'), find('pay')]
  if (buy === undefined || pay === undefined) return undefined
  const slots = { buy: String(buy.value), pay: String(pay.value) }
  return { rank: 3, wording: 'bundle', slots, facts: [buy, pay] }
}

function giftLine({ find }: Running): Line | undefined {
  const gift = find('gift')
  if (gift !== undefined)
    return { rank: 2, wording: 'gift', slots: { gift: String(gift.value) }, facts: [gift] }
  const shipping = find('free_shipping')
  return shipping === undefined ? undefined : { rank: 1, wording: 'shipping', slots: {}, facts: [shipping] }
}

/** An occasion: the ordinary reduction where there is one, else the price, else the name alone. */
function campaignLine(request: OfferRequest): Line {
  const { sheet } = request
  const reductions = reductionsOf(request)
  const best = largestOf(reductions)
  const prices = sheet.facts.filter((fact) => fact.attribute === 'price')
  if (best !== undefined && Number(best.percent.value) >= PERCENT_WORTH_SAYING) {
    const isAlike = reductions.length === prices.length && isUniform(reductions)
    const reduced = reductionSlots(request, best, isAlike)
    if (reduced !== undefined)
      return {
        rank: 3,
        wording: isAlike ? 'saving' : 'someSaving',
        slots: reduced.slots,
        facts: [...reduced.facts, best.saving],
      }
  }
  const [minimum, maximum] = [sheet.byId.get('d_price_min'), sheet.byId.get('d_price_max')]
  if (minimum === undefined) return { rank: 0, wording: 'campaign', slots: {}, facts: [] }
  const amount = moneyOf(request, minimum)
  const price =
    minimum.value === maximum?.value ? amount : fillSlots(request.grammar.offer.from, { price: amount })
  return { rank: 0, wording: 'pricedCampaign', slots: { price }, facts: [minimum] }
}

function realised(request: OfferRequest, { root, starts, ends }: Running, line: Line): Segment {
  const { grammar, name, chooser, locale } = request
  const plan = chooser.draw(grammar.offer.promotion[line.wording])
  // A promotion over the turn of the year names the years.
  const isLong = String(starts.value).slice(0, 4) !== String(ends.value).slice(0, 4)
  const text = fillSlots(plan, {
    ...line.slots,
    name: name.title,
    promo: String(root.value),
    start: sayDate(String(starts.value), locale, isLong),
    end: sayDate(String(ends.value), locale, isLong),
  })
  return claim(text, [
    root,
    name.titleFact,
    ...line.facts,
    ...(plan.includes('{start}') ? [starts] : []),
    ends,
  ])
}

/** What a shopper must do for it, each a sentence of its own. */
function conditionLines(request: OfferRequest, { find }: Running): Segment[] {
  const { promotion } = request.grammar.offer
  const [minimum, code] = [find('minimum_spend'), find('code')]
  const condition = (
    plans: readonly [string, ...string[]],
    slots: Readonly<Record<string, string>>,
    fact: Fact,
  ) => claim(fillSlots(request.chooser.draw(plans), slots), [fact])
  return [
    ...(minimum === undefined
      ? []
      : [condition(promotion.minimumSpend, { minimum: moneyOf(request, minimum) }, minimum)]),
    ...(code === undefined ? [] : [condition(promotion.code, { code: String(code.value) }, code)]),
  ]
}

/** A price without an offer, with one fact that sells where the product has one. */
import type { Segment } from '../../drafts/segment.ts'
import { openWith } from '../realise/opening.ts'
import { claim } from '../realise/sentence.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { capitalise } from '../words/wording.ts'
import { moneyOf, type OfferRequest } from './offer-request.ts'

/** Banner text: one fact that sells, said in few words. */
const SELLING_WEIGHT_MIN = 6

export function priceLine(request: OfferRequest): Segment {
  const { grammar, sheet, name, chooser, phrases } = request
  const { offer } = grammar
  const minimum = sheet.byId.get('d_price_min')
  const maximum = sheet.byId.get('d_price_max')
  if (minimum === undefined || maximum === undefined)
    return claim(fillSlots(chooser.draw(offer.noPrice), { name: name.title }), [name.titleFact])
  const isOne = minimum.value === maximum.value
  const amount = moneyOf(request, minimum)
  const price = isOne ? amount : fillSlots(offer.from, { price: amount })
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
  const plain = isOne ? offer.onePrice : offer.fromPrice
  return claim(fillSlots(withPrice(chooser.draw(plain)), { name: name.title }), [name.titleFact, minimum])
}

/** English offers, short enough for a banner. A reduction states the old price, the new one and the saving. */
import type { OfferWording } from '../grammar.ts'

export const offer: OfferWording = {
  allReduced: [
    'Save {saving} ({percent}) on the {name}: now {price}, was {before}.',
    '{percent} off the {name}: {price} instead of {before}, so you save {saving}.',
    '{name}: {price} instead of {before}. You save {saving} ({percent}).',
    'Was {before}, now {price}: save {saving} ({percent}) on the {name}.',
  ],
  someReduced: [
    'Up to {percent} off the {name}: {choice} now {price}, was {before}, a saving of {saving}.',
    'Save up to {percent} on the {name}: {choice} for {price} instead of {before}, {saving} less.',
  ],
  plainPrice: [
    '{Fronts}: the {name}, {price}.',
    '{price} for the {name}, {fronts}.',
    'The {name} with {nps}: {price}.',
    'The {name} {vps}. {Price}.',
    '{name} with {nps}, {price}.',
  ],
  onePrice: ['The {name}: {price}.', '{name}, {price}.', '{Price} for the {name}.'],
  fromPrice: ['The {name}: {price}.', '{name}, {price}.'],
  outOfStock: ['Currently out of stock.', 'Out of stock at the moment.'],
  noPrice: ['The {name}: price on request.', 'Ask us for the price of the {name}.'],
}

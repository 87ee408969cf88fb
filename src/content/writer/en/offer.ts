/** English offers, short enough for a banner. A reduction states the old price, the new one and the saving. */
import type { OfferWording } from '../grammar.ts'

export const offer: OfferWording = {
  allReduced: [
    'Save {saving} ({percent}) on the {name}: now {price}, was {before}.',
    'second|{percent} off the {name}: {price} instead of {before}, so you save {saving}.',
    'second|{name}: {price} instead of {before}. You save {saving} ({percent}).',
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
  from: 'from {price}',
  promotion: {
    percent: [
      '{promo}: {percent} off the {name} until {end}, now {price} instead of {before}.',
      '{promo} until {end}: the {name} for {price} instead of {before}, {percent} off.',
      'Save {percent} on the {name} until {end}: {price} instead of {before} with {promo}.',
      '{promo}, {start} to {end}: {percent} off the {name}, {price} instead of {before}.',
    ],
    somePercent: [
      '{promo}: {percent} off the {name} until {end}; {choice} is {price} instead of {before}.',
      '{percent} off the {name} until {end} with {promo}: {choice} for {price} instead of {before}.',
    ],
    saving: [
      '{promo}: save {saving} on the {name} until {end}, now {price} instead of {before}.',
      'second|{promo} until {end}: the {name} for {price} instead of {before}, so you save {saving}.',
      '{promo}, {start} to {end}: the {name} for {price} instead of {before}, {saving} less.',
    ],
    someSaving: [
      '{promo}: save {saving} on the {name} in {choice} until {end}, {price} instead of {before}.',
      '{promo} until {end}: the {name} in {choice} for {price} instead of {before}, {saving} less.',
    ],
    bundle: [
      '{promo} until {end}: take {buy} of the {name} and pay for {pay}.',
      '{buy} for the price of {pay}: the {name} until {end} with {promo}.',
    ],
    gift: [
      '{promo}: the {name} comes with {gift} as a free gift until {end}.',
      '{promo} until {end}: a free gift with the {name}: {gift}.',
    ],
    shipping: [
      '{promo}: free shipping on the {name} until {end}.',
      'Free shipping on the {name} until {end} with {promo}.',
    ],
    pricedCampaign: [
      '{promo} until {end}: the {name} for {price}.',
      '{promo}: the {name}, {price}, until {end}.',
    ],
    campaign: ['{promo} until {end}: the {name}.', '{promo}, {start} to {end}: the {name}.'],
    minimumSpend: ['Valid for orders from {minimum}.', 'From an order value of {minimum}.'],
    code: ['Use the code {code} at the checkout.', 'Enter the code {code} at the checkout.'],
  },
}

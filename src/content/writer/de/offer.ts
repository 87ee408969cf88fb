/** German offers, short enough for a banner. A reduction states the old price, the new one and the saving. */
import type { OfferWording } from '../grammar.ts'

export const offer: OfferWording = {
  allReduced: [
    'second|{name}: jetzt {price} statt {before}. Sie sparen {saving} ({percent}).',
    '{saving} ({percent}) gespart: {name} für {price} statt {before}.',
  ],
  someReduced: ['Bis zu {percent} gespart: {name}, {choice}, für {price} statt {before}, {saving} weniger.'],
  plainPrice: ['{name} mit {nps}: {price}.', '{Fronts}: {name}, {price}.', '{name} {vps}. {Price}.'],
  onePrice: ['{name}: {price}.', '{name} für {price}.'],
  fromPrice: ['{name}: {price}.'],
  outOfStock: ['Zurzeit nicht vorrätig.', 'Im Moment nicht vorrätig.'],
  noPrice: ['{name}: Preis auf Anfrage.'],
  from: 'ab {price}',
  promotion: {
    percent: [
      '{promo}: {percent} gespart bis {end}. {name} jetzt {price} statt {before}.',
      '{promo} bis {end}: {name} für {price} statt {before}, {percent} weniger.',
    ],
    somePercent: ['{promo} bis {end}: {percent} weniger für {name}, {choice} jetzt {price} statt {before}.'],
    saving: [
      '{promo} bis {end}: {name} für {price} statt {before}, {saving} weniger.',
      '{promo}: {name} jetzt {price} statt {before}, {saving} gespart bis {end}.',
    ],
    someSaving: ['{promo} bis {end}: {name}, {choice}, für {price} statt {before}, {saving} weniger.'],
    bundle: ['{promo} bis {end}: {buy} für den Preis von {pay}, {name}.'],
    gift: ['{promo} bis {end}: {name} mit Gratis-Geschenk: {gift}.'],
    shipping: ['{promo} bis {end}: {name} mit kostenlosem Versand.'],
    pricedCampaign: ['{promo} bis {end}: {name} für {price}.'],
    campaign: ['{promo} bis {end}: {name}.'],
    minimumSpend: ['Gilt ab einem Bestellwert von {minimum}.'],
    code: ['Mit dem Code {code} an der Kasse.'],
  },
}

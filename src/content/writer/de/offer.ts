/** German offers, short enough for a banner. A reduction states the old price, the new one and the saving. */
import type { OfferWording } from '../grammar.ts'

export const offer: OfferWording = {
  allReduced: [
    '{name}: jetzt {price} statt {before}. Sie sparen {saving} ({percent}).',
    '{saving} ({percent}) gespart: {name} für {price} statt {before}.',
  ],
  someReduced: ['Bis zu {percent} gespart: {name}, {choice}, für {price} statt {before}, {saving} weniger.'],
  plainPrice: ['{name} mit {nps}: {price}.', '{Fronts}: {name}, {price}.', '{name} {vps}. {Price}.'],
  onePrice: ['{name}: {price}.', '{name} für {price}.'],
  fromPrice: ['{name}: {price}.'],
  outOfStock: ['Zurzeit nicht vorrätig.', 'Im Moment nicht vorrätig.'],
  noPrice: ['{name}: Preis auf Anfrage.'],
}

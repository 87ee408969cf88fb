/**
 * `promo`: the offer as the facts state it. A running promotion comes first, then a reduction, then an honest price
 * line. What has not begun, has ended or is contradicted by the price ledger is not said.
 */
import type { Segment } from '../../drafts/segment.ts'
import { claim } from '../realise/sentence.ts'
import type { OfferRequest } from './offer-request.ts'
import { priceLine } from './price-line.ts'
import { promotionLines } from './promotion-lines.ts'
import { reducedLine } from './reduced-line.ts'

export function composeOffer(request: OfferRequest): Segment[] {
  const { grammar, sheet, chooser } = request
  const promoted = promotionLines(request)
  const lines = promoted.length > 0 ? promoted : [reducedLine(request) ?? priceLine(request)]
  const stock = sheet.byId.get('d_in_stock')
  // Only what a shopper must know: goods that can be had need no announcement.
  return stock?.value === false ? [...lines, claim(chooser.draw(grammar.offer.outOfStock), [stock])] : lines
}

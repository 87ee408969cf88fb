/** Texts that are sent: mail, SMS, push. What the draft says as an offer is sent as it was approved. */
import type { Segment } from '../../drafts/segment.ts'
import { claim } from '../../writer/realise/sentence.ts'
import { rewriteForGsm7 } from '../meters/sms-rewrite.ts'
import { approvedWithin } from '../compile/approved.ts'
import type { FieldTexts, PlaceOf } from '../compile/fit.ts'
import { fits, type Place } from '../compile/fit.ts'
import { nameLine } from '../compile/lines.ts'
import type { Material } from '../compile/material.ts'
import { proseWithin } from '../compile/prose.ts'

/** "Tindelow Kettle: 1.7-litre capacity", a preheader with other facts, the description and the offer. */
export function compileEmail(material: Material, placeOf: PlaceOf): FieldTexts {
  const { draft, phrases } = material
  const shape = { after: ': ', between: ', ', factsMax: 2, suffix: [] }
  const subject = nameLine(material, placeOf('subject'), shape)
  const rest = phrases.filter((phrase) => subject?.used.includes(phrase) !== true)
  const body = placeOf('body')
  const description = approvedWithin(material, body, draft['pdp.long'] ?? draft['pdp.short'] ?? [])
  const offer = approvedWithin(material, body, draft['promo'] ?? [])
  const written = [...(description ?? []), ...(offer ?? [])]
  return {
    subject: subject?.segments,
    preheader: proseWithin(material, placeOf('preheader'), rest)?.segments,
    body: written.length > 0 ? written : proseWithin(material, body, phrases)?.segments,
  }
}

/** The offer, or the name with its strongest facts and the price; the opt-out line closes it. */
export function compileSms(material: Material, placeOf: PlaceOf): FieldTexts {
  const place = placeOf('text')
  const line = material.settings.sms.optOut ?? material.words.optOut
  const closing: Segment[] = line === '' ? [] : [{ text: rewriteForGsm7(line), factIds: [], role: 'legal' }]
  const plain = inGsm7(material)
  const offer = plain.draft['promo'] ?? []
  if (offer.length > 0 && fits(place, [...offer, ...closing], 'plan')) return { text: [...offer, ...closing] }
  const price = plain.price === null ? [] : [claim(`${plain.price.text}.`, plain.price.facts)]
  return { text: messageOf(plain, place, [...price, ...closing]) ?? messageOf(plain, place, closing) }
}

function messageOf(
  material: Material,
  place: Place,
  suffix: readonly Segment[],
): readonly Segment[] | undefined {
  const made = proseWithin(material, place, material.phrases.slice(0, SMS_FACTS), suffix)
  return made?.segments
}

const SMS_FACTS = 4

/** Typographic signs would switch the message to UCS-2; the phrases of the grammar hold some ("22 × 16 cm"). */
function inGsm7(material: Material): Material {
  const plain = (segment: Segment): Segment => ({ ...segment, text: rewriteForGsm7(segment.text) })
  const { price, names, phrases, description, draft } = material
  const { name } = description
  return {
    ...material,
    draft: Object.fromEntries(
      Object.entries(draft).map(([field, segments]): [string, Segment[]] => [field, segments.map(plain)]),
    ),
    price: price === null ? null : { ...price, text: rewriteForGsm7(price.text) },
    names: names.map((candidate) => ({ ...candidate, text: rewriteForGsm7(candidate.text) })),
    description: { ...description, name: { ...name, title: rewriteForGsm7(name.title) } },
    phrases: phrases.map((phrase) => ({
      ...phrase,
      fill: (pattern) => rewriteForGsm7(phrase.fill(pattern)),
    })),
  }
}

export function compilePush(material: Material, placeOf: PlaceOf): FieldTexts {
  const { draft, phrases, price } = material
  const shape = { after: ': ', between: ', ', factsMax: 1, suffix: [] }
  const title = nameLine(material, placeOf('title'), shape)
  const body = placeOf('body')
  const offer = draft['promo'] ?? []
  if (offer.length > 0 && fits(body, offer, 'plan')) return { title: title?.segments, body: offer }
  const rest = phrases.filter((phrase) => title?.used.includes(phrase) !== true)
  const closing = price === null ? [] : [claim(`${price.text}.`, price.facts)]
  const made = proseWithin(material, body, rest, closing) ?? proseWithin(material, body, rest)
  return { title: title?.segments, body: made?.segments }
}

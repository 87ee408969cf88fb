/** Texts of the shop's own pages and of search results. */
import type { Segment } from '../../drafts/segment.ts'
import { approvedWithin } from '../compile/approved.ts'
import type { FieldTexts, PlaceOf } from '../compile/fit.ts'
import { storeSuffix } from '../channel-rules.ts'
import { listOf, nameLine } from '../compile/lines.ts'
import type { Material } from '../compile/material.ts'
import { proseWithin } from '../compile/prose.ts'

/** Bullets that a page shows unless the shop wants fewer. */
const BULLETS = 10

/** What people approved stands on the page as they approved it. */
export function compilePdp(material: Material, placeOf: PlaceOf): FieldTexts {
  const { draft, phrases } = material
  const [long, short] = [placeOf('long'), placeOf('short')]
  const bullets = placeOf('bullets')
  const most = bullets.rules.counts.find(({ kind }) => kind === 'hard')?.max ?? BULLETS
  const list =
    approvedWithin(material, bullets, draft['pdp.bullets'] ?? []) ??
    listOf(material, bullets, phrases, Math.min(most, BULLETS))
  const least = bullets.rules.counts.find(({ kind }) => kind === 'plan')?.min ?? 0
  return {
    long:
      approvedWithin(material, long, draft['pdp.long'] ?? draft['pdp.short'] ?? []) ??
      proseWithin(material, long, phrases)?.segments,
    short:
      approvedWithin(material, short, draft['pdp.short'] ?? []) ??
      proseWithin(material, short, phrases.slice(0, SHORT_FACTS))?.segments,
    // Two bullets are no list.
    bullets: list.length >= Math.min(least, most) ? list : undefined,
  }
}

const SHORT_FACTS = 5

/** "Tindelow Kettle – 1.7-litre capacity | Maison Lumen" */
export function compileSeo(material: Material, placeOf: PlaceOf): FieldTexts {
  const { storeName } = material.settings
  const suffix: Segment[] =
    storeName === null ? [] : [{ text: storeSuffix(storeName), factIds: [], role: 'legal' }]
  const shape = { after: ' – ', between: ', ', factsMax: 1, suffix }
  return {
    title: nameLine(material, placeOf('title'), shape)?.segments,
    meta: proseWithin(material, placeOf('meta'), material.phrases)?.segments,
  }
}

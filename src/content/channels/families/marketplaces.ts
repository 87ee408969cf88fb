/** Texts of listings on other people's sites. */
import type { Segment } from '../../drafts/segment.ts'
import type { Fact } from '../../facts/fact.ts'
import { claim } from '../../writer/realise/sentence.ts'
import { valueText } from '../../writer/words/wording.ts'
import { approvedWithin } from '../compile/approved.ts'
import type { FieldTexts, PlaceOf } from '../compile/fit.ts'
import { fits } from '../compile/fit.ts'
import { listOf, nameLine } from '../compile/lines.ts'
import type { Material } from '../compile/material.ts'
import { proseWithin } from '../compile/prose.ts'

const titleShape = { after: ', ', between: ', ', factsMax: 3, suffix: [] }

export function compileMerchant(material: Material, placeOf: PlaceOf): FieldTexts {
  const title = nameLine(branded(material), placeOf('title'), titleShape)
  const rest = material.phrases.filter((phrase) => title?.used.includes(phrase) !== true)
  return {
    title: title?.segments,
    description: proseWithin(material, placeOf('description'), [...rest, ...(title?.used ?? [])])?.segments,
    variants: variantTitles(material, placeOf),
  }
}

/** One title per variant of the sheet, in its order; each carries what tells the variant from its siblings. */
function variantTitles(material: Material, placeOf: PlaceOf): Segment[] | undefined {
  const place = placeOf('variants')
  const titles = variantOptions(material).flatMap((options): Segment[] => {
    const difference = options.map((fact) => optionText(material, fact)).join(', ')
    for (const aim of ['plan', 'hard'] as const) {
      for (const name of branded(material).names) {
        const title = claim(`${name.text}, ${difference}`, [...name.facts, ...options])
        if (fits(place, [title], aim)) return [title]
      }
    }
    return []
  })
  return titles.length === 0 ? undefined : titles
}

/** "sage green", "0.75 litres"; a bare number needs its name: "size 41". */
function optionText({ description: { grammar } }: Material, fact: Fact): string {
  const value = valueText(grammar, fact)
  if (fact.unit !== null || !/^[\d.,/ -]+$/.test(value)) return value
  const option = fact.attribute.slice('option.'.length)
  return `${grammar.optionNouns.get(option)?.one ?? option.replaceAll('_', ' ')} ${value}`
}

/** Options by variant; a product without options has one item and no titles of variants. */
function variantOptions({ sheet }: Material): (readonly Fact[])[] {
  const byVariant = new Map<string, Fact[]>()
  for (const fact of sheet.facts) {
    if (!fact.subject.startsWith('variant:') || !fact.attribute.startsWith('option.')) continue
    if (fact.value === 'Default Title' || sheet.unsayable.has(fact.id)) continue
    const options = byVariant.get(fact.subject)
    if (options === undefined) byVariant.set(fact.subject, [fact])
    else options.push(fact)
  }
  if (byVariant.size < 2) return []
  return [...byVariant.values()]
}

/** "Tindelow Alder Kettle", as marketplaces want the brand first, where the title leaves it out. */
function branded(material: Material): Material {
  const brand = material.sheet.byId.get('p_brand')
  if (brand === undefined) return material
  const text = String(brand.value)
  const names = material.names.map((name) =>
    name.text.toLowerCase().includes(text.toLowerCase())
      ? name
      : { ...name, text: `${text} ${name.text}`, facts: [brand, ...name.facts] },
  )
  return { ...material, names: [...names, ...material.names] }
}

export function compileAmazon(material: Material, placeOf: PlaceOf): FieldTexts {
  const { draft, phrases } = material
  const bullets = placeOf('bullets')
  const most = bullets.rules.counts.find(({ kind }) => kind === 'hard')?.max ?? 0
  const list = listOf(material, bullets, phrases, most)
  const description = placeOf('description')
  return {
    title: nameLine(branded(material), placeOf('title'), titleShape)?.segments,
    bullets: list.length === 0 ? undefined : list,
    description:
      approvedWithin(material, description, draft['pdp.long'] ?? []) ??
      proseWithin(material, description, phrases)?.segments,
  }
}

export function compileEbay(material: Material, placeOf: PlaceOf): FieldTexts {
  const description = placeOf('description')
  return {
    title: nameLine(branded(material), placeOf('title'), titleShape)?.segments,
    description:
      approvedWithin(material, description, material.draft['pdp.long'] ?? []) ??
      proseWithin(material, description, material.phrases)?.segments,
  }
}

/** Ways in which copy goes wrong, one mutation at a time. Each gives a changed segment, or undefined where it does not fit. */
import type { Product } from '../../../src/catalog/product.ts'
import type { Segment } from '../../../src/content/drafts/segment.ts'
import type { Fact, FactSheet } from '../../../src/content/facts/fact.ts'
import type { Chooser } from '../../../src/content/writer/words/random.ts'
import { certificates, features, materials, origins } from './insertions.ts'

export interface Mutation {
  readonly segment: Segment
  readonly sheet: FactSheet
  readonly product: Product
  readonly chooser: Chooser
  /** Attributes of other products, by name. */
  readonly elsewhere: (attribute: string, chooser: Chooser) => string | number | boolean | undefined
}

export type Mutator = (mutation: Mutation) => Segment | undefined

export const mutators: Readonly<Record<string, Mutator>> = {
  number({ segment, chooser }) {
    const places = [...segment.text.matchAll(/(?<![\w.,])\d+(?:\.\d+)?(?![\w]|[.,]\d)/g)]
    const place = places[chooser.below(Math.max(1, places.length))]
    if (place === undefined) return undefined
    const value = Number(place[0])
    const decimals = (place[0].split('.')[1] ?? '').length
    const changed = [value + 1, value * 2, value + 10 ** -decimals, Math.abs(value - 1), value * 10]
    const next = changed.map((one) => one.toFixed(decimals)).filter((one) => one !== place[0])
    return replaced(segment, place.index, place[0], next[chooser.below(next.length)] ?? '')
  },

  unit({ segment, chooser }) {
    const place =
      /(?<=\d[\s-]?)(mm|cm|kg|GB|GHz|W|litres?|metres?|inch(?:es)?|hours?|years?|months?|g|m|in|%)(?![\w/])/.exec(
        segment.text,
      )
    if (place === null) return undefined
    const others = ['mm', 'kg', 'GB', 'litres', 'inches', 'hours', 'MHz', 'kW', 'm', 'cm'].filter(
      (unit) => unit.charAt(0) !== place[0].charAt(0),
    )
    return replaced(segment, place.index, place[0], others[chooser.below(others.length)] ?? '')
  },

  'attribute swap: value of an uncited one'({ segment, sheet, chooser }) {
    const said = drawn(saidFacts(segment, sheet), chooser)
    const others = sayable(sheet).filter(
      (fact) =>
        !segment.factIds.includes(fact.id) && typeof fact.value !== 'boolean' && !isSaid(segment, fact),
    )
    const other = drawn(others, chooser)
    if (said === undefined || other === undefined || contains(String(said.value), String(other.value)))
      return undefined
    return withValue(segment, said, String(other.value))
  },

  'attribute swap: two of the sentence'({ segment, sheet, chooser }) {
    const [one, two] = shuffle(saidFacts(segment, sheet), chooser)
    if (one === undefined || two === undefined || one.attribute === two.attribute) return undefined
    const [first, second] = [placeOf(segment, one), placeOf(segment, two)]
    if (
      first === undefined ||
      second === undefined ||
      contains(first.text, second.text) ||
      contains(second.text, first.text)
    )
      return undefined
    const [left, right] = first.index < second.index ? [first, second] : [second, first]
    if (left.index + left.text.length > right.index) return undefined
    const text =
      segment.text.slice(0, left.index) +
      right.text +
      segment.text.slice(left.index + left.text.length, right.index) +
      left.text +
      segment.text.slice(right.index + right.text.length)
    return { ...segment, text }
  },

  "other product's value"({ segment, sheet, chooser, elsewhere }) {
    const said = drawn(saidFacts(segment, sheet), chooser)
    const value = said === undefined ? undefined : elsewhere(said.attribute, chooser)
    if (said === undefined || value === undefined || typeof value === 'boolean') return undefined
    if (typeof value !== typeof said.value || contains(String(said.value), String(value))) return undefined
    return withValue(segment, said, String(value))
  },

  'invented feature': inserted(features, [
    ', with {x}.',
    ' and {x}.',
    '. It also has {x}.',
    ' and comes with {x}.',
  ]),
  'material inserted': inserted(materials, [
    ' in {x}.',
    ', made of {x}.',
    ' with {x} details.',
    '. The housing is {x}.',
  ]),
  'origin inserted': inserted(origins, [', made in {x}.', ' from {x}.', '. It is produced in {x}.']),
  'certificate inserted': inserted(certificates, [', {x}.', '. It is {x}.', ' and is {x}.']),

  'asserted though "No"'({ segment, sheet, chooser }) {
    const isDenied = segment.factIds.some((id) => sheet.byId.get(id)?.value === false)
    if (isDenied) {
      const text = segment.text
        .replace(/\b(is|are|does|do|can|must) not\b/, '$1')
        .replace(/\b(has|have|needs|need|contains) no\b/, '$1 a')
        .replace(/\bcomes without\b/, 'comes with')
      return text === segment.text ? undefined : { ...segment, text }
    }
    const denied = drawn(
      [...sheet.facts].filter((fact) => fact.value === false && !sheet.unsayable.has(fact.id)),
      chooser,
    )
    if (denied === undefined) return undefined
    const label = denied.attribute.replaceAll('_', ' ').trim()
    const text = `${segment.text.replace(/\.$/, '')}. It has ${label}.`
    return { ...segment, text, factIds: [...segment.factIds, ...(chooser.below(2) === 0 ? [denied.id] : [])] }
  },

  'denied though "Yes"'({ segment, chooser }) {
    const ways: readonly (readonly [RegExp, string])[] = [
      [/\bhas (?:an? )?/, 'has no '],
      [/\bhave (?:an? )?/, 'have no '],
      [/\bcomes with (?:an? )?/, 'comes without '],
      [/\bcomes (?=in|from|as)/, 'does not come '],
      [/\b(is|are) (?!not)/, '$1 not '],
      [/\b(works|supports|connects|uses|prints|fits|runs|goes)\b/, 'never $1'],
      [/\bwith (?:an? )?/, 'without '],
    ]
    const fitting = ways.filter(([pattern]) => pattern.test(segment.text))
    const way = drawn(fitting, chooser)
    if (way === undefined || /\b(?:not|no|without)\b/.test(segment.text)) return undefined
    return { ...segment, text: segment.text.replace(way[0], way[1]) }
  },

  'citation removed: all'({ segment }) {
    return segment.factIds.length === 0 ? undefined : { ...segment, factIds: [] }
  },

  'citation removed: one'({ segment, chooser }) {
    const at = chooser.below(Math.max(1, segment.factIds.length))
    if (segment.factIds.length < 2) return undefined
    return { ...segment, factIds: segment.factIds.filter((_id, index) => index !== at) }
  },

  'citation swapped'({ segment, sheet, chooser }) {
    const other = drawn(
      sayable(sheet).filter(
        ({ id }) =>
          !segment.factIds.some((cited) => cited === id || sheet.byId.get(cited)?.parents.includes(id)),
      ),
      chooser,
    )
    if (other === undefined || segment.factIds.length === 0) return undefined
    const at = chooser.below(segment.factIds.length)
    return { ...segment, factIds: segment.factIds.map((id, index) => (index === at ? other.id : id)) }
  },

  '% off +1'({ segment }) {
    const place = /(\d+)%/.exec(segment.text)
    if (place === null) return undefined
    return replaced(segment, place.index, place[0], `${String(Number(place[1]) + 1)}%`)
  },
}

/** Mutations of a text about one variant: the sibling's colour or price takes the place of its own. */
export const siblingValue: Mutator = ({ segment, sheet, chooser }) => {
  const cited = segment.factIds.flatMap((id) => sheet.byId.get(id) ?? [])
  const own = cited.filter(
    ({ subject, attribute }) => subject.startsWith('variant:') && /^(?:option\.|price$)/.test(attribute),
  )
  const fact = drawn(own, chooser)
  const sibling = sheet.facts.find(
    (other) => other.attribute === fact?.attribute && other.subject !== fact.subject,
  )
  if (fact === undefined || sibling === undefined || segment.factIds.includes(sibling.id)) return undefined
  const money = ({ value }: Fact) =>
    `€${(Number(value) / 100).toFixed(2).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`
  const [from, to] =
    fact.attribute === 'price' ? [money(fact), money(sibling)] : [String(fact.value), String(sibling.value)]
  if (segment.text.includes(to)) return undefined
  const index = segment.text.toLowerCase().lastIndexOf(from.toLowerCase())
  return index === -1 ? undefined : replaced(segment, index, from, to)
}

function inserted(things: readonly string[], ways: readonly [string, ...string[]]): Mutator {
  return ({ segment, sheet, chooser }) => {
    if (!segment.text.endsWith('.')) return undefined
    const known = sheet.facts
      .map(({ attribute, value }) => `${attribute.replaceAll('_', ' ')} ${String(value)}`.toLowerCase())
      .join(' ')
    // A thing of which the data know a word may be there after all.
    const invented = things.filter(
      (thing) =>
        !thing
          .toLowerCase()
          .split(/[\s-]/)
          .some(
            (word) => (word.length > 3 || /^[A-Z]{2,}$/.test(word)) && known.includes(word.toLowerCase()),
          ),
    )
    const thing = drawn(invented, chooser)
    if (thing === undefined) return undefined
    return { ...segment, text: `${segment.text.slice(0, -1)}${chooser.pick(ways).replace('{x}', thing)}` }
  }
}

function sayable(sheet: FactSheet): Fact[] {
  return sheet.facts.filter((fact) => /^a_/.test(fact.id) && !sheet.unsayable.has(fact.id))
}

/** Cited facts whose value stands in the sentence as it is. */
function saidFacts(segment: Segment, sheet: FactSheet): Fact[] {
  return (
    segment.factIds
      .flatMap((id) => sheet.byId.get(id) ?? [])
      // What the product is called is no value of it.
      .filter(
        (fact) =>
          /^a_(?!product_type)/.test(fact.id) && typeof fact.value !== 'boolean' && isSaid(segment, fact),
      )
  )
}

function isSaid(segment: Segment, fact: Fact): boolean {
  return placeOf(segment, fact) !== undefined
}

/** The last mention: the first may be part of the name. */
function placeOf(
  { text }: Segment,
  { value }: Fact,
): { readonly index: number; readonly text: string } | undefined {
  const pattern = new RegExp(
    `(?<![\\w.])${String(value).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w]|[.,]\\d)`,
    'gi',
  )
  const match = [...text.matchAll(pattern)].at(-1)
  return match === undefined ? undefined : { index: match.index, text: match[0] }
}

function withValue(segment: Segment, fact: Fact, value: string): Segment | undefined {
  const place = placeOf(segment, fact)
  return place === undefined ? undefined : replaced(segment, place.index, place.text, value)
}

function replaced(segment: Segment, index: number, from: string, to: string): Segment | undefined {
  if (to === from || to === '') return undefined
  return { ...segment, text: segment.text.slice(0, index) + to + segment.text.slice(index + from.length) }
}

/** True when what the other says is part of the one: then nothing false would be said. */
function contains(one: string, other: string): boolean {
  const words = (text: string) =>
    text
      .toLowerCase()
      .replaceAll('-', '')
      .replace(/matte\b/g, 'matt')
      .split(/[^\p{L}\p{N}.]+/u)
      .filter((word) => word !== '')
  const own = words(one).map((word) => word.replace(/s$/, ''))
  return words(other).every((word) => own.includes(word.replace(/s$/, '')))
}

function drawn<T>(items: readonly T[], chooser: Chooser): T | undefined {
  return items[chooser.below(Math.max(1, items.length))]
}

function shuffle<T>(items: readonly T[], chooser: Chooser): T[] {
  const left = [...items]
  const order: T[] = []
  while (left.length > 0) order.push(...left.splice(chooser.below(left.length), 1))
  return order
}

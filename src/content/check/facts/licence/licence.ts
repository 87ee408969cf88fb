/** What one fact lets a text say: the words of its value and its attribute, the value as a sequence, its number. */
import type { Fact, FactSheet } from '../../../facts/fact.ts'
import { dateForms } from '../../../facts/promotions/say-date.ts'
import { quantitiesOf, type Quantity } from '../../../facts/quantity/typed-value.ts'
import { attributeWords, isPriceLike, type AttributeWords } from './attribute-words.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { translations } from './translations.ts'
import { tokensOf } from '../text/text-tokens.ts'

export interface Licence {
  readonly fact: Fact
  /** Title, brand, category: they name the product and need not be said whole. */
  readonly isName: boolean
  readonly isPrice: boolean
  readonly attribute: AttributeWords
  /** The ways its value may be written: the items of a list as stems in order. The first is the value as it stands. */
  readonly forms: readonly ValueForm[]
  /** All stems of these. */
  readonly valueStems: ReadonlySet<string>
  /** Its number, or the quantities its words hold together with a unit. */
  readonly quantities: readonly Quantity[]
  /** Values or items that are a single token, such as a model number in a list. */
  readonly singles: ReadonlySet<string>
}

/** Items, each a sequence of stems. */
export type ValueForm = readonly (readonly string[])[]

export interface SheetLicences {
  /** Words from the title's beginning on that make a name: one more than the brand, two at least. */
  readonly nameMin: number
  readonly of: (fact: Fact) => Licence
  /** Facts whose value or attribute holds a stem. */
  readonly index: () => ReadonlyMap<string, readonly Fact[]>
}

const bySheet = new WeakMap<FactSheet, Map<string, SheetLicences>>()

/** Made once per sheet and language: the fields of a draft, and its channels, share them. */
export function licencesOf(sheet: FactSheet, lexicon: Lexicon): SheetLicences {
  let languages = bySheet.get(sheet)
  if (languages === undefined) {
    languages = new Map()
    bySheet.set(sheet, languages)
  }
  const found = languages.get(lexicon.language)
  if (found !== undefined) return found
  const made = licencesOn(sheet, lexicon)
  languages.set(lexicon.language, made)
  return made
}

function licencesOn(sheet: FactSheet, lexicon: Lexicon): SheetLicences {
  const known = new Map<string, Licence>()
  const of = (fact: Fact): Licence => {
    const found = known.get(fact.id)
    if (found !== undefined) return found
    const made = licenceOf(fact, lexicon)
    known.set(fact.id, made)
    return made
  }
  let index: Map<string, Fact[]> | undefined
  return { of, nameMin: nameMinOf(sheet, of), index: () => (index ??= indexOf(sheet, of)) }
}

function nameMinOf({ byId }: FactSheet, of: SheetLicences['of']): number {
  const [title, brand] = [byId.get('p_title'), byId.get('p_brand')]
  if (title === undefined || brand === undefined) return 2
  const [titleStems = [], brandStems = []] = [of(title), of(brand)].map(({ forms }) => forms[0]?.flat())
  const isLeading = brandStems.every((stem, index) => titleStems[index] === stem)
  return isLeading ? Math.min(Math.max(2, brandStems.length + 1), Math.max(2, titleStems.length)) : 2
}

function licenceOf(fact: Fact, lexicon: Lexicon): Licence {
  const attribute = attributeWords(fact.attribute, lexicon)
  const forms = formsOf(fact, attribute, lexicon)
  const items = forms.flat()
  return {
    fact,
    isName: /^p_(?:title|brand|category)/.test(fact.id) || fact.attribute === 'product_type',
    isPrice: isPriceLike(fact.attribute),
    attribute,
    forms,
    valueStems: new Set([...items.flat(), ...joinsIn(fact, lexicon)]),
    // A bare number in words ("USB 2.0") is part of a name: it may be quoted, not said by itself.
    quantities: quantitiesOf(fact).filter(({ unit }) => unit !== null || typeof fact.value === 'number'),
    singles: new Set(items.flatMap((item) => (item.length === 1 ? item : []))),
  }
}

function formsOf(fact: Fact, attribute: AttributeWords, lexicon: Lexicon): ValueForm[] {
  if (typeof fact.value === 'boolean') return []
  const text = String(fact.value)
  const words = attribute.valueWords.get(text.toLowerCase())
  const translated = translations(fact, lexicon)
  const written = typeof fact.value === 'number' ? [] : [text, ...dateForms(text, lexicon.language)]
  // "polyvinyl chloride (PVC)" is said whole by either of its two names.
  const [, before = '', inside = '', after = ''] =
    /^(.+?)\s*\(([^()]+)\)\s*(.*)$/.exec(written[0] ?? '') ?? []
  const named = inside === '' ? [] : [`${before} ${after}`, `${inside} ${after}`]
  return [...written, ...(words === undefined ? [] : [words]), ...translated, ...named].flatMap((value) => {
    const items = value.split(listBreak).flatMap((item, index) => {
      // A hyphen at the beginning of a later item ("M-250, -260") is no sign of a number.
      const stems = tokensOf(index === 0 ? item : item.replace(/^\s*-/, ''), lexicon)
        .map((token) => token.stem)
        .filter((stem) => !lexicon.joins.has(stem))
      return stems.length === 0 ? [] : [stems]
    })
    return items.length === 0 ? [] : [items]
  })
}

/** "and" within a name, which the splitting into items leaves out. */
function joinsIn({ value }: Fact, lexicon: Lexicon): string[] {
  if (typeof value !== 'string' || !/ (?:and|und) /.test(value)) return []
  return [...value.matchAll(/ (and|und) /g)].map(([, word = '']) => lexicon.stem(word))
}

/** Commas of a list, not those of a number. */
const listBreak = /[;|]|,(?!\d)|(?<=\s)(?:and|und|&)(?=\s)/

function indexOf(sheet: FactSheet, of: (fact: Fact) => Licence): Map<string, Fact[]> {
  const index = new Map<string, Fact[]>()
  for (const fact of sheet.facts) {
    const { valueStems, attribute } = of(fact)
    for (const stem of new Set([...valueStems, ...attribute.telling])) {
      const facts = index.get(stem)
      if (facts === undefined) index.set(stem, [fact])
      else facts.push(fact)
    }
  }
  return index
}

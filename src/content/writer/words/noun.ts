/** What to call the product: its name without specifications, and later "the kettle", "the headphones", "it". */
import { factsOf, type Fact, type FactSheet } from '../../facts/fact.ts'
import type { Grammar } from '../grammar.ts'
import type { NounEntry } from '../morphology.ts'

export interface ProductName {
  /** The title up to its specifications: "Tindelow Brisk Kettle" of "Tindelow Brisk Kettle 1.7 l, brushed steel". */
  readonly title: string
  readonly titleFact: Fact
  readonly plural: boolean
  /** A common noun for later sentences with the fact that licenses it; null when none is certain. */
  readonly noun: (NounEntry & { readonly fact: Fact; readonly inTitle: boolean }) | null
}

interface Found {
  readonly entry: NounEntry
  readonly end: number
}

const LONG_TITLE_CHARS = 60
const NAME_WORDS_MAX = 10
const NOUN_WORDS_MAX = 3

/** Names the product of a sheet. The title fact always exists. */
export function nameProduct(grammar: Grammar, sheet: FactSheet): ProductName {
  const [titleFact] = factsOf(sheet, 'title')
  if (titleFact === undefined) throw new Error(`The fact sheet of ${sheet.product} has no title.`)
  const full = String(titleFact.value)
  // What follows a comma or bracket is an apposition that would need a second comma in every sentence.
  const head = /^(.*?\S\s+\S.*?)(?:,\s| – | - |\s[([])/.exec(full)?.[1] ?? full
  const words = head.split(' ')
  const found = lastNounIn(grammar, withoutSpecification(words)) ?? headNounIn(grammar, words)
  // A long title goes on with specifications after its noun; a short one tells models apart there.
  const isLong = head.length > LONG_TITLE_CHARS
  const kept =
    found === undefined || !isLong ? withoutSpecification(words) : words.slice(0, Math.max(found.end, 2))
  const title = kept.join(' ').replace(/[\s.,;:–-]+$/, '')
  const fromCategory = categoryNoun(grammar, sheet, title)
  const isSame = fromCategory?.inTitle === true && fromCategory.text.endsWith(found?.entry.text ?? '')
  const noun =
    found === undefined || isSame ? fromCategory : { ...found.entry, fact: titleFact, inTitle: true }
  const { pluralNames, pluralTitles } = grammar.morphology
  const bare = (found?.entry.text ?? title).replace(/\s+\d.*$/, '')
  const plural =
    noun?.inTitle === true
      ? noun.isPlural
      : pluralNames.test(bare) || (found === undefined && pluralTitles.test(title))
  // A name in the singular is not spoken of by a noun in the plural.
  const agreed = noun?.isPlural === plural ? noun : null
  return { title, titleFact, plural, noun: agreed }
}

/** A title that ends in a head noun is named by it: "Tea Infuser Bottle" → "bottle". */
function lastNounIn(grammar: Grammar, words: readonly string[]): Found | undefined {
  for (let length = Math.min(NOUN_WORDS_MAX, words.length - 1); length >= 1; length -= 1) {
    const entry = nounEntry(grammar, words.slice(-length).join(' ').toLowerCase())
    if (entry !== undefined) return { entry, end: words.length }
  }
  return undefined
}

/** The first head noun of the title, with what directly continues it: "coffee machine", "laptop backpack". */
function headNounIn(grammar: Grammar, words: readonly string[]): Found | undefined {
  const lower = words.map((word) => word.toLowerCase().replace(/[.;:]+$/, ''))
  const matchAt = (start: number): number => {
    for (let length = NOUN_WORDS_MAX; length >= 1; length -= 1) {
      const text = lower.slice(start, start + length).join(' ')
      if (start + length <= lower.length && nounEntry(grammar, text) !== undefined) return length
    }
    return 0
  }
  // The first word alone is a brand or an adjective more often than the thing itself.
  for (let start = 1; start < lower.length; start += 1) {
    let length = matchAt(start)
    if (length === 0) continue
    let from = start
    for (let next = matchAt(from + length); next > 0; next = matchAt(from + length)) {
      // Of several nouns in a row the last names the thing: "filter coffee machine" → "coffee machine".
      from += length
      length = next
    }
    const entry = nounEntry(grammar, lower.slice(from, from + length).join(' '))
    return entry === undefined ? undefined : { entry, end: from + length }
  }
  return undefined
}

/** A known noun, or a word that is plural by its nature. */
function nounEntry(grammar: Grammar, text: string): NounEntry | undefined {
  const known = grammar.nouns.get(text)
  if (known !== undefined) return known
  const { pluralNames } = grammar.morphology
  return !text.includes(' ') && pluralNames.test(text)
    ? { text, gender: null, isPlural: true, isMass: false, plural: text }
    : undefined
}

/** The words before the first number with a unit; at most ten. */
function withoutSpecification(words: readonly string[]): readonly string[] {
  const end = words.findIndex(
    (word, index) =>
      index > 1 &&
      (/^\d+(?:[.,]\d+)?(?:mm|cm|m|l|ml|g|kg|W|V|GB|TB|MB|Hz|in|")$/i.test(word) ||
        (/^\d/.test(word) &&
          /^(?:mm|cm|m|l|ml|g|kg|W|V|GB|TB|MB|Hz|in|pc\(s\)|×|x)$/i.test(words[index + 1] ?? ''))),
  )
  return words.slice(0, Math.min(end === -1 ? NAME_WORDS_MAX : end, NAME_WORDS_MAX))
}

/** The leaf of the category path when it is one plain thing; "Toys & Games" names no product. */
function categoryNoun(grammar: Grammar, sheet: FactSheet, title: string): ProductName['noun'] {
  const candidates = [sheet.byId.get('p_category'), factsOf(sheet, 'product_type')[0]]
  for (const fact of candidates) {
    if (fact === undefined || typeof fact.value !== 'string') continue
    const whole = fact.value.toLowerCase()
    const singular = singularOf(grammar, whole)
    const last = singular.split(' ').at(-1) ?? ''
    for (const word of [whole, singular, last]) {
      const entry = nounEntry(grammar, word) ?? compoundEntry(grammar, word, last, title)
      if (entry !== undefined) return { ...entry, fact, inTitle: isWordOf(word, title) }
    }
  }
  return null
}

/** "Gooseneck kettle": a compound the title uses is said as it is, with the grammar of its last word. */
function compoundEntry(grammar: Grammar, word: string, last: string, title: string): NounEntry | undefined {
  const entry = nounEntry(grammar, last)
  if (entry?.text !== last || !isWordOf(word, title)) return undefined
  const start = word.slice(0, word.length - last.length)
  return { ...entry, text: word, plural: `${start}${entry.plural}` }
}

function isWordOf(word: string, title: string): boolean {
  return ` ${title.toLowerCase()} `.includes(` ${word} `)
}

/** "Kettles" → "kettle"; words that are plural only stay. */
export function singularOf({ morphology }: Pick<Grammar, 'morphology'>, word: string): string {
  const rule = morphology.singularRules.find(([pattern]) => pattern.test(word))
  return rule === undefined ? word : word.replace(rule[0], rule[1])
}

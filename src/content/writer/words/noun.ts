/** What to call the product: its name without specifications, and later "the kettle", "the headphones", "it". */
import { factsOf, type Fact, type FactSheet } from '../../facts/fact.ts'
import type { Grammar } from '../grammar.ts'

export interface ProductName {
  /** The title up to its specifications: "Tindelow Brisk Kettle" of "Tindelow Brisk Kettle 1.7 l, brushed steel". */
  readonly title: string
  readonly titleFact: Fact
  readonly plural: boolean
  /** A common noun for later sentences with the fact that licenses it; null when none is certain. */
  readonly noun: {
    readonly text: string
    readonly fact: Fact
    readonly inTitle: boolean
    readonly isMass: boolean
  } | null
}

const LONG_TITLE_CHARS = 60
const NAME_WORDS_MAX = 10
/** Words that exist, or are sold, in the plural only. */
const pluralOnly =
  /(?:headphones|earphones|earbuds|trousers|jeans|shorts|leggings|tights|glasses|sunglasses|goggles|scissors|pliers|shoes|boots|sandals|sneakers|socks|gloves|earrings|binoculars|beans|blocks|knives|pants|shears|loppers|secateurs|gaiters|speakers|drops|nuts|chips|lights|labels|batteries|towels|pillows|cushions|candles)$/i

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
  // Without a known noun, a last word in -s is taken for a plural: "Perforated Oxfords".
  const plural =
    found === undefined ? isPlural(title) || /[a-z]{3}(?<!us|is|ss)s$/.test(title) : isPlural(found.text)
  const fromCategory = categoryNoun(grammar, sheet, title)
  const noun =
    found === undefined || (fromCategory?.inTitle === true && fromCategory.text.endsWith(found.text))
      ? fromCategory
      : { text: found.text, fact: titleFact, inTitle: true, isMass: isMass(grammar, found.text) }
  return { title, titleFact, plural: noun?.inTitle === true ? isPlural(noun.text) : plural, noun }
}

/** A title that ends in a head noun is named by it: "Tea Infuser Bottle" → "bottle". */
function lastNounIn(grammar: Grammar, words: readonly string[]): { text: string; end: number } | undefined {
  for (let length = Math.min(3, words.length - 1); length >= 1; length -= 1) {
    const text = words.slice(-length).join(' ').toLowerCase()
    if (isHeadNoun(grammar, text)) return { text, end: words.length }
  }
  return undefined
}

/** The first head noun of the title, with what directly continues it: "coffee machine", "laptop backpack". */
function headNounIn(grammar: Grammar, words: readonly string[]): { text: string; end: number } | undefined {
  const lower = words.map((word) => word.toLowerCase().replace(/[.;:]+$/, ''))
  const matchAt = (start: number): number => {
    for (let length = 3; length >= 1; length -= 1) {
      const text = lower.slice(start, start + length).join(' ')
      if (start + length <= lower.length && isHeadNoun(grammar, text)) return length
    }
    return 0
  }
  // The first word alone is a brand or an adjective more often than the thing itself.
  for (let start = 1; start < lower.length; start += 1) {
    let length = matchAt(start)
    if (length === 0) continue
    let from = start
    for (let next = matchAt(from + length); next > 0; next = matchAt(from + length)) {
      // Of several nouns in a row the last two name the thing: "filter coffee machine" → "coffee machine".
      if (length === 1 && next === 1) length = 2
      else {
        from += length
        length = next
      }
    }
    return { text: lower.slice(from, from + length).join(' '), end: from + length }
  }
  return undefined
}

function isHeadNoun(grammar: Grammar, text: string): boolean {
  if (grammar.headNouns.has(text) || grammar.massNouns.has(text)) return true
  return pluralOnly.test(text) && !text.includes(' ')
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
    const singular = singularOf(whole)
    const text = [whole, singular, singular.split(' ').at(-1) ?? ''].find(
      (word) =>
        isHeadNoun(grammar, word.split(' ').at(-1) ?? '') &&
        (isWordOf(word, title) || isHeadNoun(grammar, word)),
    )
    if (text === undefined) continue
    return { text, fact, inTitle: isWordOf(text, title), isMass: isMass(grammar, text) }
  }
  return null
}

function isWordOf(word: string, title: string): boolean {
  return ` ${title.toLowerCase()} `.includes(` ${word} `)
}

function isMass(grammar: Grammar, noun: string): boolean {
  return grammar.massNouns.has(noun) || grammar.massNouns.has(noun.split(' ').at(-1) ?? '')
}

function isPlural(head: string): boolean {
  return pluralOnly.test(head.replace(/\s+\d.*$/, ''))
}

/** "Kettles" → "kettle"; words that are plural only stay. */
export function singularOf(word: string): string {
  if (/knives$/i.test(word)) return word.replace(/ves$/i, 'fe')
  if (/ies$/i.test(word)) return word.replace(/ies$/i, 'y')
  if (/(?:ss|x|ch|sh|z)es$/i.test(word)) return word.slice(0, -2)
  if (/(?:ss|us|is)$/i.test(word)) return word
  return word.replace(/s$/i, '')
}

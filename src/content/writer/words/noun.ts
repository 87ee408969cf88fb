/** What to call the product after its name has been said once: "the kettle", "the headphones", "it". */
import { factsOf, type Fact, type FactSheet } from '../../facts/fact.ts'
import { valueText } from './wording.ts'
import type { Grammar } from '../grammar.ts'

export interface ProductName {
  /** The title, cut before its specifications when it is long. */
  readonly title: string
  readonly titleFact: Fact
  readonly plural: boolean
  /** A common noun for later sentences with the fact that licenses it; null when none is certain. */
  readonly noun: { readonly text: string; readonly fact: Fact; readonly inTitle: boolean } | null
}

const LONG_TITLE_CHARS = 60
/** Words that exist, or are sold, in the plural only. */
const pluralOnly =
  /(?:headphones|earphones|earbuds|trousers|jeans|shorts|leggings|tights|glasses|sunglasses|goggles|scissors|pliers|shoes|boots|sandals|sneakers|socks|gloves|earrings|binoculars|beans|blocks|knives|pants|shears|loppers|secateurs|gaiters|speakers|drops|nuts|chips|sofas|chairs|dressers|tables)$/i
const massNouns =
  /^(?:bedding|clothing|coffee|cookware|tea|lighting|skincare|seating|outerwear|footwear|apparel|furniture|electronics|stationery|garden|beauty|grooming|bathing|dairy|meat|seafood|kitchen|audio|software|memory|accessories|groceries|housewares|instruments|jewelry|percussion|camping|fishing|kayaking|decorative|bedroom|cooking|travel|formal|keys|strings|wind|pet|christmas|easter|halloween|valentine|bakery|consumable|salon|tools|toys|drinkware|bottles & flasks|pots & planters)$/i

/** Names the product of a sheet. The title fact always exists. */
export function nameProduct(grammar: Grammar, sheet: FactSheet): ProductName {
  const [titleFact] = factsOf(sheet, 'title')
  if (titleFact === undefined) throw new Error(`The fact sheet of ${sheet.product} has no title.`)
  const full = String(titleFact.value).trim()
  // What follows a comma is an apposition ("…, white") that would need a second comma in every sentence.
  const head = /^(.*?\S\s+\S.*?)(?:,\s| – | - |\s\()/.exec(full)?.[1] ?? full
  const title = head.length > LONG_TITLE_CHARS ? leadingName(head) : head
  return { title, titleFact, plural: isPlural(title), noun: nounOf(grammar, sheet, title) }
}

/** The words before the first specification, comma or bracket; at most eight. */
function leadingName(title: string): string {
  const words = title.split(/\s+/)
  const end = words.findIndex(
    (word, index) =>
      index > 1 && (/[(,;]/.test(word) || (/^\d/.test(word) && /^[a-z]/i.test(words[index + 1] ?? ''))),
  )
  const kept = words.slice(0, Math.min(end === -1 ? 8 : end, 8))
  return kept
    .join(' ')
    .trim()
    .replace(/[\s,;:–-]+$/, '')
}

function isPlural(head: string): boolean {
  const last =
    head
      .replace(/\s+\d.*$/, '')
      .split(' ')
      .at(-1) ?? head
  return pluralOnly.test(last)
}

function nounOf(grammar: Grammar, sheet: FactSheet, title: string): ProductName['noun'] {
  const style = factsOf(sheet, 'style')[0] ?? factsOf(sheet, 'product_type')[0]
  const leaf = sheet.byId.get('p_category')
  const inTitle = title.toLowerCase()
  const candidates: { text: string; fact: Fact; inTitle: boolean }[] = []
  for (const fact of [leaf, style]) {
    if (fact === undefined || typeof fact.value === 'boolean') continue
    const raw =
      valueText(grammar, fact)
        .split(/ > | & /)
        .at(-1) ?? ''
    if (massNouns.test(raw) || !/^[\p{L} '-]{3,30}$/u.test(raw)) continue
    const singular = singularOf(raw).toLowerCase()
    for (const text of [singular, singular.split(' ').at(-1) ?? singular]) {
      candidates.push({
        text,
        fact,
        inTitle: new RegExp(`\\b${text.replace(/[^\p{L}\p{N} ]/gu, '.')}\\b`, 'iu').test(inTitle),
      })
    }
  }
  return (
    candidates.find((candidate) => candidate.inTitle) ??
    candidates.find((candidate) => candidate.fact === leaf) ??
    null
  )
}

/** "Kettles" → "kettle"; words that are plural only stay. */
export function singularOf(word: string): string {
  if (
    pluralOnly.test(word) &&
    !/(?:chairs|tables|sofas|dressers|knives|speakers|sandals|sneakers)$/i.test(word)
  )
    return word
  if (/knives$/i.test(word)) return word.replace(/ves$/i, 'fe')
  if (/ies$/i.test(word)) return word.replace(/ies$/i, 'y')
  if (/(?:ss|x|ch|sh|z)es$/i.test(word)) return word.slice(0, -2)
  if (/(?:ss|us|is)$/i.test(word)) return word
  return word.replace(/s$/i, '')
}

/** What to call the product where there is little room: whole names, the best first, each with the facts that license it. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { capitalise } from '../../writer/words/wording.ts'
import type { ProductName } from '../../writer/words/noun.ts'
import { calmed } from '../words/calm.ts'

export interface Name {
  readonly text: string
  readonly facts: readonly Fact[]
  /** Tells the product from others of its brand or kind. */
  readonly isSpecific: boolean
}

/**
 * The title; the title up to its specifications; brand, head noun and what tells it apart; brand and noun; and what
 * is left. Nothing is cut inside a word.
 */
export function namesOf(sheet: FactSheet, name: ProductName, phrases: readonly Phrase[]): Name[] {
  const brandFact = sheet.byId.get('p_brand')
  const brand = brandFact === undefined ? null : { text: String(brandFact.value), fact: brandFact }
  const category = sheet.byId.get('p_category')
  const calm = (text: string) => calmed(text, brand?.text ?? '')
  const names: Name[] = []
  const add = (text: string, facts: readonly Fact[], isSpecific: boolean) => {
    if (text !== '' && !names.some((known) => known.text === text)) names.push({ text, facts, isSpecific })
  }
  add(calm(String(name.titleFact.value)), [name.titleFact], true)
  add(calm(name.title), [name.titleFact], true)
  const { noun } = name
  const model = brand === null ? undefined : modelOf(String(name.titleFact.value), brand.text)
  if (noun !== null) {
    const thing = noun.text.split(' ').map(capitalise).join(' ')
    const difference = differenceOf(phrases)
    if (brand !== null) {
      if (model !== undefined)
        add(`${brand.text} ${model} ${thing}`, [brand.fact, name.titleFact, noun.fact], true)
      if (difference !== undefined)
        add(`${brand.text} ${difference.text} ${thing}`, [brand.fact, ...difference.facts, noun.fact], true)
    }
    if (brand !== null) add(`${brand.text} ${thing}`, [brand.fact, noun.fact], true)
    if (difference !== undefined) add(`${difference.text} ${thing}`, [...difference.facts, noun.fact], false)
    add(thing, [noun.fact], false)
  }
  if (brand !== null && model !== undefined) add(`${brand.text} ${model}`, [brand.fact, name.titleFact], true)
  if (category !== undefined) {
    const leaf = calm(String(category.value))
    if (brand !== null) add(`${brand.text} ${leaf}`, [brand.fact, category], false)
    add(leaf, [category], false)
  }
  if (brand !== null) add(brand.text, [brand.fact], false)
  return names
}

/** The code that follows the brand in the title: letters and digits, as makers number their goods ("006R90321"). */
function modelOf(title: string, brand: string): string | undefined {
  if (!title.toLowerCase().startsWith(`${brand.toLowerCase()} `)) return undefined
  const [word = ''] = title.slice(brand.length + 1).split(' ')
  return /^(?=.*\d)(?=.*\p{Lu})[\p{L}\p{N}/-]{3,20}$/u.test(word) ? word : undefined
}

/** One quality that stands before a noun: "Cordless", as the heaviest adjective has it. */
function differenceOf(phrases: readonly Phrase[]): Omit<Name, 'isSpecific'> | undefined {
  for (const { adjective, facts } of phrases) {
    if (adjective !== null) return { text: adjective.split(' ').map(capitalise).join(' '), facts }
  }
  return undefined
}

/** One honest sentence for goods of which little but a name, a brand or a category is known. */
import type { Segment } from '../../drafts/segment.ts'
import type { Description } from '../plan/description.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { singularOf } from '../words/noun.ts'
import { isForeign } from '../words/spoken-value.ts'
import { capitalise } from '../words/wording.ts'
import { canName } from './cast.ts'
import { nameIn, unguarded } from './name-in.ts'
import { namedFacts } from './opening-facts.ts'
import { agreeing, claim } from './sentence.ts'

type Parts = Pick<Description, 'grammar' | 'sheet' | 'name' | 'chooser' | 'brand'>

export function bareOpening(parts: Parts): Segment {
  const { grammar, sheet, name, chooser, brand } = parts
  const { bare } = grammar.openings
  const category = categoryOf(parts)
  const isBrandNew = brand !== null && !name.title.toLowerCase().includes(brand.text.toLowerCase())
  const usable = (patterns: readonly string[]) => patterns.filter((pattern) => canName(pattern, parts))
  const branded = isBrandNew || name.noun !== null ? usable(bare.branded) : []
  const slot = category?.isNoun === true ? '{category}' : '{shelf}'
  const fitting = (pattern: string) => !/\{(?:category|shelf)\}/.test(pattern) || pattern.includes(slot)
  const categorised = category === undefined ? [] : usable(bare.categorised).filter(fitting)
  // A noun the title lacks tells most; then the brand, then the shelf it stands on.
  const telling = [...branded, ...categorised].filter((pattern) => pattern.includes('new noun}'))
  const plans = [telling, branded, categorised, usable(bare.plain)].find((patterns) => patterns.length > 0)
  const plan = chooser.say(plans ?? bare.plain)
  const named = nameIn(parts, agreeing(grammar, plan, name.plural), [])
  const text = fillSlots(named, {
    brand: brand?.text ?? '',
    category: category?.text ?? '',
    shelf: category?.text ?? '',
  })
  const shelf = category === undefined ? undefined : sheet.byId.get(category.factId)
  return claim(unguarded(text), [
    ...namedFacts(plan, parts),
    ...(/\{(?:category|shelf)\}/.test(plan) && shelf !== undefined ? [shelf] : []),
  ])
}

interface Shelf {
  readonly text: string
  readonly factId: string
  /** Goods ("kettles"), not the name of a department ("Wind"). */
  readonly isNoun: boolean
}

/** The most telling category in the words of the text; undefined when there is none, or it is foreign. */
function categoryOf({ grammar, sheet }: Parts): Shelf | undefined {
  const fact = sheet.byId.get('p_category')
  if (fact === undefined) return undefined
  const lower = String(fact.value).toLowerCase()
  const known = grammar.nouns.get(singularOf(grammar, lower)) ?? grammar.nouns.get(lower)
  if (known !== undefined) return { text: known.plural, factId: fact.id, isNoun: true }
  if (isForeign(grammar, sheet)) return undefined
  return { text: capitalise(String(fact.value)), factId: fact.id, isNoun: false }
}

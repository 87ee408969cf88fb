/**
 * What a text about a product must not leave out: what the shop's dictionary demands, and where it is silent the
 * attributes by which shoppers decide whether a thing fits, suffices or suits them. Pure; the writer, F14 and the list
 * of missing facts follow this one rule.
 */
import type { Fact, FactSheet } from './fact.ts'
import type { DictionaryEntry } from './dictionary/dictionary-entry.ts'

export interface MustSay {
  readonly attribute: string
  /** 1–10; the heaviest first. */
  readonly weight: number
  /** Its sayable facts; saying one item of a list is saying the attribute. */
  readonly facts: readonly Fact[]
}

/** More demands than this would turn a description into a table; what a shop's dictionary demands comes on top. */
const DEFAULTS_MAX = 6

/** How shoppers decide, heaviest first: does it fit, is it safe for us, is it enough, what is it, how large is it. */
const defaults: readonly (readonly [weight: number, names: RegExp])[] = [
  [
    10,
    /^(?:brand_)?compatib(?:ility|le_with)$|^(?:fits|suitable_for|compatible_(?:products|devices|models))$/,
  ],
  [10, /^(?:allergens?|contains_allergens|ingredients)$/],
  [9, /^(?:recommended_age(?:__min_)?|minimum_age|age_from_years|age_group|age_range)$/],
  [
    8,
    /^(?:capacity|volume|net_(?:weight|content|quantity)|(?:total_|usable_)?storage_capacity|internal_memory)$/,
  ],
  [8, /^(?:battery_capacity|battery_life|ssd_capacity|hdd_capacity|display_diagonal|screen_size)$/],
  [7, /^(?:power|wattage|output_power|rated_power|cable_length|page_yield|black_toner_page_yield)$/],
  [7, /^(?:(?:main_|upper_|outer_|shell_|housing_|frame_)?material|fabric|composition)$/],
  [6, /^(?:quantity_per_pack|pack_size|pieces|set_size|number_of_pieces|quantity)$/],
  [5, /^(?:width|height|depth|length|diameter|dimensions|weight|size)$/],
]

/** Heaviest first; equal weights in the order of the catalogue. */
export function mustSay(sheet: FactSheet): MustSay[] {
  const byAttribute = new Map<string, Fact[]>()
  const subject = `product:${sheet.product}`
  for (const fact of sheet.facts) {
    if (fact.subject !== subject || !fact.id.startsWith('a_') || sheet.unsayable.has(fact.id)) continue
    const facts = byAttribute.get(fact.attribute)
    if (facts === undefined) byAttribute.set(fact.attribute, [fact])
    else facts.push(fact)
  }
  const demanded: MustSay[] = []
  const expected: MustSay[] = []
  for (const [attribute, facts] of byAttribute) {
    const entry = sheet.dictionary.get(attribute)
    const weight = mustSayWeight(attribute, entry)
    if (weight === undefined) continue
    // By default a stated No is told where it matters, but nobody must dwell on it.
    if (entry?.mustSay !== true && facts.every((fact) => fact.value === false)) continue
    if (entry?.mustSay === true) demanded.push({ attribute, weight, facts })
    else expected.push({ attribute, weight, facts })
  }
  const heaviest = expected.sort((a, b) => b.weight - a.weight).slice(0, DEFAULTS_MAX)
  return [...demanded, ...heaviest].sort((a, b) => b.weight - a.weight)
}

/** What is missing in a text that cites these facts; a derived fact speaks for its parents. */
export function missingMustSay(sheet: FactSheet, citedIds: Iterable<string>): MustSay[] {
  const said = new Set<string>()
  for (const id of citedIds) {
    said.add(id)
    sheet.byId.get(id)?.parents.forEach((parent) => said.add(parent))
  }
  return mustSay(sheet).filter(({ facts }) => !facts.some((fact) => said.has(fact.id)))
}

/** The weight of an attribute that must be said, whether or not a product has it; undefined when it need not. */
export function mustSayWeight(attribute: string, entry?: DictionaryEntry): number | undefined {
  if (entry?.mustSay === false || entry?.sayable === false) return undefined
  const byDefault = defaultWeight(attribute)
  if (byDefault === undefined && entry?.mustSay !== true) return undefined
  return entry?.weight ?? byDefault ?? DEMANDED_WEIGHT
}

/** Of attributes that only the shop demands, when it gives no weight. */
const DEMANDED_WEIGHT = 7

const weightByName = new Map<string, number | undefined>()

function defaultWeight(attribute: string): number | undefined {
  if (weightByName.has(attribute)) return weightByName.get(attribute)
  const weight = defaults.find(([, names]) => names.test(attribute))?.[0]
  // Names come from feeds without end; the memory of them must not.
  if (weightByName.size < 20_000) weightByName.set(attribute, weight)
  return weight
}

/** Says what variants there are to choose from: "Choose from three colours: black, cream and sage green." */
import type { Fact } from '../facts/fact.ts'
import type { Segment } from '../drafts/segment.ts'
import { claim } from './arrange.ts'
import type { Description } from './describe.ts'
import { capitalise, formatNumber, listText, valueText } from './words/wording.ts'

const VALUES_LISTED_MAX = 7
const numberWords = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]

/** Counts up to twelve are words, as style guides ask. */
export function countText(count: number): string {
  return numberWords[count] ?? formatNumber(count)
}

export function choiceSegments({ grammar, sheet, name, chooser }: Description): Segment[] {
  const subject =
    name.noun !== null && name.noun.inTitle ? `the ${name.noun.text}` : name.plural ? 'they' : 'it'
  const agree = (text: string) =>
    name.plural ? text.replace('{S} comes', '{S} come').replace('It is', 'They are') : text
  return sheet.facts.flatMap((count) => {
    if (!count.attribute.startsWith('count.')) return []
    const option = count.attribute.slice('count.'.length)
    const values = count.parents.flatMap((id) => sheet.byId.get(id) ?? [])
    const noun = grammar.optionNouns.get(option)
    // Options named "Title" or alike are artefacts of shop systems, not a choice.
    if (noun === undefined || values.some((fact) => fact.value === 'Default Title')) return []
    const listed = listText(sortedValues(values).map((fact) => valueText(grammar, fact)))
    const { optionPlans } = grammar
    const plan = chooser.pick(
      values.length === 1
        ? optionPlans.one
        : values.length > VALUES_LISTED_MAX
          ? optionPlans.many
          : optionPlans.few,
    )
    const text = agree(plan)
      .replace('{S}', capitalise(subject))
      .replace('{count}', countText(values.length))
      .replace('{noun}', values.length === 1 ? noun.one : noun.many)
      .replace('{values}', () => listed)
    const cited: Fact[] = []
    if (text.includes(subject.replace('the ', '')) && name.noun !== null && name.noun.inTitle)
      cited.push(name.noun.fact)
    if (plan.includes('{count}')) cited.push(count)
    return [claim(text, plan.includes('{values}') ? [...cited, ...values] : cited)]
  })
}

/** Numbers ascend; words keep the order of the catalogue (S, M, L). */
function sortedValues(values: readonly Fact[]): readonly Fact[] {
  const allNumbers =
    values.every((fact) => typeof fact.value === 'number') &&
    new Set(values.map((fact) => fact.unit)).size === 1
  return allNumbers ? [...values].sort((a, b) => Number(a.value) - Number(b.value)) : values
}

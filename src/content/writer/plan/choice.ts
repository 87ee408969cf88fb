/** Says what variants there are to choose from: "Choose from three colours: black, cream and sage green." */
import type { Fact } from '../../facts/fact.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { Description } from './description.ts'
import type { Grammar } from '../grammar.ts'
import { agreeing, claim } from '../realise/sentence.ts'
import { fillSlots } from '../words/fill-slots.ts'
import { spokenValue } from '../words/spoken-value.ts'
import { capitalise, formatNumber, listText } from '../words/wording.ts'
import { subjectOf } from './subject.ts'

const VALUES_LISTED_MAX = 7
const LIST_CHARS_MAX = 160

interface Choice {
  readonly count: Fact
  readonly values: readonly Fact[]
  readonly noun: string
  readonly listed: string
  readonly isListable: boolean
  readonly standsAlone: boolean
}

export function choiceSegments(description: Description): Segment[] {
  const choices = choicesOf(description)
  const [first, second, third] = choices
  const { grammar, chooser } = description
  if (first === undefined) return []
  const isPair = second !== undefined && third === undefined
  if (isPair && [first, second].every((choice) => choice.values.length > 1 && choice.isListable)) {
    return [
      sentence(description, chooser.say(grammar.optionPlans.pair), [first, second], {
        first: first.listed,
        firstNoun: first.noun,
        firstCount: countText(grammar, first.values.length),
        second: second.listed,
        secondNoun: second.noun,
        secondCount: countText(grammar, second.values.length),
      }),
    ]
  }
  return choices.map((choice) => {
    const { one, few, many } = grammar.optionPlans
    const plans = (!choice.isListable ? many : choice.values.length === 1 ? one : few).filter(
      (pattern) => pattern.includes('{noun}') || choice.standsAlone,
    )
    const plan = chooser.say(plans)
    return sentence(description, plan, [choice], {
      count: countText(grammar, choice.values.length),
      noun: choice.noun,
      values: choice.listed,
    })
  })
}

function choicesOf({ grammar, sheet }: Description): Choice[] {
  return sheet.facts.flatMap((count) => {
    if (!count.attribute.startsWith('count.')) return []
    const values = count.parents.flatMap((id) => sheet.byId.get(id) ?? [])
    const noun = grammar.optionNouns.get(count.attribute.slice('count.'.length))
    // Options named "Title" or alike are artefacts of shop systems, not a choice.
    if (
      noun === undefined ||
      values.some((fact) => fact.value === 'Default Title' || sheet.unsayable.has(fact.id))
    )
      return []
    const spoken = sortedValues(values).flatMap(
      (fact) => spokenValue(grammar, sheet, undefined, fact)?.text ?? [],
    )
    if (spoken.length < values.length) return []
    const listed = listText(grammar, spoken)
    return [
      {
        count,
        values,
        noun: values.length === 1 ? noun.one : noun.many,
        listed,
        standsAlone: noun.standsAlone === true,
        isListable: values.length <= VALUES_LISTED_MAX && listed.length <= LIST_CHARS_MAX,
      },
    ]
  })
}

function sentence(
  description: Description,
  plan: string,
  choices: readonly Choice[],
  slots: Readonly<Record<string, string>>,
): Segment {
  const { grammar, name } = description
  const subject = subjectOf(description)
  const agreed = agreeing(grammar, plan, name.plural)
  const [noun = subject.pronoun] = subject.nouns
  const cited = plan.includes('{S}') ? noun.facts : []
  const saysCount = /ount\}/.test(plan)
  const saysValues = /\{(?:values|first|second)\}/.test(plan)
  return claim(fillSlots(agreed, { S: capitalise(noun.text), ...slots }), [
    ...cited,
    ...choices.flatMap(({ count, values }) => [...(saysCount ? [count] : []), ...(saysValues ? values : [])]),
  ])
}

/** Counts up to twelve are words, as style guides ask. */
function countText(grammar: Grammar, count: number): string {
  return grammar.morphology.numberWords[count] ?? formatNumber(grammar, count)
}

/** Numbers ascend; words keep the order of the catalogue (S, M, L). */
function sortedValues(values: readonly Fact[]): readonly Fact[] {
  const allNumbers =
    values.every((fact) => typeof fact.value === 'number') &&
    new Set(values.map((fact) => fact.unit)).size === 1
  return allNumbers ? [...values].sort((a, b) => Number(a.value) - Number(b.value)) : values
}

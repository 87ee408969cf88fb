/** Whether it can be had at all: a cancelled product was never released, one in a single colour has no choice of them. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import { createObservation, factsInWords, spanOf, type Observation, type ProseRule } from '../observation.ts'
import { isDenied, type Passage } from '../passage.ts'

const released =
  /\b(?:(?:was|were|been) (?:released|launched)|(?:is|are) (?:now )?(?:available|sold)|released in|launched in)\b/giu
const variety =
  /\b(?:various|different|several|many|multiple|numerous|an? (?:wide |broad )?(?:variety|range|choice|selection) of) (?:\p{L}+ )?(?:colou?rs?|shades|finishes)\b/giu

const discontinued = /\b(?:been|was|is|now|a) discontinued\b/giu
const onSale =
  /\b(?:(?:currently|still|now|widely|readily) (?:available|on sale|sold)|available (?:now|today)|available for (?:purchase|sale|pre-?order))\b/giu
const colourCount =
  /\b(two|three|four|five|six|seven|eight|\d+) (?:\p{L}+ ){0,2}?colou?r(?:s\b| options| variants| choices)/giu

export const judgeStatus: ProseRule = (passage, index) => [
  ...judgeRelease(passage, index),
  ...judgeSale(passage, index),
  ...judgeColourCount(passage, index),
  ...judgeVariety(passage, index),
]

function judgeRelease(passage: Passage, index: EvidenceIndex): Observation[] {
  const cancelled = index.all.filter(
    ({ label, value }) =>
      /status|availability/.test(label) && /^(?:cancel|rumou?red|never released)/i.test(value),
  )
  if (cancelled.length === 0) return []
  return observe(passage, released, 'status:unreleased', cancelled, 'F12')
}

function judgeSale(passage: Passage, index: EvidenceIndex): Observation[] {
  const status = index.all.filter(({ label }) => /(?:^| )status$|availability$/.test(label))
  const sold = status.filter(({ value }) => /^available/i.test(value))
  const ended = status.filter(({ value }) => /^(?:discontinued|cancel)/i.test(value))
  return [
    ...(sold.length > 0 ? observe(passage, discontinued, 'status:discontinued', sold, 'F12') : []),
    ...(ended.length > 0 ? observe(passage, onSale, 'status:on-sale', ended, 'F12') : []),
  ]
}

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']

function judgeColourCount(passage: Passage, index: EvidenceIndex): Observation[] {
  const lists = index.all.filter(
    ({ label, polarity, fact }) =>
      /(?:^| )colou?rs$/.test(label) && polarity === 'value' && typeof fact.value === 'string',
  )
  if (lists.length !== 1) return []
  const count = (lists[0]?.value ?? '').split(/[,;/]/).filter((item) => item.trim() !== '').length
  const isWrong = (said: string) =>
    (words.indexOf(said.toLowerCase()) === -1 ? Number(said) : words.indexOf(said.toLowerCase())) !== count
  return observe(passage, colourCount, 'count:colours', lists, 'F11', (match) => isWrong(match[1] ?? ''))
}

function judgeVariety(passage: Passage, index: EvidenceIndex): Observation[] {
  const colours = index.all.filter(
    ({ label, polarity, fact }) =>
      /(?:^| )colou?rs?$/.test(label) && polarity === 'value' && typeof fact.value === 'string',
  )
  const options = index.all.filter(({ fact }) => /^(?:option\.colou?r|count\.colou?r)/.test(fact.attribute))
  if (options.length > 0 || colours.length !== 1) return []
  if (colours.some(({ value }) => /[,;/&]| and /.test(value))) return []
  return observe(passage, variety, 'status:one-colour', colours, 'F08')
}

function observe(
  passage: Passage,
  pattern: RegExp,
  rule: string,
  evidence: readonly Evidence[],
  code: Observation['code'],
  isWrong: (match: RegExpExecArray) => boolean = () => true,
): Observation[] {
  return [...passage.masked.matchAll(pattern)].flatMap((match) => {
    const span = spanOf(match)
    if (isDenied(passage, span.start, span.end) || !isWrong(match)) return []
    const fix = `The data says ${factsInWords(evidence)}.`
    return [createObservation(rule, 'contradiction', code, span, evidence, fix)]
  })
}

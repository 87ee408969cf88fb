/** One fact in a few words: a bullet, a headline, the part of a title after the dash. */
import type { Fact } from '../../facts/fact.ts'
import { claim } from '../../writer/realise/sentence.ts'
import type { Segment } from '../../drafts/segment.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { capitalise } from '../../writer/words/wording.ts'
import type { Material } from './material.ts'

export interface Fragment {
  /** In small letters, as it stands inside a line. */
  readonly text: string
  readonly facts: readonly Fact[]
}

/** The ways to say the phrase without a sentence, the most telling first. */
export function fragmentsOf(
  { words, description }: Pick<Material, 'words' | 'description'>,
  phrase: Phrase,
): Fragment[] {
  const { lineRules } = description.grammar.morphology
  const texts = phrase.lines.map((line) => phrase.fill(inside(words, line)))
  if (phrase.clause !== null) texts.push(`${phrase.clause.label}: ${phrase.clause.value}`)
  if (phrase.adjective !== null) texts.push(phrase.adjective)
  for (const noun of phrase.nouns) texts.push(entryOf([words.nounRule], phrase.fill(noun)))
  for (const verb of phrase.verbs) texts.push(entryOf(lineRules, phrase.fill(verb)))
  return [...new Set(texts)]
    .filter((text) => !/[{}]/.test(text))
    .map((text) => ({ text, facts: phrase.facts }))
}

/** The fragment as a line of its own. */
export function fragmentLine({ text, facts }: Fragment): Segment {
  return claim(capitalise(text), facts)
}

export function joinFragments(first: Fragment, second: Fragment): Fragment {
  return { text: `${first.text}, ${second.text}`, facts: [...first.facts, ...second.facts] }
}

/** A line's own capital goes inside a line; capitals of values stay. */
function inside({ smallInside }: Material['words'], pattern: string): string {
  return smallInside.test(pattern) ? `${pattern.charAt(0).toLowerCase()}${pattern.slice(1)}` : pattern
}

/** The start of a sentence or a noun phrase that an entry does without. */
function entryOf(rules: readonly (readonly [start: RegExp, instead: string])[], text: string): string {
  const rule = rules.find(([start]) => start.test(text))
  return rule === undefined ? text : text.replace(rule[0], rule[1])
}

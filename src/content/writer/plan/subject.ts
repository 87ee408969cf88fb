/** How later sentences speak of the product: "it", and "the kettle" where "it" would come twice. */
import type { Subject } from '../realise/sentence.ts'
import { withDeterminer } from '../words/wording.ts'
import type { Description } from './description.ts'

export function subjectOf({ grammar, name }: Pick<Description, 'grammar' | 'name'>): Subject {
  const { pronouns } = grammar.morphology
  const { noun } = name
  const gender = name.plural ? 'plural' : (noun?.gender ?? 'unknown')
  const pronoun = { text: pronouns[gender], facts: [] }
  if (noun?.inTitle !== true) return { pronoun, noun: pronoun, plural: name.plural }
  const text = withDeterminer(grammar, 'the', noun.text, name.plural ? 'plural' : noun.gender)
  return { pronoun, noun: { text, facts: [noun.fact] }, plural: name.plural }
}

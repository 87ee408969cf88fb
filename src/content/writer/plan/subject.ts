/** How later sentences speak of the product: "it", and "the kettle" where "it" would come twice. */
import type { Subject } from '../realise/sentence.ts'
import { withDeterminer } from '../words/wording.ts'
import type { Description } from './description.ts'

export function subjectOf({ grammar, name }: Pick<Description, 'grammar' | 'name'>): Subject {
  const { pronouns } = grammar.morphology
  const { noun } = name
  const gender = name.plural ? 'plural' : (noun?.gender ?? 'unknown')
  const pronoun = { text: pronouns[gender], facts: [] }
  if (noun === null || noun.isPlural !== name.plural)
    return { pronoun, nouns: [pronoun], plural: name.plural }
  const nouns = ['the', 'the', 'this'].map((determiner) => ({
    text: withDeterminer(grammar, determiner, noun.text, name.plural ? 'plural' : noun.gender),
    facts: [noun.fact],
  }))
  return { pronoun, nouns, plural: name.plural }
}

/** How later sentences speak of the product: "it", and "the kettle" where "it" would come twice. */
import type { Subject } from '../realise/sentence.ts'
import { withDeterminer } from '../words/wording.ts'
import type { Description } from './description.ts'

/** A name no longer than this may be said again. */
const SHORT_NAME_CHARS = 20

export function subjectOf({ grammar, name }: Pick<Description, 'grammar' | 'name'>): Subject {
  const { pronouns } = grammar.morphology
  const { noun } = name
  const gender = name.plural ? 'plural' : (noun?.gender ?? 'unknown')
  const pronoun = { text: pronouns[gender], facts: [] }
  if (noun === null || noun.isPlural !== name.plural)
    return { pronoun, nouns: [pronoun], plural: name.plural }
  const genus = name.plural ? 'plural' : noun.gender
  const named = ['the', 'the', 'this'].map((determiner) => ({
    text: withDeterminer(grammar, determiner, noun.text, genus),
    facts: [noun.fact],
  }))
  const nouns =
    name.title.length > SHORT_NAME_CHARS
      ? named
      : [...named, { text: withDeterminer(grammar, 'the', name.title, genus), facts: [name.titleFact] }]
  return { pronoun, nouns, plural: name.plural }
}

/** Verb phrases that go beside "with": "with a hood, it has a zip" says the same verb twice. */
import type { Grammar } from '../grammar.ts'
import type { Phrase } from '../plan/phrase.ts'
import { firstWording } from '../words/open-words.ts'

export function lightVerbs({ morphology }: Grammar, phrase: Phrase): readonly string[] {
  return phrase.verbs.filter((verb) => !morphology.havingVerbs.test(firstWording(verb)))
}

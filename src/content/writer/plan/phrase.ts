/** What can be said about one fact, or about a few that are worded together: the pieces sentences are made of. */
import type { Fact } from '../../facts/fact.ts'
import type { GroupName } from '../grammar.ts'

export interface Phrase {
  readonly facts: readonly Fact[]
  readonly group: GroupName
  readonly weight: number
  /** Wordings still holding their slots; the one that is drawn gets filled. */
  readonly verbs: readonly string[]
  readonly nouns: readonly string[]
  readonly fronts: readonly string[]
  /** Complete sentences for when the phrase stands alone. */
  readonly wholes: readonly string[]
  /** Lines of a list; empty where the language makes them from the verbs. */
  readonly lines: readonly string[]
  /** "cordless", when the fact is a quality that can stand before a noun. */
  readonly adjective: string | null
  /** The text must not leave it out. */
  readonly mustSay: boolean
  /** A stated No. */
  readonly negative: boolean
  /** An attribute without verb: its name and value, said as "The … is …". */
  readonly clause: { readonly label: string; readonly value: string } | null
  readonly fill: (pattern: string) => string
  /** Its words hold a comma or "and", so a sentence takes one of it at most. */
  readonly heavy: boolean
}

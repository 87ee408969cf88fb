/** What every part of a text is written from: the facts in phrases, the names, the words, and the seeded choices. */
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { BrandVoice } from '../../voice/brand-voice.ts'
import type { Family, Grammar } from '../grammar.ts'
import type { ProductName } from '../words/noun.ts'
import type { Chooser } from '../words/random.ts'
import type { Phrase } from './phrase.ts'

export interface Description {
  readonly grammar: Grammar
  readonly sheet: FactSheet
  readonly voice: BrandVoice
  readonly name: ProductName
  /** `isPhrase`: a name of several words or odd characters, which does not stand well inside a sentence. */
  readonly brand: { readonly text: string; readonly fact: Fact; readonly isPhrase: boolean } | null
  /** The kind of goods it is; null when none is known. */
  readonly family: Family | null
  readonly chooser: Chooser
  /** Heaviest first. */
  readonly phrases: readonly Phrase[]
}

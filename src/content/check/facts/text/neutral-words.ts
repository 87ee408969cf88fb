/** What a language and a brand voice may say of any product: the lexicon's words, idioms, and the grammar's frames. */
import type { BrandVoice } from '../../../voice/brand-voice.ts'
import { grammarFor } from '../../../writer/languages.ts'
import { framePhrases } from '../licence/attribute-words.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import type { NeutralWords } from './reading.ts'

const byLanguage = new Map<string, NeutralWords>()

export function neutralWords(lexicon: Lexicon, _voice: BrandVoice): NeutralWords {
  const found = byLanguage.get(lexicon.language)
  if (found !== undefined) return found
  const phrases = new Map<string, (readonly string[])[]>()
  for (const phrase of [...lexicon.idioms, ...framePhrases(grammarFor(lexicon.language), lexicon)]) {
    const [first = ''] = phrase
    phrases.set(first, [...(phrases.get(first) ?? []), phrase])
  }
  const made = { lexicon, phrases }
  byLanguage.set(lexicon.language, made)
  return made
}

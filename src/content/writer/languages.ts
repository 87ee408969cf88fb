/** The languages the embedded writer knows, and the grammar of one of them in the words of a brand voice. */
import { neutralVoice, type BrandVoice } from '../voice/brand-voice.ts'
import { german } from './de/grammar.ts'
import { english } from './en/grammar.ts'
import type { Grammar } from './grammar.ts'
import { inVoice } from './words/in-voice.ts'

const grammars: ReadonlyMap<string, Grammar> = new Map([
  [english.language, english],
  [german.language, german],
])

/** True when the embedded writer writes this locale; in others its text is English and must not be published as is. */
export function isWritten(locale: string): boolean {
  return grammars.has(languageOf(locale))
}

/** The grammar of a locale; one without a grammar is written in English rather than left blank. */
export function grammarFor(locale: string, voice: BrandVoice = neutralVoice): Grammar {
  const grammar = grammars.get(languageOf(locale)) ?? english
  const spelling = spellingOf(locale, voice, grammar)
  let voiced = voicedGrammars.get(voice)
  if (voiced === undefined) {
    voiced = new Map()
    voicedGrammars.set(voice, voiced)
  }
  const known = voiced.get(spelling)
  if (known !== undefined) return known
  const made = inVoice(grammar, voice, grammar.spellings[spelling] ?? {})
  voiced.set(spelling, made)
  return made
}

/** Rewording a grammar costs more than a hundred texts; it is done once per voice, and forgotten with it. */
const voicedGrammars = new WeakMap<BrandVoice, Map<string, Grammar>>()

/** A locale that names its spelling decides it; "en" leaves it to the voice. */
function spellingOf(locale: string, voice: BrandVoice, { language, spellings }: Grammar): string {
  if (locale in spellings) return locale
  return language === 'en' && !locale.includes('-') ? voice.spelling : language
}

function languageOf(locale: string): string {
  return locale.split('-', 1)[0]?.toLowerCase() ?? ''
}

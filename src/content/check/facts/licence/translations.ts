/** What the grammar of a language says for a value or a name of another: "stainless steel" → "Edelstahl". */
import type { Fact } from '../../../facts/fact.ts'
import type { Grammar } from '../../../writer/grammar.ts'
import { grammarFor } from '../../../writer/languages.ts'
import type { Lexicon } from '../lexicon/lexicon.ts'
import { inflected } from './attribute-words.ts'

const NOUN_WORDS_MAX = 3

/** The words a text in this language may use for the fact; empty where its own words serve. */
export function translations(fact: Fact, lexicon: Lexicon): string[] {
  if (typeof fact.value !== 'string') return []
  const grammar = grammarFor(lexicon.language)
  const value = fact.value.toLowerCase()
  const entry = grammar.values.get(value)
  const words =
    entry === undefined ? [] : [entry.text, ...(entry.stem === undefined ? [] : inflected(entry.stem))]
  const isNaming = /^p_(?:title|category)/.test(fact.id) || fact.attribute === 'product_type'
  const all = isNaming ? [...words, ...nounsIn(grammar, value)] : words
  const list = listIn(grammar, value)
  return list === undefined ? all : [...all, list]
}

/** "Black,Silver" as "schwarz, silber", where every item has a word or is kept as it is. */
function listIn(grammar: Grammar, value: string): string | undefined {
  const items = value.split(/\s*,\s*/)
  if (items.length < 2 || grammar.values.size === 0) return undefined
  const said = items.map((item) => grammar.values.get(item)?.text ?? item)
  return said.join(', ')
}

/** Nouns for goods that the words of a name stand for: "Wasserkocher" of "… Kettle". */
function nounsIn(grammar: Grammar, name: string): string[] {
  const words = name
    .replace(/[.,;:()]/g, ' ')
    .trim()
    .split(/\s+/)
  const nouns: string[] = []
  for (let start = 0; start < words.length; start += 1) {
    for (let length = 1; length <= NOUN_WORDS_MAX && start + length <= words.length; length += 1) {
      const key = words.slice(start, start + length).join(' ')
      const entry = grammar.nouns.get(key) ?? grammar.nouns.get(singular(grammar, key))
      if (entry !== undefined && entry.text.toLowerCase() !== key) nouns.push(entry.text, entry.plural)
    }
  }
  return nouns
}

function singular({ morphology }: Grammar, word: string): string {
  const rule = morphology.singularRules.find(([plural]) => plural.test(word))
  return rule === undefined ? word : word.replace(rule[0], rule[1])
}

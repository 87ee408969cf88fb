/**
 * What people keep changing in copy, as rules: words that were replaced or struck out in the same way on several
 * products. A change that other edited texts do not share counts against it. Nothing is learnt from facts: changes that
 * touch numbers, or words that a cited fact states, are corrections of one text. Pure.
 */
import { diffArrays } from 'diff'

export interface Edit {
  readonly product: string
  readonly draftId: string
  /** Id of the key of the person. */
  readonly author: string
  readonly before: string
  readonly after: string
  /** Values and names of the product's facts, lower case; never part of a rule. */
  readonly values: readonly string[]
}

export interface RuleSupport {
  /** Edited drafts, products and people that made the change. */
  readonly drafts: number
  readonly products: number
  readonly authors: number
  /** Edited texts that kept the words. */
  readonly kept: number
}

export interface MinedRule {
  /** Lower case, as words are compared. */
  readonly said: string
  /** Empty: the words were struck out. */
  readonly instead: string
  readonly support: RuleSupport
  /** Sentences before and after, at most three. */
  readonly examples: readonly { readonly before: string; readonly after: string }[]
}

/** One person changing one product twice is taste; the same change on three products is a rule. */
export const PRODUCTS_MIN = 3
/** At least this share of edited texts that held the words changed them so. */
export const SHARE_MIN = 0.6
const WORDS_MAX = 4
const EXAMPLES_MAX = 3

/** Strongest support first, ties by the words. */
export function mineRules(edits: readonly Edit[]): MinedRule[] {
  const changes = edits.flatMap((edit) => changesOf(edit).map((change) => ({ ...change, edit })))
  const groups = new Map<string, typeof changes>()
  for (const change of changes) {
    const key = JSON.stringify([change.said, change.instead])
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const { said, instead } = first
      const count = (of: (edit: Edit) => string) => new Set(group.map(({ edit }) => of(edit))).size
      const kept = edits.filter(({ after }) => holdsWords(after, said)).length
      const support = {
        drafts: count((edit) => edit.draftId),
        products: count((edit) => edit.product),
        authors: count((edit) => edit.author),
        kept,
      }
      if (support.products < PRODUCTS_MIN || support.drafts / (support.drafts + kept) < SHARE_MIN) return []
      const examples = group
        .slice(0, EXAMPLES_MAX)
        .map(({ edit }) => ({ before: edit.before, after: edit.after }))
      return [{ said, instead, support, examples }]
    })
    .toSorted((a, b) => b.support.products - a.support.products || a.said.localeCompare(b.said, 'en'))
}

/** True when the text holds these words as whole words, whatever their case. */
export function holdsWords(text: string, words: string): boolean {
  return wordPattern(words).test(text)
}

/** The text with the words said otherwise; a replacement at the start of a sentence keeps its capital. */
export function applyRule(text: string, { said, instead }: Pick<MinedRule, 'said' | 'instead'>): string {
  const changed = text.replace(wordPattern(said, 'giu'), (found) =>
    /^\p{Lu}/u.test(found) ? instead.charAt(0).toUpperCase() + instead.slice(1) : instead,
  )
  if (instead !== '' || changed === text) return changed
  const tidy = changed
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.;:])/g, '$1')
    .trim()
  return tidy.charAt(0).toUpperCase() + tidy.slice(1)
}

function wordPattern(words: string, flags = 'iu'): RegExp {
  const literal = words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', String.raw`\s+`)
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, flags)
}

/** Runs of a few words that were replaced or struck out, with nothing else changed beside them. */
function changesOf({ before, after, values }: Edit): { readonly said: string; readonly instead: string }[] {
  const parts = diffArrays(tokensOf(before), tokensOf(after))
  return parts.flatMap((part, index) => {
    if (!part.removed) return []
    // A replacement stands before or after what it replaces.
    const beside = [parts[index + 1], parts[index - 1]].find((other) => other?.added === true)
    const said = wordsOf(part.value)
    const instead = wordsOf(beside?.value ?? [])
    const isShort = [said, instead].every((words) => words.split(' ').length <= WORDS_MAX)
    if (said === '' || !isShort || /\d/.test(`${said}${instead}`)) return []
    const isOfFact = values.some(
      (value) => value !== '' && (holdsWords(said, value) || holdsWords(instead, value)),
    )
    return isOfFact ? [] : [{ said, instead }]
  })
}

/** Words and marks, lower case, so that a capital at the start of a sentence is no change. */
function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]/gu) ?? []
}

/** The words of a run, without the marks at its ends; empty when a mark stands inside, because then it is no phrase. */
function wordsOf(tokens: readonly string[]): string {
  const words = tokens.filter((token) => /[\p{L}\p{N}]/u.test(token))
  const first = tokens.findIndex((token) => words.includes(token))
  return tokens.slice(first, first + words.length).every((token) => words.includes(token))
    ? words.join(' ')
    : ''
}

/** How two texts of one ad relate: the same fact twice, two values of one attribute, or nearly the same words. */
import type { Fact } from '../../facts/fact.ts'
import { smallWords } from './small-words.ts'

export interface AdText {
  readonly terms: ReadonlySet<string>
  readonly facts: readonly Fact[]
  readonly isHeadline: boolean
}

/** Words shared by this much of both make two texts the same to a reader. */
const NEAR_DUPLICATE = 0.6

/** What is wrong with showing both, as the middle of a sentence; undefined: nothing. */
export function relate(one: AdText, two: AdText): string | undefined {
  if (saysSameFact(one.facts, two.facts)) return 'says the same fact as'
  if (contradicts(one.facts, two.facts)) return 'gives another value of the same attribute than'
  const shared = [...one.terms].filter((term) => two.terms.has(term)).length
  const smaller = Math.min(one.terms.size, two.terms.size)
  const all = one.terms.size + two.terms.size - shared
  if (smaller === 0) return undefined
  if (shared / all >= NEAR_DUPLICATE) return 'says nearly the same as'
  // A headline inside another says nothing more; a description may well name the product again.
  if (one.isHeadline && two.isHeadline && shared === smaller) return 'repeats the words of'
  const [bare, other] = [withoutNumbers(one.terms), withoutNumbers(two.terms)]
  const sharedWords = [...bare].filter((term) => other.has(term)).length
  const words = bare.size + other.size - sharedWords
  return bare.size > 1 && sharedWords / words > NEAR_DUPLICATE && differInNumbers(one, two)
    ? 'says the same with other numbers than'
    : undefined
}

export function termsOf(text: string): ReadonlySet<string> {
  return new Set(
    [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+(?:[.,][\p{N}]+)*/gu)]
      .map((match) => match[0])
      .filter((term) => !smallWords.has(term)),
  )
}

/** Names may be said again; what is known about the product may not. */
function saysSameFact(one: readonly Fact[], two: readonly Fact[]): boolean {
  const said = new Set(one.filter(isTelling).map((fact) => fact.id))
  return two.some((fact) => said.has(fact.id))
}

function contradicts(one: readonly Fact[], two: readonly Fact[]): boolean {
  return one.some(
    (fact) => isTelling(fact) && two.some((other) => isTelling(other) && isOtherValue(fact, other)),
  )
}

/** Values of one list stand beside each other; a converted value is the same one. */
function isOtherValue(fact: Fact, other: Fact): boolean {
  if (kindOf(fact) !== kindOf(other) || fact.id === other.id) return false
  if (fact.value === other.value && fact.unit === other.unit) return false
  const isConverted = fact.parents.includes(other.id) || other.parents.includes(fact.id)
  return !isConverted && (fact.subject !== other.subject || listOf(fact) !== listOf(other))
}

/** What is asked for now is one thing, whichever fact states it. */
function kindOf({ attribute }: Fact): string {
  return attribute === 'price_min' || attribute === 'price_max' ? 'price' : attribute
}

function listOf({ id }: Fact): string {
  return id.replace(/\.\d+$/, '')
}

function isTelling({ id }: Fact): boolean {
  return !id.startsWith('p_')
}

function withoutNumbers(terms: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...terms].filter((term) => !/\d/.test(term)))
}

function differInNumbers(one: AdText, two: AdText): boolean {
  const numbers = (terms: ReadonlySet<string>) =>
    [...terms]
      .filter((term) => /\d/.test(term))
      .sort()
      .join(' ')
  const [first, second] = [numbers(one.terms), numbers(two.terms)]
  return first !== '' && second !== '' && first !== second
}

/** Proposes the facts a person's sentence rests on: those whose values it states. The gate judges the proposal. Pure. */
import { verifyCitations } from '../../check/verify-citations.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import { quantitiesIn } from '../../facts/quantity/quantities-in.ts'
import { labelOf } from '../../writer/words/generic-wording.ts'
import { formatMoney } from '../../writer/words/money.ts'

/** More facts than a sentence can hold; the rest would only be chance. */
const CITED_MAX = 12

const denial = /\b(?:no|not|without|cannot|never|nor|lacks?|nicht|kein\p{L}*|ohne|nie)\b|n['’]t\b/iu

/** @param earlier facts of the sentence this one replaces: they are looked at first */
export function citeSentence(
  sentence: string,
  sheet: FactSheet,
  locale: string,
  earlier: readonly string[],
): string[] {
  const first = new Set(earlier)
  const isDenied = denial.test(sentence)
  const stated = sheet.facts
    .filter((fact) => !sheet.unsayable.has(fact.id) && states(sentence, fact, sheet, locale, isDenied))
    .sort((a, b) => rank(a, first) - rank(b, first))
    .slice(0, CITED_MAX)
  return withoutChance(sentence, stated, sheet, locale).map((fact) => fact.id)
}

/** Facts of the sentence before, then texts, then what was computed or happens to be an equal number. */
function rank(fact: Fact, first: ReadonlySet<string>): number {
  if (first.has(fact.id)) return 0
  return (typeof fact.value === 'string' ? 1 : 2) + (fact.source === 'derived' ? 2 : 0)
}

function states(sentence: string, fact: Fact, sheet: FactSheet, locale: string, isDenied: boolean): boolean {
  if (typeof fact.value === 'boolean')
    return fact.value !== isDenied && hasPhrase(sentence, labelOf(fact.attribute))
  if (typeof fact.value === 'string')
    return hasPhrase(sentence, fact.attribute === 'title' ? leadingWords(fact.value) : fact.value)
  if (fact.unit !== null && fact.unit === sheet.currency) {
    const amount = formatMoney(fact.value, fact.unit, locale)
    return sentence.includes(amount) || sentence.includes(amount.replace(/[.,]00(?!\d)/, ''))
  }
  return quantitiesIn(sentence, locale).some((quantity) => quantity.value === fact.value)
}

/** A title is quoted from its start; two words of it are enough to mean it. */
function leadingWords(title: string): string {
  return title.split(/\s+/).slice(0, 2).join(' ')
}

function hasPhrase(sentence: string, phrase: string): boolean {
  const wanted = phrase.trim().toLowerCase()
  if (wanted.length < 3) return false
  const text = sentence.toLowerCase()
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const isWhole =
      !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(text[at + wanted.length] ?? ' ')
    if (isWhole) return true
  }
  return false
}

/** Leaves out numbers that only happen to be equal: without them no more is wrong. */
function withoutChance(sentence: string, stated: readonly Fact[], sheet: FactSheet, locale: string): Fact[] {
  const faults = (facts: readonly Fact[]) =>
    verifyCitations(
      'edit',
      [{ text: sentence, factIds: facts.map((fact) => fact.id), role: 'claim' }],
      sheet,
      locale,
    ).length
  let kept = [...stated]
  for (const fact of stated.toReversed()) {
    if (typeof fact.value !== 'number' || kept.length === 1) continue
    const others = kept.filter((other) => other !== fact)
    if (faults(others) <= faults(kept)) kept = others
  }
  return kept
}

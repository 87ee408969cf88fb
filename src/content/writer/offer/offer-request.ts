/** What offers are written from. */
import type { Fact } from '../../facts/fact.ts'
import type { Description } from '../plan/description.ts'
import { formatMoney } from '../words/money.ts'
import { valueText } from '../words/wording.ts'

export interface OfferRequest extends Description {
  readonly locale: string
}

/** An amount as the locale writes it. */
export function moneyOf({ sheet, locale }: OfferRequest, fact: Fact): string {
  return formatMoney(Number(fact.value), fact.unit ?? sheet.currency, locale)
}

/** What tells a variant from its siblings: its options and their words, "black / 1.7 litres". */
export function choiceOf({ sheet, grammar }: OfferRequest, subject: string): { text: string; facts: Fact[] } {
  const facts = sheet.facts.filter(
    (fact) =>
      fact.subject === subject && fact.attribute.startsWith('option.') && !sheet.unsayable.has(fact.id),
  )
  return { text: facts.map((fact) => valueText(grammar, fact)).join(' / '), facts }
}

/** A fact that may be said now. */
export function sayable({ sheet }: OfferRequest, id: string): Fact | undefined {
  return sheet.unsayable.has(id) ? undefined : sheet.byId.get(id)
}

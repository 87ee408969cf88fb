/** P01 and the unit prices of P05: every amount said is a price fact that the sentence cites, in the format of the locale. */
import type { Fact } from '../../facts/fact.ts'
import { formatMoney } from '../../writer/words/money.ts'
import { createFinding, type Finding } from '../finding.ts'
import type { CopyDocument, GateContext } from '../gate-context.ts'
import type { Reading } from '../text/reading.ts'
import { amountOf, moneyIn, type MoneyMention } from './money-mention.ts'
import { isMoney } from './price-fact.ts'

export function checkAmounts(reading: Reading, { locale }: CopyDocument, { sheet }: GateContext): Finding[] {
  return moneyIn(reading.text).flatMap((mention) => {
    if (standsInValue(mention, reading)) return []
    const at = {
      field: reading.field,
      segment: reading.index,
      span: { start: mention.start, end: mention.end },
      text: mention.text,
      evidence: reading.segment.factIds,
    }
    const decimals = decimalsOf(sheet.currency, locale)
    const amount = amountOf(mention.digits, decimals)
    if (mention.perUnit !== null) {
      return hasUnitPrice(reading.cited, amount)
        ? []
        : [
            createFinding('P05', {
              ...at,
              fix: `No cited fact states a price per ${mention.perUnit}: leave the unit price out, or add the fact.`,
            }),
          ]
    }
    if (mention.currency !== null && mention.currency !== sheet.currency) {
      return [createFinding('P01', { ...at, fix: `The prices are in ${sheet.currency}: use that currency.` })]
    }
    const money = reading.cited.filter((fact) => isMoney(fact, sheet))
    const same = money.find((fact) => fact.value === amount)
    if (same === undefined)
      return [createFinding('P01', { ...at, fix: cureOf(mention, money, locale, amount, sheet) })]
    const forms = formsOf(Number(same.value), sheet.currency, locale)
    if (forms.some((form) => plain(form) === plain(mention.text))) return []
    const [form = ''] = forms
    const fix = `Write the amount as ${locale} does: ${form}.`
    return [createFinding('P01', { ...at, fix, replacement: form })]
  })
}

function standsInValue({ start, end }: MoneyMention, { words, origins }: Reading): boolean {
  const inside = words.flatMap((word, index) =>
    word.start < end && word.end > start ? [origins[index]] : [],
  )
  return inside.length > 0 && inside.every((origin) => origin === 'value' || origin === 'name')
}

function hasUnitPrice(cited: readonly Fact[], amount: number | undefined): boolean {
  return cited.some((fact) => /unit_price|price_per/.test(fact.attribute) && fact.value === amount)
}

function cureOf(
  mention: MoneyMention,
  money: readonly Fact[],
  locale: string,
  amount: number | undefined,
  sheet: GateContext['sheet'],
): string {
  const elsewhere = sheet.facts.find((fact) => isMoney(fact, sheet) && fact.value === amount)
  if (elsewhere !== undefined) return `Cite ${elsewhere.id}, which states ${mention.text}.`
  const known = money
    .slice(0, 5)
    .map((fact) => `${fact.id} = ${formatMoney(Number(fact.value), sheet.currency, locale)}`)
  return known.length === 0
    ? `No cited fact states ${mention.text}: cite the price fact, or leave the amount out.`
    : `${mention.text} is not what the cited facts say: ${known.join('; ')}.`
}

/** As the locale writes it, with and without a fraction of zero. */
function formsOf(amount: number, currency: string, locale: string): string[] {
  const form = formatMoney(amount, currency, locale)
  return /[.,]00(?!\d)/.test(form) ? [form, form.replace(/[.,]00(?!\d)/, '')] : [form]
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, ' ').toLowerCase()
}

function decimalsOf(currency: string, locale: string): number {
  const digits = formatMoney(0, currency, locale).replace(/[^\d]/g, '')
  return digits.length - 1
}

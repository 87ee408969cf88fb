/** Merchandising rules, what they would change and what they cost, as the terminal shows them. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { printable } from '../terminal/printable.ts'
import { count, money } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { Rule } from './rule-body.ts'

type Price = ApiSchemas['MerchandisingRulePrice']
type Estimate = ApiSchemas['MerchandisingRuleEstimate']

export function describeRules(terminal: Terminal, rules: readonly Rule[]): string {
  if (rules.length === 0) return 'There are no such rules.'
  return table(terminal, rules, [
    { head: 'Rule', cell: ({ id }) => id },
    { head: 'Name', cell: ({ name }) => name, flexible: true },
    { head: 'Does', cell: actionWords },
    {
      head: 'Where',
      cell: ({ placements }) => (placements.length === 0 ? 'everywhere' : placements.join(', ')),
    },
    { head: 'When', cell: ({ schedule }) => (schedule === null ? 'always' : 'by schedule') },
    { head: 'Priority', cell: ({ priority }) => String(priority), align: 'right' },
    { head: 'State', cell: ({ state }) => state },
  ])
}

function actionWords({ action, position, factor }: Rule): string {
  if (position !== undefined) return `${action} at ${String(position)}`
  return factor === undefined ? action : `${action} × ${String(factor)}`
}

/** "enabled": the server answers when the rule is in force in every process. */
export function describeChange(done: string, { id, name, state, version }: Rule): string {
  const force = state === 'enabled' ? 'in force everywhere' : state
  return `${done}: ${printable(name)} (${id}, version ${String(version)}), ${force}.`
}

export interface Preview {
  readonly withRules: readonly { readonly id: string; readonly rule: string | null }[]
  readonly withoutRules: readonly { readonly id: string }[]
  readonly rules: readonly { readonly id: string; readonly name: string; readonly effect: string }[]
}

export function describePreview(terminal: Terminal, { withRules, withoutRules, rules }: Preview): string {
  const places = Array.from({ length: Math.max(withRules.length, withoutRules.length) }, (_, place) => place)
  const shown =
    places.length === 0
      ? 'No product may be shown.'
      : table(terminal, places, [
          { head: '#', cell: (place) => String(place + 1), align: 'right' },
          { head: 'Without rules', cell: (place) => withoutRules[place]?.id ?? '' },
          { head: 'With rules', cell: (place) => withRules[place]?.id ?? '' },
          { head: 'By rule', cell: (place) => withRules[place]?.rule ?? '' },
        ])
  if (rules.length === 0) return `${shown}\n\nThere are no rules.`
  const effects = table(terminal, rules, [
    { head: 'Rule', cell: ({ id }) => id },
    { head: 'Name', cell: ({ name }) => name, flexible: true },
    { head: 'What became of it', cell: ({ effect }) => effect.replaceAll('-', ' ') },
  ])
  return `${shown}\n\n${effects}`
}

export function describePrice(terminal: Terminal, price: Price): string {
  const arms = [
    { name: 'with the rule', ...price.with },
    { name: 'withheld', ...price.without },
  ]
  const thousand = (value: number | null, words: (value: number) => string) =>
    value === null ? '' : words(value)
  const inMoney = (minor: number) => money(minor, price.currency)
  const measured = table(terminal, arms, [
    { head: 'Visitors', cell: ({ name }) => name },
    { head: 'Number', cell: ({ visitors }) => count(visitors), align: 'right' },
    { head: 'Slates', cell: ({ slates }) => count(slates), align: 'right' },
    {
      head: 'Clicks/1,000',
      cell: ({ clicksPerThousand }) => thousand(clicksPerThousand, (value) => value.toFixed(1)),
      align: 'right',
    },
    {
      head: 'Revenue/1,000',
      cell: ({ revenueMinorPerThousand }) => thousand(revenueMinorPerThousand, inMoney),
      align: 'right',
    },
  ])
  return [measured, '', ...outcomeLines(price, inMoney)].join('\n')
}

function outcomeLines(price: Price, inMoney: (minor: number) => string): string[] {
  const since = `since ${price.since.slice(0, 16).replace('T', ' ')}`
  const unpriced =
    price.unpricedPurchases === 0
      ? []
      : [
          `${count(price.unpricedPurchases)} purchases without a price, or in another currency, are not counted as money.`,
        ]
  switch (price.outcome) {
    case 'never-withheld':
      return ['A hide is never withheld from anybody, so it has no price.']
    case 'not-enough-data':
      return [
        `Not enough is known ${since}: 30 visitors and 10 clicks are needed on both sides.`,
        ...unpriced,
      ]
    case 'measured': {
      return [
        `Per 1,000 slates ${since}, with minus without, 95 % intervals by visitor:`,
        `  clicks   ${told(price.clicks, tenths)}`,
        `  revenue  ${told(price.revenueMinor, inMoney)}`,
        `  margin   ${price.marginUnknown === null ? told(price.marginMinor, inMoney) : marginWords[price.marginUnknown]}`,
        ...unpriced,
      ]
    }
  }
}

const tenths = (value: number) => value.toFixed(1)

/** "2.5 (0.5 to 4.5)" */
function told(difference: Price['clicks'], words: (value: number) => string): string {
  if (difference === null) return 'unknown'
  return `${words(difference.value)} (${words(difference.lo)} to ${words(difference.hi)})`
}

export function describeEstimate(terminal: Terminal, estimate: Estimate): string {
  const { outcome, explored, matched, changed, outside, clicks } = estimate
  const since = `since ${estimate.since.slice(0, 16).replace('T', ' ')}`
  const seen = `Of ${count(explored)} explored slates ${since} the rule applies to ${count(matched)} and changes the slot of ${count(changed)}.`
  switch (outcome) {
    case 'nothing-explored':
      return `No slot was filled by chance ${since}: set the shop's "explore" above 0.`
    case 'changes-nothing':
      return `${seen}\nThere is nothing to estimate.`
    case 'not-enough-data':
      return `${seen}\nNot enough to tell: 30 visitors and 10 clicks are needed on both sides.`
    case 'estimated': {
      const arms = [
        { name: 'as the rule would', ...estimate.with },
        { name: 'as now', ...estimate.without },
      ]
      const shown = table(terminal, arms, [
        { head: 'Slot filled', cell: ({ name }) => name },
        { head: 'Slates', cell: ({ slates }) => count(slates), align: 'right' },
        { head: 'Visitors', cell: ({ visitors }) => count(visitors), align: 'right' },
        {
          head: 'Clicks/1,000',
          cell: ({ clicksPerThousand }) => clicksPerThousand?.toFixed(1) ?? '',
          align: 'right',
        },
      ])
      const missed =
        outside === 0
          ? []
          : [`${count(outside)} slates say nothing: what the rule would show was not among their candidates.`]
      return [
        seen,
        shown,
        '',
        `Clicks per 1,000 changed slates, with minus without, 95 % interval: ${told(clicks, tenths)}`,
        ...missed,
      ].join('\n')
    }
  }
}

const marginWords = {
  'no-purchases': 'unknown: no purchase named these slates',
  'costs-unknown': 'unknown: no product has a cost',
  'costs-incomplete': 'unknown: more than one purchase in twenty is of a product without a cost',
} as const satisfies Record<NonNullable<Price['marginUnknown']>, string>

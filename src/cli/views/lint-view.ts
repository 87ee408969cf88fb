/** What linting found, as the terminal shows it. */
import { findingGroupIds, findingGroups } from '../../content/lint/text/finding-group.ts'
import type { LintReport, LintSummary } from '../../content/lint/report/lint-report.ts'
import { exitCodes, type ExitCode } from '../exit-code.ts'
import { printable } from '../terminal/printable.ts'
import { count, counted, percent } from '../terminal/quantities.ts'
import { table } from '../terminal/table.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const failOnChoices = ['block', 'any', 'never'] as const
export type FailOn = (typeof failOnChoices)[number]

/** Products listed; the reports have the rest. */
const productsShown = 5

export function describeLint(terminal: Terminal, report: LintReport): string {
  const { paint } = terminal
  const { summary, worst } = report
  const { products, flagged, blocked, claims } = summary
  const headline =
    products === 0
      ? paint('yellow', 'There was no product to check')
      : flagged === 0
        ? paint('green', `All ${counted(products, 'product')} are without a finding`)
        : `${counted(products, 'product')}: ${paint('red', `${count(blocked)} must be corrected`)}, ` +
          `${paint('yellow', `${count(flagged - blocked)} worth a look`)}, ${count(products - flagged)} without a finding`
  const supported = claims.found === 0 ? 0 : claims.supported / claims.found
  return [
    headline,
    paint(
      'dim',
      `${counted(summary.words, 'word')}, ${counted(claims.found, 'claim')}, ${percent(supported)} of them supported by the data` +
        (summary.unreadableRows > 0 ? `; ${counted(summary.unreadableRows, 'row')} could not be read` : ''),
    ),
    ...(summary.groups.length === 0 ? [] : ['', groupTable(terminal, summary)]),
    ...(worst.length === 0
      ? []
      : ['', ...worst.slice(0, productsShown).map((one) => worstLine(terminal, one))]),
  ].join('\n')
}

function groupTable(terminal: Terminal, { groups }: LintSummary): string {
  return table(terminal, groups, [
    { head: 'kind', cell: ({ group }) => findingGroups[group].title, flexible: true },
    { head: 'products', cell: ({ products }) => count(products), align: 'right' },
    { head: 'findings', cell: ({ findings }) => count(findings), align: 'right' },
  ])
}

function worstLine(terminal: Terminal, { product, title, findings }: LintReport['worst'][number]): string {
  const first = findingGroupIds.flatMap((group) => findings.filter((one) => one.group === group))[0]
  const words = first === undefined || first.text === '' ? '' : `“${first.text.slice(0, 60)}”: `
  const more = findings.length > 1 ? ` (and ${counted(findings.length - 1, 'more finding')})` : ''
  return (
    `${terminal.paint('bold', printable(product))} ${printable(title.slice(0, 60))}\n` +
    `  ${printable(`${words}${first?.fix ?? ''}`)}${terminal.paint('dim', more)}`
  )
}

/** @param failOn what makes a script stop */
export function lintExitCode(
  { flagged, blocked, unreadableRows, products }: LintSummary,
  failOn: FailOn,
): ExitCode {
  if (failOn === 'block' && blocked > 0) return exitCodes.failed
  if (failOn === 'any' && flagged > 0) return exitCodes.failed
  if (products === 0 && unreadableRows > 0) return exitCodes.failed
  return unreadableRows > 0 ? exitCodes.partlyFailed : exitCodes.ok
}

/** `vitrine spend`: what paid models have cost, by any dimension, the cap of the day, and booking an invoice. */
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { Option, type Command } from 'commander'
import { z } from 'zod'
import type { ApiSchemas } from '../../../client/api-client.ts'
import { spendDimensions, type SpendDimension } from '../../../content/spend/spend.ts'
import { AppError } from '../../../errors.ts'
import { answer, type Api } from '../../api/api.ts'
import { exitCodes } from '../../exit-code.ts'
import { examples } from '../../help.ts'
import { reasonOf } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { table } from '../../terminal/table.ts'
import type { Terminal } from '../../terminal/terminal.ts'

interface SpendOptions {
  readonly from?: string
  readonly to?: string
  readonly by: SpendDimension
  readonly csv?: true
  readonly invoice?: string
  readonly limit?: string
}

export const addSpendCommand: AddCommand = (parent, begin) => {
  parent
    .command('spend')
    .summary('what paid models have cost')
    .description(
      'Sums up every attempt: texts, repairs, probes, previews. Amounts are US dollars; "held" is what calls of unknown ' +
        'outcome may have cost at most. --invoice books what the provider billed: a CSV file with the columns callId and costUsd.',
    )
    .option('--from <date>', 'first UTC day; default: 29 days before the last')
    .option('--to <date>', 'last UTC day; default: today')
    .addOption(new Option('--by <dimension>', 'what to sum up by').choices(spendDimensions).default('day'))
    .option('--csv', 'print CSV, amounts in micro-dollars')
    .addOption(new Option('--invoice <file>', 'book a provider’s invoice').conflicts(['csv', 'limit']))
    .addOption(
      new Option('--limit <usd>', 'set the shop’s own daily cap; "none" takes it away').conflicts(['csv']),
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine spend', 'the last thirty days'],
        ['vitrine spend --by job', 'the dearest copy jobs'],
        ['vitrine spend --invoice march.csv', 'settle calls of unknown outcome'],
        ['vitrine spend --limit 2.50', 'at most that a day'],
      ),
    )
    .action(async (options: SpendOptions, command: Command) => {
      await runSpend(begin(command), options)
    })
}

async function runSpend(run: Run, options: SpendOptions): Promise<void> {
  const api = await run.api()
  if (options.invoice !== undefined) return bookInvoice(run, api, options.invoice)
  if (options.limit !== undefined) return setLimit(run, api, options.limit)
  const { from, to, by } = options
  const query = { groupBy: by, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
  if (options.csv === true) {
    const csv = await answer(api.GET('/v1/copy/spend.csv', { params: { query }, parseAs: 'text' }))
    run.terminal.show(csv, () => csv.trimEnd())
    return
  }
  const spend = await answer(api.GET('/v1/copy/spend', { params: { query } }))
  run.terminal.show(spend, () => describeSpend(run.terminal, spend))
}

function describeSpend(terminal: Terminal, spend: ApiSchemas['Spend']): string {
  const { budget, groups } = spend
  const sums =
    groups.length === 0
      ? 'No paid model was called.'
      : table(terminal, groups, [
          { head: spend.groupBy, cell: ({ key }) => key, flexible: true },
          { head: 'Settled', cell: ({ settledMicros }) => dollars(settledMicros), align: 'right' },
          { head: 'Held', cell: ({ heldMicros }) => dollars(heldMicros), align: 'right' },
          { head: 'Calls', cell: ({ calls }) => String(calls), align: 'right' },
          { head: 'Tokens in', cell: ({ inputTokens }) => String(inputTokens), align: 'right' },
          { head: 'Tokens out', cell: ({ outputTokens }) => String(outputTokens), align: 'right' },
        ])
  const used = `${dollars(budget.spentMicros)} spent and ${dollars(budget.heldMicros)} held of ${dollars(budget.limitMicros)}`
  return [
    sums,
    '',
    `${spend.from} to ${spend.to}: ${dollars(spend.settledMicros)} settled, ${dollars(spend.heldMicros)} held, ${String(spend.calls)} calls`,
    `Per accepted description: ${perDraft(spend.microsPerAcceptedDraft, spend.draftsAccepted)}; per ready one: ${perDraft(spend.microsPerReadyDraft, spend.draftsReady)}`,
    `Today: ${used}${budget.isOwnLimit ? ' (the shop’s own cap)' : ''}${budget.isWarning ? terminal.paint('yellow', ' – four fifths are used') : ''}`,
  ].join('\n')
}

function perDraft(micros: number | null, count: number): string {
  return micros === null ? 'none yet' : `${dollars(micros)} (${String(count)})`
}

function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(micros >= 1_000_000 ? 2 : 4)}`
}

const invoiceRowsSchema = z.array(z.object({ callId: z.string().min(1), costUsd: z.coerce.number().min(0) }))
/** As many lines as one request may have. */
const LINES_PER_REQUEST = 10_000

async function bookInvoice(run: Run, api: Api, path: string): Promise<void> {
  const rows = await readInvoice(path)
  const total = { settled: 0, matched: 0, differing: 0, errors: 0 }
  for (let start = 0; start < rows.length; start += LINES_PER_REQUEST) {
    const lines = rows
      .slice(start, start + LINES_PER_REQUEST)
      .map(({ callId, costUsd }) => ({ callId, costMicros: Math.round(costUsd * 1_000_000) }))
    const outcome = await answer(api.POST('/v1/copy/spend/invoice', { body: { lines } }))
    total.settled += outcome.settled
    total.matched += outcome.matched
    total.differing += outcome.differing.length
    total.errors += outcome.errors.length
    for (const { callId, bookedMicros, invoicedMicros } of outcome.differing)
      run.terminal.note(`${callId}: booked ${dollars(bookedMicros)}, invoiced ${dollars(invoicedMicros)}`)
    for (const { path: where, message } of outcome.errors) run.terminal.note(`${where}: ${message}`)
  }
  run.terminal.show(
    total,
    () =>
      `${String(total.settled)} settled, ${String(total.matched)} as booked, ${String(total.differing)} at another amount, ${String(total.errors)} wrong lines.`,
  )
  run.endWith(total.errors + total.differing > 0 ? exitCodes.partlyFailed : exitCodes.ok)
}

/** @throws AppError cli.usage */
async function readInvoice(path: string): Promise<z.output<typeof invoiceRowsSchema>> {
  try {
    const records: unknown = parse(await readFile(path), { columns: true, trim: true, bom: true })
    return invoiceRowsSchema.parse(records)
  } catch (error) {
    const reason =
      error instanceof z.ZodError ? (error.issues[0]?.message ?? 'wrong columns') : reasonOf(error)
    throw new AppError(
      'cli.usage',
      `${path} is no invoice (${reason}); it needs the columns callId and costUsd.`,
    )
  }
}

async function setLimit(run: Run, api: Api, text: string): Promise<void> {
  if (text !== 'none' && !/^\d{1,6}(\.\d{1,6})?$/.test(text))
    throw new AppError('cli.usage', '--limit is an amount of US dollars such as 2.50, or "none".')
  const dailyLimitMicros = text === 'none' ? null : Math.round(Number(text) * 1_000_000)
  const budget = await answer(api.PATCH('/v1/copy/spend/limit', { body: { dailyLimitMicros } }))
  run.terminal.show(budget, () => `At most ${dollars(budget.limitMicros)} a day from the next call on.`)
}

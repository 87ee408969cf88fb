/** `vitrine events import`: behaviour of the past from a file, so that a shop need not begin with nothing. */
import { stat } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import { AppError } from '../../../errors.ts'
import { parseEventMapping } from '../../events/event-mapping.ts'
import { readEventFile, type ReadingOptions } from '../../events/read-event-file.ts'
import {
  fileIdOf,
  sendEvents,
  shiftToYesterday,
  type RowFault,
  type SentCounts,
} from '../../events/send-events.ts'
import { exitCodes, Interrupted } from '../../exit-code.ts'
import { examples } from '../../help.ts'
import { integer, readJsonFile, reasonOf } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { printable } from '../../terminal/printable.ts'
import { startProgress } from '../../terminal/progress.ts'
import { count, counted, rate } from '../../terminal/quantities.ts'

interface ImportOptions {
  readonly mapping?: string
  readonly format: 'auto' | 'jsonl' | 'table'
  readonly recent?: true
  readonly fromRow: number
}

const FAULTS_SHOWN = 10

export const addEventsCommand: AddCommand = (parent, begin) => {
  const events = parent
    .command('events')
    .summary('import what shoppers did')
    .description('Events of shoppers.')
  events
    .command('import')
    .summary('import events of the past from a file')
    .description(
      'Sends a file of events to the server, 500 to a request. Rows have ids of their own, so that a file sent twice, or ' +
        'half and then whole, is stored once. A faulty row is reported and the rest goes in. Needs a secret key.',
    )
    .argument(
      '<file>',
      'JSON Lines in the shape of the API, or a table (CSV, TSV) with a mapping; gzip and zip are unpacked',
    )
    .option('--mapping <file>', 'mapping file (JSON): which column says what')
    .addOption(
      new Option('--format <name>', 'how the file is written')
        .choices(['auto', 'jsonl', 'table'])
        .default('auto'),
    )
    .option('--recent', 'move all times by whole days, so that the last day becomes yesterday')
    .addOption(
      new Option('--from-row <n>', 'leave out the rows before')
        .argParser(integer(1, 1_000_000_000))
        .default(1),
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine events import events.jsonl', 'in the shape of POST /v1/events'],
        ['vitrine events import orders.csv.gz --mapping orders.mapping.json', 'invoices of a shop system'],
        ['vitrine events import old.jsonl --recent', 'a history to try things with'],
      ),
    )
    .action(async (file: string, options: ImportOptions, command: Command) => {
      await importEvents(begin(command), file, options)
    })
}

async function importEvents(run: Run, file: string, options: ImportOptions): Promise<void> {
  const reading = await readingOf(file, options)
  const api = await run.api()
  const interrupted = run.interrupted()
  const fileId = await fileIdOf(file)
  const shiftMs =
    options.recent === true ? await shiftToYesterday(readEventFile(file, reading), run.clock.now()) : 0
  const progress = startProgress(run.terminal, run.clock)
  const startedMs = run.clock.monotonicMs()
  let nextRow = options.fromRow
  const onSettled = (counts: Readonly<SentCounts>, next: number) => {
    nextRow = next
    const seconds = (run.clock.monotonicMs() - startedMs) / 1_000
    const words = `${counted(counts.rows, 'row')} · ${rate(counts.rows / Math.max(seconds, 0.001), 'rows')}`
    progress.update({ phase: 'send', done: counts.rows, total: 0, words })
  }
  try {
    const sent = await sendEvents(rowsFrom(file, reading, options.fromRow), {
      api,
      fileId,
      shiftMs,
      interrupted,
      onSettled,
    })
    progress.stop()
    show(run, sent.counts, sent.faults, (run.clock.monotonicMs() - startedMs) / 1_000)
  } catch (error) {
    if (!interrupted.aborted) throw error
  } finally {
    progress.stop()
  }
  if (interrupted.aborted) {
    throw new Interrupted(
      `Stopped. Run it again, or go on with --from-row ${String(nextRow)}: nothing is stored twice.`,
    )
  }
}

async function* rowsFrom(file: string, reading: ReadingOptions, first: number) {
  for await (const row of readEventFile(file, reading)) if (row.row >= first) yield row
}

async function readingOf(file: string, { mapping, format }: ImportOptions): Promise<ReadingOptions> {
  await stat(file).catch((error: unknown) => {
    throw new AppError('cli.usage', `${file} cannot be read (${reasonOf(error)}).`, { cause: error })
  })
  const isLines = format === 'jsonl' || (format === 'auto' && /\.(jsonl|ndjson)(\.gz|\.zip)?$/i.test(file))
  if (!isLines && mapping === undefined) {
    throw new AppError('cli.usage', 'A table needs --mapping: which column says what (docs/events.md).')
  }
  return {
    format: isLines ? 'jsonl' : 'table',
    mapping:
      mapping === undefined ? undefined : parseEventMapping(await readJsonFile(mapping, 'mapping file')),
  }
}

function show(run: Run, counts: SentCounts, faults: readonly RowFault[], seconds: number): void {
  const { accepted, duplicates, notStored, skipped, rejected, rows } = counts
  run.terminal.show({ ...counts, seconds, faults: faults.slice(0, FAULTS_SHOWN) }, () =>
    [
      `${counted(rows, 'row')} in ${seconds.toFixed(1)} s (${rate(rows / Math.max(seconds, 0.001), 'rows')})`,
      `Events: ${count(accepted)} new · ${count(duplicates)} known · ${count(notStored)} not stored · ${count(skipped)} skipped · ${count(rejected)} with errors`,
      ...faults
        .slice(0, FAULTS_SHOWN)
        .map(({ row, path, message }) => `  row ${String(row)}: ${printable(`${path} ${message}`.trim())}`),
    ].join('\n'),
  )
  if (rejected > 0) run.endWith(accepted + duplicates === 0 ? exitCodes.failed : exitCodes.partlyFailed)
}

/** `vitrine lint`: a catalogue file is checked right here, without a server; without a file, the shop's catalogue there. */
import { Argument, Option, type Command } from 'commander'
import { catalogFormats, type CatalogFormat } from '../../../catalog/formats/catalog-format.ts'
import type { ProseProfile } from '../../../content/check/prose/check-prose.ts'
import { jurisdictions, type Jurisdiction } from '../../../content/facts/fact.ts'
import { htmlReport } from '../../../content/lint/report/html-report.ts'
import type { LintReport } from '../../../content/lint/report/lint-report.ts'
import { AppError } from '../../../errors.ts'
import { examples } from '../../help.ts'
import { lintFile } from '../../lint/lint-file.ts'
import { lintShop } from '../../lint/lint-shop.ts'
import { JsonReportFile, refuseOverwriting, writeWhole } from '../../lint/write-report.ts'
import { appendList, jsonObject, readJsonFile } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { describeLint, failOnChoices, lintExitCode, type FailOn } from '../../views/lint-view.ts'

interface LintCommandOptions {
  readonly format: CatalogFormat | 'auto'
  readonly mapping?: string
  readonly encoding?: string
  readonly locale: string
  readonly currency: string
  readonly profile: ProseProfile
  readonly law?: readonly string[]
  readonly html?: string
  readonly report?: string
  readonly failOn: FailOn
  readonly filter?: string
  readonly attach?: string
}

export const addLintCommand: AddCommand = (parent, begin) => {
  const formats = ['auto', ...catalogFormats.map(({ name }) => name)]
  parent
    .command('lint')
    .summary('check the texts of a catalogue against its own data')
    .description(
      'Compares titles and descriptions with the attributes of the same product, and reports contradictions, unproven ' +
        'claims, restricted claims, placeholders, broken HTML, near copies and missing texts. A file needs no server, no ' +
        'database, no key and no network; without a file, the catalogue of the shop is checked by the server.',
    )
    .addArgument(new Argument('[file]', 'a catalogue file, or "-" for standard input'))
    .addOption(new Option('--format <name>', 'format of the file').choices(formats).default('auto'))
    .option('--mapping <file>', 'mapping file (JSON) for JSON Lines of another shape')
    .option('--encoding <label>', 'encoding of the file, such as windows-1252; left out: recognised')
    .option('--locale <tag>', 'language of a file that does not say', 'en')
    .option('--currency <code>', 'currency of a file that does not say', 'EUR')
    .addOption(
      new Option(
        '--profile <name>',
        'block: what is very likely false; audit: also what the data does not support',
      )
        .choices(['block', 'audit'])
        .default('block'),
    )
    .option('--law <names>', `of ${jurisdictions.join(', ')}; several with commas (default: eu)`, appendList)
    .option('--html <file>', 'write the report as one HTML page')
    .option('--report <file>', 'write the report with every flagged product as JSON')
    .addOption(
      new Option('--fail-on <what>', 'exit with 1 when a product has a finding that blocks, or any at all')
        .choices(failOnChoices)
        .default('never'),
    )
    .addOption(
      new Option('--filter <json>', 'without a file: only these products, as a filter of the API').argParser(
        jsonObject,
      ),
    )
    .option('--attach <id>', 'follow a check of the shop that runs already')
    .addHelpText(
      'after',
      examples(
        ['vitrine lint products_export.csv --html report.html', 'a report to read, from a file'],
        [
          'vitrine lint feed.jsonl --mapping mapping.json --profile audit',
          'other people’s JSON Lines, everything unproven',
        ],
        ['vitrine lint feed.xml --fail-on block', 'for scripts: exit 1 when something must be corrected'],
        ['vitrine lint --html report.html', 'the catalogue of the shop, through the API'],
      ),
    )
    .action(async (file: string | undefined, options: LintCommandOptions, command: Command) => {
      await runLint(begin(command), file, options)
    })
}

async function runLint(run: Run, file: string | undefined, options: LintCommandOptions): Promise<void> {
  if (file !== undefined && (options.filter !== undefined || options.attach !== undefined))
    throw new AppError(
      'cli.usage',
      '--filter and --attach are for the catalogue of the shop: leave the file out.',
    )
  if (file === undefined && (options.mapping !== undefined || options.encoding !== undefined))
    throw new AppError('cli.usage', '--mapping and --encoding are for a file: name one.')
  refuseOverwriting(file, [options.html, options.report, options.mapping])
  const law = (options.law ?? ['eu']).map(toJurisdiction)
  const report =
    file === undefined
      ? await lintShop(run, { ...options, jurisdictions: law })
      : await lintHere(run, file, options, law)
  if (file === undefined && options.report !== undefined)
    await writeWhole(options.report, `${JSON.stringify(report, null, 2)}\n`)
  if (options.html !== undefined) await writeWhole(options.html, htmlReport(report))
  run.terminal.show(report, () =>
    [
      describeLint(run.terminal, report),
      ...[options.html, options.report].flatMap((path) => (path === undefined ? [] : [`Wrote ${path}.`])),
      ...(options.html === undefined && report.summary.flagged > 0
        ? ['A page to read, with every finding explained: add --html report.html']
        : []),
    ].join('\n'),
  )
  run.endWith(lintExitCode(report.summary, options.failOn))
}

async function lintHere(
  run: Run,
  file: string,
  options: LintCommandOptions,
  law: readonly Jurisdiction[],
): Promise<LintReport> {
  const { format, mapping, encoding, locale, currency, profile } = options
  const mappingJson = mapping === undefined ? undefined : await readJsonFile(mapping, 'mapping file')
  const json = options.report === undefined ? undefined : new JsonReportFile(options.report)
  try {
    const report = await lintFile(
      run,
      file,
      {
        ...{ format, locale, currency, profile, jurisdictions: law, now: run.clock.now().toISOString() },
        ...(mappingJson === undefined ? {} : { mapping: mappingJson }),
        ...(encoding === undefined ? {} : { encoding }),
      },
      async (linted) => json?.add(linted),
    )
    await json?.end(report)
    return report
  } catch (error) {
    await json?.discard()
    throw error
  }
}

function toJurisdiction(name: string): Jurisdiction {
  const found = jurisdictions.find((known) => known === name.toLowerCase())
  if (found !== undefined) return found
  throw new AppError('cli.usage', `There is no law "${name}" here; there are ${jurisdictions.join(', ')}.`)
}

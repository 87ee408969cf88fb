/** `vitrine evaluate`: how good the session model is, on plain files right here, or on the shop's own visits there. */
import type { Command } from 'commander'
import { htmlReport } from '../../../recommendations/evaluation/report/html-report.ts'
import { AppError } from '../../../errors.ts'
import { evaluateFiles } from '../../evaluate/evaluate-files.ts'
import { evaluateShop } from '../../evaluate/evaluate-shop.ts'
import { examples } from '../../help.ts'
import { refuseOverwriting, writeWhole } from '../../lint/write-report.ts'
import { integer } from '../../option-values.ts'
import type { AddCommand, Run } from '../../run.ts'
import { describeEvaluation, evaluationJson } from '../../views/evaluation-view.ts'

interface EvaluateOptions {
  readonly train?: string
  readonly test?: string
  readonly html?: string
  readonly attach?: string
  readonly seed: number
  readonly k: number
  readonly tuneSeconds: number
}

export const addEvaluateCommand: AddCommand = (parent, begin) => {
  parent
    .command('evaluate')
    .summary('measure the session model against baselines')
    .description(
      'Learns on the first file, tunes unattended on its tail, and reads the second file once, beside popularity, item-kNN, ' +
        'sequential rules, VS-KNN and Gorse’s formula. Files are a session a line, cases (prefix<TAB>target), or clicks with the ' +
        'columns SessionId, ItemId and Time, told by their first line; gzip is unpacked. Without files, the visits of the ' +
        'shop are split by time at the server, and settings that pass the gate are promoted.',
    )
    .option('--train <file>', 'sessions to learn from')
    .option('--test <file>', 'sessions or cases to be measured on')
    .option('--html <file>', 'write the report as one HTML page')
    .option('--k <n>', 'length of an answer', integer(1, 100), 20)
    .option(
      '--seed <n>',
      'what chance begins from: the same seed gives the same figures',
      integer(0, 2_147_483_647),
      1,
    )
    .option(
      '--tune-seconds <n>',
      'guard: settings and order end by this time each, if counted work has not ended them before',
      integer(1, 3_600),
      200,
    )
    .option('--attach <id>', 'follow an evaluation of the shop that runs already')
    .addHelpText(
      'after',
      examples(
        ['vitrine evaluate --train train_sessions.txt --test test.tsv', 'files, no server needed'],
        ['vitrine evaluate --train train.txt --test test.txt --html report.html', 'a page to read'],
        ['vitrine evaluate', 'the visits of the shop, through the API'],
      ),
    )
    .action(async (options: EvaluateOptions, command: Command) => {
      await runEvaluate(begin(command), options)
    })
}

async function runEvaluate(run: Run, options: EvaluateOptions): Promise<void> {
  const { train, test, html, attach, seed, k: cut, tuneSeconds } = options
  if ((train === undefined) !== (test === undefined))
    throw new AppError('cli.usage', '--train and --test belong together: name both, or none for the shop.')
  if (train !== undefined && attach !== undefined)
    throw new AppError('cli.usage', '--attach is for the visits of the shop: leave the files out.')
  for (const file of [train, test]) refuseOverwriting(file, [html])
  const report =
    train === undefined || test === undefined
      ? await evaluateShop(run, { cut, seed, attach })
      : await evaluateFiles(run, { train, test, cut, seed, budgetSeconds: tuneSeconds })
  if (html !== undefined) await writeWhole(html, htmlReport(report))
  // One line, so that a script may take the last line of what was printed.
  if (run.terminal.json) process.stdout.write(`${JSON.stringify(evaluationJson(report))}\n`)
  else {
    const written = html === undefined ? [] : ['', `Wrote ${html}.`]
    run.terminal.show(report, () => [describeEvaluation(run.terminal, report), ...written].join('\n'))
  }
}

/** `vitrine rules estimate`: what a rule would bring, judged by slots that were filled by chance, before anybody is shown it. */
import type { Command } from 'commander'
import { AppError } from '../../../errors.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { integer } from '../../option-values.ts'
import { toNewRule, toTriedRule } from '../../rules/rule-body.ts'
import { describeEstimate } from '../../rules/rule-view.ts'
import type { AddCommand, Run } from '../../run.ts'

interface EstimateOptions {
  readonly file?: string
  readonly days: number
}

const daysMax = 30

export const addRuleEstimateCommand: AddCommand = (rules, begin) => {
  rules
    .command('estimate')
    .description(
      'Estimates what a rule would do to clicks, from the slots that the setting "explore" fills by chance.',
    )
    .argument('[rule]', 'id of a rule, draft or not; or else --file')
    .option('--file <file>', 'JSON of a rule as the API takes it')
    .option('--days <count>', 'how far back', integer(1, daysMax), daysMax)
    .addHelpText(
      'after',
      examples(
        ['vitrine rules estimate rule_01JD…', 'a draft, before it goes live'],
        ['vitrine rules estimate --file rule.json --days 14', 'a rule that is not there yet'],
      ),
    )
    .action(async (id: string | undefined, { file, days }: EstimateOptions, command: Command) => {
      const run = begin(command)
      if (id !== undefined && file !== undefined) {
        throw new AppError('cli.usage', 'Name a rule, or give a --file; not both.')
      }
      const given = id ?? (await toNewRule(file === undefined ? {} : { file }))
      const api = await run.api()
      const rule = typeof given === 'string' ? await readRule(api, given) : given
      const estimate = await answer(api.POST('/v1/merchandising/rules/estimate', { body: { rule, days } }))
      run.terminal.show(estimate, () => describeEstimate(run.terminal, estimate))
    })
}

async function readRule(api: Awaited<ReturnType<Run['api']>>, id: string) {
  return toTriedRule(await answer(api.GET('/v1/merchandising/rules/{id}', { params: { path: { id } } })))
}

/** `vitrine rules add|set|remove`: each returns when the change is in force in every process. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import { ruleActions } from '../../../recommendations/merchandising/rule.ts'
import { answer } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { appendList, integer, jsonObject } from '../../option-values.ts'
import { toNewRule, toReplacedRule, type RuleOptions } from '../../rules/rule-body.ts'
import { describeChange } from '../../rules/rule-view.ts'
import type { AddCommand } from '../../run.ts'

export const addRuleAddCommand: AddCommand = (rules, begin) => {
  withRuleOptions(rules.command('add'))
    .description(
      'Adds a rule, from options, from a file, or from a file with options on top. A draft, unless it says otherwise.',
    )
    .argument('[name]', 'for people: why the rule is there')
    .addHelpText(
      'after',
      examples(
        [
          'vitrine rules add "Black Friday" --action pin --filter \'{"tag":{"in":["black-friday"]}}\' --placement home',
          'a draft',
        ],
        ['vitrine rules add --file rule.json --state enabled', 'from a file, in force at once'],
      ),
    )
    .action(async (name: string | undefined, options: RuleOptions, command: Command) => {
      const run = begin(command)
      const body = await toNewRule(name === undefined ? options : { ...options, name })
      const api = await run.api()
      const rule = await answer(api.POST('/v1/merchandising/rules', { body }))
      run.terminal.show(rule, () => describeChange('Added', rule))
    })
}

export const addRuleSetCommand: AddCommand = (rules, begin) => {
  withRuleOptions(rules.command('set'))
    .description('Changes what the options name, and leaves the rest of the rule as it is.')
    .argument('<rule>', 'id of the rule')
    .option('--name <text>', 'another name')
    .addHelpText(
      'after',
      examples(
        ['vitrine rules set rule_01JD… --state enabled', 'a draft goes live'],
        ['vitrine rules set rule_01JD… --factor 1.5 --note "less"', 'a weaker boost'],
      ),
    )
    .action(async (id: string, options: RuleOptions, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const params = { path: { id } }
      const before = await answer(api.GET('/v1/merchandising/rules/{id}', { params }))
      const body = await toReplacedRule(before, options)
      const rule = await answer(api.PUT('/v1/merchandising/rules/{id}', { params, body }))
      run.terminal.show(rule, () =>
        describeChange(rule.version === before.version ? 'No change' : 'Changed', rule),
      )
    })
}

export const addRuleRemoveCommand: AddCommand = (rules, begin) => {
  rules
    .command('remove')
    .description('Ends a rule. It is archived: its changes and its price can still be read.')
    .argument('<rule>', 'id of the rule')
    .addHelpText('after', examples(['vitrine rules remove rule_01JD…', 'no longer in force when it returns']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const rule = await answer(api.DELETE('/v1/merchandising/rules/{id}', { params: { path: { id } } }))
      run.terminal.show(rule, () => describeChange('Ended', rule))
    })
}

function withRuleOptions(command: Command): Command {
  return command
    .option('--file <file>', 'JSON of a rule as the API takes it')
    .addOption(new Option('--action <action>', 'what it does').choices(ruleActions))
    .option('--filter <json>', 'the products it is about, as a filter of the API', jsonObject)
    .option('--placement <slots>', 'where it holds, several with commas; everywhere, if left out', appendList)
    .option('--context <json>', 'on which pages, for whom: category, item, query, cart, consent', jsonObject)
    .option('--schedule <json>', 'when: timeZone, from, until, days, hours', jsonObject)
    .option('--priority <number>', 'among rules of one action the higher goes first', integer(-1_000, 1_000))
    .option('--position <place>', 'of a pin, from 0', integer(0, 99))
    .option('--factor <number>', 'of a boost above 1, of a bury below 1', positive)
    .option('--note <text>', 'for people')
    .addOption(new Option('--state <state>', 'whether it is in force').choices(['draft', 'enabled']))
}

function positive(text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('It must be a number above 0.')
}

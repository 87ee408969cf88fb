/** `vitrine rules`: merchandising rules, what they would change and what they cost. */
import { Option, type Command } from 'commander'
import { ruleActions, type RuleAction } from '../../../recommendations/merchandising/rule.ts'
import { ruleStates, type RuleState } from '../../../recommendations/merchandising/stored-rule.ts'
import { placements, type Placement } from '../../../recommendations/recommendation.ts'
import { answer, type Api } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { integer } from '../../option-values.ts'
import { describePrice, describeRules } from '../../rules/rule-view.ts'
import type { Rule } from '../../rules/rule-body.ts'
import type { AddCommand } from '../../run.ts'
import { addRuleAddCommand, addRuleRemoveCommand, addRuleSetCommand } from './change-rules.ts'
import { addRuleEstimateCommand } from './estimate-rule.ts'
import { addRulePreviewCommand } from './preview-rules.ts'

export const addRulesCommand: AddCommand = (parent, begin) => {
  const rules = parent
    .command('rules')
    .summary('pin, boost, bury and hide products')
    .description(
      'Merchandising rules. Hide goes before pin, pin before bury, bury before boost. What a rule costs is measured by ' +
        'withholding it from one visitor in twenty.',
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine rules list', 'drafts and enabled ones'],
        [
          'vitrine rules add "Recall" --action hide --filter \'{"id":{"in":["KET-007"]}}\' --state enabled',
          'in force when it returns',
        ],
        ['vitrine rules preview KET-007 --add rule.json', 'what a page would show'],
        ['vitrine rules price rule_01JD…', 'what it costs or brings'],
      ),
    )
  addListCommand(rules, begin)
  addRuleAddCommand(rules, begin)
  addRuleSetCommand(rules, begin)
  addRuleRemoveCommand(rules, begin)
  addRulePreviewCommand(rules, begin)
  addRuleEstimateCommand(rules, begin)
  addPriceCommand(rules, begin)
}

interface ListOptions {
  readonly state?: RuleState
  readonly action?: RuleAction
  readonly placement?: Placement
  readonly limit: number
}

const addListCommand: AddCommand = (rules, begin) => {
  rules
    .command('list')
    .description('Lists rules, newest first; archived ones only when asked for.')
    .addOption(
      new Option('--state <state>', 'of one state; else drafts and enabled ones').choices(ruleStates),
    )
    .addOption(new Option('--action <action>', 'of one action').choices(ruleActions))
    .addOption(new Option('--placement <slot>', 'that hold in a slot').choices(placements))
    .option('-n, --limit <count>', 'at most so many', integer(1, 1_000), 100)
    .addHelpText('after', examples(['vitrine rules list --action hide --json', 'for scripts']))
    .action(async (options: ListOptions, command: Command) => {
      const run = begin(command)
      const items = await listRules(await run.api(), options)
      run.terminal.show({ items }, () => describeRules(run.terminal, items))
    })
}

const perPageMax = 100

async function listRules(api: Api, { limit, ...narrowed }: ListOptions): Promise<Rule[]> {
  const items: Rule[] = []
  let cursor: string | null = null
  do {
    const query = {
      ...narrowed,
      limit: Math.min(perPageMax, limit - items.length),
      ...(cursor === null ? {} : { cursor }),
    }
    const page: { readonly items: readonly Rule[]; readonly next: string | null } = await answer(
      api.GET('/v1/merchandising/rules', { params: { query } }),
    )
    items.push(...page.items)
    cursor = page.next
  } while (cursor !== null && items.length < limit)
  return items
}

const addPriceCommand: AddCommand = (rules, begin) => {
  rules
    .command('price')
    .description('Compares visitors under a rule with those it is withheld from: clicks, revenue and margin.')
    .argument('<rule>', 'id of the rule')
    .addHelpText('after', examples(['vitrine rules price rule_01JD…', 'with 95 % intervals']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const price = await answer(api.GET('/v1/merchandising/rules/{id}/price', { params: { path: { id } } }))
      run.terminal.show(price, () => describePrice(run.terminal, price))
    })
}

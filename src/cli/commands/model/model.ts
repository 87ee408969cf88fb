/** `vitrine model`: what is learnt from behaviour, which builds there are, and one more now. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../../client/api-client.ts'
import { AppError } from '../../../errors.ts'
import { answer, type Api } from '../../api/api.ts'
import { examples } from '../../help.ts'
import { integer } from '../../option-values.ts'
import type { AddCommand } from '../../run.ts'
import { describeModel, describeModels } from '../../views/model-view.ts'

export const addModelCommand: AddCommand = (parent, begin) => {
  const model = parent
    .command('model')
    .summary('build and look at what is learnt from behaviour')
    .description(
      'Models of behaviour: visits, relations, rankings. They are built by themselves as the shop changes; a build is what every ' +
        'process that serves loads into memory.',
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine model list', 'which builds there are'],
        ['vitrine model show', 'what the newest was built from'],
        ['vitrine model build', 'one more now'],
      ),
    )
  addBuildCommand(model, begin)
  addListCommand(model, begin)
  addShowCommand(model, begin)
}

const addBuildCommand: AddCommand = (model, begin) => {
  model
    .command('build')
    .description('Asks for a build and returns; one that waits already is not doubled.')
    .addHelpText('after', examples(['vitrine model build', 'after an import of history']))
    .action(async (_options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const accepted = await answer(api.POST('/v1/models'))
      run.terminal.show(
        accepted,
        () => `Build ${accepted.job} is queued. When it is done it is the first of: vitrine model list`,
      )
    })
}

const addListCommand: AddCommand = (model, begin) => {
  model
    .command('list')
    .description('Lists builds, newest first; the server keeps two.')
    .addHelpText('after', examples(['vitrine model list --json', 'for scripts']))
    .action(async (_options: unknown, command: Command) => {
      const run = begin(command)
      const data = await builds(await run.api())
      run.terminal.show({ data }, () => describeModels(run.terminal, data))
    })
}

const addShowCommand: AddCommand = (model, begin) => {
  model
    .command('show')
    .description('Shows one build: what it was made from, what was learnt, and the hash of its visits.')
    .argument('[epoch]', 'number of the build; the newest, if left out', integer(1, Number.MAX_SAFE_INTEGER))
    .addHelpText(
      'after',
      examples(['vitrine model show', 'the newest'], ['vitrine model show 12', 'build 12']),
    )
    .action(async (epoch: number | undefined, _options: unknown, command: Command) => {
      const run = begin(command)
      const data = await builds(await run.api())
      const found = epoch === undefined ? data[0] : data.find((one) => one.epoch === epoch)
      if (found === undefined) throw notThere(epoch, data)
      run.terminal.show(found, () => describeModel(found))
    })
}

async function builds(api: Api): Promise<readonly ApiSchemas['BuiltModel'][]> {
  return (await answer(api.GET('/v1/models'))).data
}

function notThere(epoch: number | undefined, data: readonly ApiSchemas['BuiltModel'][]): AppError {
  if (data.length === 0)
    return new AppError('cli.usage', 'Nothing has been built yet. Ask for a build: vitrine model build')
  const known = data.map((one) => String(one.epoch)).join(', ')
  return new AppError('cli.usage', `There is no build ${String(epoch)}; there are ${known}.`)
}

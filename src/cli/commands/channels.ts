/** `vitrine channels`: a draft as each channel would show it, with the reading of every meter. */
import { Option, type Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { channelIds, type ChannelId } from '../../content/channels/channel.ts'
import { answer, type Api } from '../api/api.ts'
import { exitCodes } from '../exit-code.ts'
import { examples } from '../help.ts'
import type { AddCommand, Run } from '../run.ts'
import { describeChannel } from '../views/channel-view.ts'

interface ChannelsOptions {
  readonly channel?: ChannelId
}

export const addChannelsCommand: AddCommand = (parent, begin) => {
  parent
    .command('channels')
    .summary('show a draft as each channel would')
    .description(
      'Compiles a draft for its channels: facts are left out until every text fits, nothing is cut. Under each text ' +
        'stands what its meter reads. Nothing is stored.',
    )
    .argument('<draft-or-product>', 'id of a draft, or of a product: then its newest draft')
    .addOption(new Option('--channel <name>', 'this one only').choices(channelIds))
    .addHelpText(
      'after',
      examples(
        ['vitrine channels KET-007', 'all channels'],
        ['vitrine channels KET-007 --channel sms', 'the text message alone'],
      ),
    )
    .action(async (subject: string, options: ChannelsOptions, command: Command) => {
      await runChannels(begin(command), subject, options)
    })
}

async function runChannels(run: Run, subject: string, { channel }: ChannelsOptions): Promise<void> {
  const api = await run.api()
  const draft = await draftOf(api, subject)
  const compiled: ApiSchemas['CompiledChannel'][] = []
  for (const id of channel === undefined ? channelIds : [channel]) {
    const params = { path: { channel: id } }
    compiled.push(
      await answer(api.POST('/v1/copy/channels/{channel}/compile', { params, body: { draft, seed: 0 } })),
    )
  }
  run.terminal.show({ draft, channels: compiled }, () =>
    compiled.map((one) => describeChannel(run.terminal, one)).join('\n\n'),
  )
  if (compiled.some(({ verdict }) => verdict === 'block')) run.endWith(exitCodes.partlyFailed)
}

/** A product stands for its newest draft; anything else is taken for the id of a draft. */
async function draftOf(api: Api, subject: string): Promise<string> {
  const query = { product: subject, limit: 1 }
  const { items } = await answer(api.GET('/v1/copy/drafts', { params: { query } }))
  return items[0]?.id ?? subject
}

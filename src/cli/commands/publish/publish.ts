/** `vitrine publish`: approved drafts go live; each has its own outcome. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../../client/api-client.ts'
import { AppError } from '../../../errors.ts'
import { answer, type Api } from '../../api/api.ts'
import { exitCodes } from '../../exit-code.ts'
import { examples } from '../../help.ts'
import type { AddCommand } from '../../run.ts'
import { table } from '../../terminal/table.ts'

type Outcome = ApiSchemas['PublishOutcomes']['items'][number]

interface PublishOptions {
  readonly approved?: true
  readonly job?: string
  readonly locale?: string
}

/** As many as one request takes. */
const DRAFTS_PER_REQUEST = 200

export const addPublishCommand: AddCommand = (parent, begin) => {
  parent
    .command('publish')
    .summary('put approved drafts before shoppers')
    .description(
      'Publishes approved drafts. The gate judges each once more, by the facts of now; a draft that is refused keeps no ' +
        'other back. What is live is at GET /v1/copy/published.',
    )
    .argument('[draft...]', 'ids of drafts')
    .option('--approved', 'all drafts that are approved, narrowed by the options below')
    .option('--job <id>', 'of one copy job')
    .option('--locale <tag>', 'of one language')
    .addHelpText(
      'after',
      examples(
        ['vitrine publish draft_01JD…', 'one draft'],
        ['vitrine publish --approved --locale en-GB', 'everything that is approved'],
      ),
    )
    .action(async (ids: string[], options: PublishOptions, command: Command) => {
      const run = begin(command)
      if (ids.length > 0 === (options.approved === true))
        throw new AppError('cli.usage', 'Name drafts, or give --approved for all that are approved.')
      const api = await run.api()
      const drafts = ids.length > 0 ? ids : await approvedDrafts(api, options)
      const items: Outcome[] = []
      for (let start = 0; start < drafts.length; start += DRAFTS_PER_REQUEST) {
        const body = { drafts: drafts.slice(start, start + DRAFTS_PER_REQUEST) }
        items.push(...(await answer(api.POST('/v1/copy/drafts/publish', { body }))).items)
      }
      const refused = items.filter(({ outcome }) => outcome === 'refused').length
      run.terminal.show({ items }, () =>
        items.length === 0
          ? 'No draft is approved; `vitrine review` shows what waits.'
          : [
              table<Outcome>(run.terminal, items, [
                { head: 'draft', cell: ({ id }) => id },
                { head: 'outcome', cell: ({ outcome }) => outcome },
                {
                  head: 'publication, or why not',
                  cell: ({ publication, detail }) => publication ?? detail ?? '',
                },
              ]),
              `${String(items.length - refused)} published, ${String(refused)} refused.`,
            ].join('\n\n'),
      )
      if (refused > 0) run.endWith(refused === items.length ? exitCodes.failed : exitCodes.partlyFailed)
    })
}

async function approvedDrafts(api: Api, { job, locale }: PublishOptions): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const query = {
      state: 'approved' as const,
      limit: 100,
      ...(job === undefined ? {} : { copyJobId: job }),
      ...(locale === undefined ? {} : { locale }),
      ...(cursor === null ? {} : { cursor }),
    }
    const page: { readonly items: readonly { readonly id: string }[]; readonly next: string | null } =
      await answer(api.GET('/v1/copy/drafts', { params: { query } }))
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null)
  return ids
}

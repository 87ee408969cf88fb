/** `vitrine review`: what waits for a person, one draft with its findings and changes, and the decisions about them. */
import type { Command } from 'commander'
import type { ApiSchemas } from '../../../client/api-client.ts'
import { findingCodes } from '../../../content/check/finding.ts'
import { copyFields } from '../../../content/drafts/segment.ts'
import { draftStates } from '../../../content/review/draft-state.ts'
import { AppError } from '../../../errors.ts'
import { answer } from '../../api/api.ts'
import { exitCodes } from '../../exit-code.ts'
import { examples } from '../../help.ts'
import { appendList, integer } from '../../option-values.ts'
import type { AddCommand } from '../../run.ts'
import {
  describeApprovals,
  describeDecision,
  describeReview,
  describeWaiting,
} from '../../views/review-view.ts'

export const addReviewCommand: AddCommand = (parent, begin) => {
  const review = parent
    .command('review')
    .summary('look at drafts, approve and reject them')
    .description(
      'Drafts that wait for a person, and what to do with them. The gate judges a draft again when it is approved; what ' +
        'blocks is said, with what would cure it.',
    )
    .addHelpText(
      'after',
      examples(
        ['vitrine review list', 'what needs a look'],
        ['vitrine review show draft_01JD…', 'texts, findings, what the last edit changed'],
        ['vitrine review approve draft_01JD…', 'take it as it stands'],
        ['vitrine review approve --ready --job job_01JD…', 'all drafts of a job that are ready'],
        ['vitrine review reject draft_01JD… --reason "Sounds like a brochure"', 'with a reason'],
      ),
    )
  addListCommand(review, begin)
  addShowCommand(review, begin)
  addApproveCommand(review, begin)
  addRejectCommand(review, begin)
  addUnlockCommand(review, begin)
}

interface ListOptions {
  readonly state: string
  readonly product?: string
  readonly locale?: string
  readonly code?: string
  readonly job?: string
  readonly limit: number
}

const addListCommand: AddCommand = (review, begin) => {
  review
    .command('list')
    .description('Lists drafts, newest first; those that need a review unless another state is named.')
    .option('--state <state>', 'needs-review, ready, approved, rejected, published or stale', 'needs-review')
    .option('--product <id>', 'of one product, as the shop knows it')
    .option('--locale <tag>', 'of one language')
    .option('--code <code>', 'with an open finding of this code, such as F03')
    .option('--job <id>', 'of one copy job')
    .option('--limit <number>', 'at most so many', integer(1, 100), 20)
    .addHelpText('after', examples(['vitrine review list --state ready --json', 'for scripts']))
    .action(async (options: ListOptions, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const query = {
        ...draftFilter(options),
        state: oneOf('state', draftStates, options.state),
        limit: options.limit,
        ...(options.code === undefined ? {} : { code: oneOf('code', findingCodes, options.code) }),
      }
      const page = await answer(api.GET('/v1/copy/drafts', { params: { query } }))
      run.terminal.show(page, () => describeWaiting(run.terminal, page.items, options.state))
    })
}

const addShowCommand: AddCommand = (review, begin) => {
  review
    .command('show')
    .description('Shows one draft: its texts, what the gate found, and what differs from the version before.')
    .argument('<draft>', 'id of the draft')
    .addHelpText('after', examples(['vitrine review show draft_01JD…', 'before deciding']))
    .action(async (id: string, _options: unknown, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const params = { path: { id } }
      const draft = await answer(api.GET('/v1/copy/drafts/{id}', { params }))
      const diff =
        draft.version === 1 ? undefined : await answer(api.GET('/v1/copy/drafts/{id}/diff', { params }))
      run.terminal.show({ draft, diff: diff ?? null }, () => describeReview(run.terminal, draft, diff))
    })
}

interface ApproveOptions {
  readonly reason?: string
  readonly ready?: true
  readonly job?: string
  readonly product?: string
  readonly locale?: string
}

const addApproveCommand: AddCommand = (review, begin) => {
  review
    .command('approve')
    .description(
      'Approves drafts. One draft may need a review; many must be ready, and each has its own outcome.',
    )
    .argument('[draft...]', 'ids of drafts')
    .option('--reason <text>', 'for the log; with one draft only')
    .option('--ready', 'all drafts that are ready, narrowed by the options below')
    .option('--job <id>', 'of one copy job')
    .option('--product <id>', 'of one product')
    .option('--locale <tag>', 'of one language')
    .addHelpText('after', examples(['vitrine review approve --ready --locale en-GB', 'all that are ready']))
    .action(async (ids: string[], options: ApproveOptions, command: Command) => {
      const run = begin(command)
      if (ids.length > 0 === (options.ready === true))
        throw new AppError('cli.usage', 'Name drafts, or give --ready for all that are ready.')
      const api = await run.api()
      const [only] = ids
      if (only !== undefined && ids.length === 1) {
        const body = options.reason === undefined ? {} : { reason: options.reason }
        const params = { path: { id: only } }
        const draft = await answer(api.POST('/v1/copy/drafts/{id}/approve', { params, body }))
        run.terminal.show(draft, () => describeDecision(run.terminal, draft))
        return
      }
      const items: ApiSchemas['BulkApproval']['items'] = []
      for (let more = true; more;) {
        const body = ids.length > 0 ? { ids } : { filter: draftFilter(options) }
        const page = await answer(api.POST('/v1/copy/drafts/approve', { body }))
        items.push(...page.items)
        // Refused drafts would come again for ever: a round that approves nothing is the last.
        more = page.more && page.counts.approved > 0
      }
      const refused = items.filter(({ outcome }) => outcome === 'refused').length
      run.terminal.show({ items }, () => describeApprovals(run.terminal, items))
      if (refused > 0) run.endWith(refused === items.length ? exitCodes.failed : exitCodes.partlyFailed)
    })
}

const addRejectCommand: AddCommand = (review, begin) => {
  review
    .command('reject')
    .description('Rejects a draft.')
    .argument('<draft>', 'id of the draft')
    .requiredOption('--reason <text>', 'why; it stands in the log')
    .addHelpText(
      'after',
      examples(['vitrine review reject draft_01JD… --reason "Too long"', 'with a reason']),
    )
    .action(async (id: string, { reason }: { readonly reason: string }, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const params = { path: { id } }
      const draft = await answer(api.POST('/v1/copy/drafts/{id}/reject', { params, body: { reason } }))
      run.terminal.show(draft, () => describeDecision(run.terminal, draft))
    })
}

const addUnlockCommand: AddCommand = (review, begin) => {
  review
    .command('unlock')
    .description('Lets machines replace fields of a draft that a person wrote; without --field, all of them.')
    .argument('<draft>', 'id of the draft')
    .option('--field <names>', `of ${copyFields.join(', ')}; several with commas`, appendList)
    .addHelpText('after', examples(['vitrine review unlock draft_01JD… --field promo', 'one field']))
    .action(async (id: string, { field }: { readonly field?: readonly string[] }, command: Command) => {
      const run = begin(command)
      const api = await run.api()
      const body =
        field === undefined ? {} : { fields: field.map((name) => oneOf('field', copyFields, name)) }
      const draft = await answer(api.POST('/v1/copy/drafts/{id}/unlock', { params: { path: { id } }, body }))
      run.terminal.show(draft, () => describeDecision(run.terminal, draft))
    })
}

function draftFilter({ job, product, locale }: Pick<ApproveOptions, 'job' | 'product' | 'locale'>) {
  return {
    ...(job === undefined ? {} : { copyJobId: job }),
    ...(product === undefined ? {} : { product }),
    ...(locale === undefined ? {} : { locale }),
  }
}

/** @throws AppError cli.usage, naming what there is */
function oneOf<T extends string>(what: string, known: readonly T[], name: string): T {
  const found = known.find((one) => one === name)
  if (found !== undefined) return found
  throw new AppError('cli.usage', `There is no ${what} "${name}"; there are ${known.join(', ')}.`)
}

/** `vitrine copy`: asks for descriptions and promos, follows the writing and shows what was written. */
import { readFile } from 'node:fs/promises'
import { Option, type Command } from 'commander'
import type { ApiSchemas } from '../../client/api-client.ts'
import { copyFields, type CopyField } from '../../content/drafts/segment.ts'
import {
  deliverySchema,
  writerChoiceSchema,
  type Delivery,
  type WriterChoice,
} from '../../content/jobs/copy-job.ts'
import { AppError } from '../../errors.ts'
import { answer, type Api } from '../api/api.ts'
import type { CopyJob } from '../api/answers.ts'
import { controlJob, findDrafts, followCopy } from '../copy/follow-copy.ts'
import { examples } from '../help.ts'
import { appendList, integer, jsonObject, readObject, reasonOf } from '../option-values.ts'
import type { AddCommand, Run } from '../run.ts'
import { columns } from '../terminal/columns.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { copyExitCode, describeCopyJob } from '../views/copy-view.ts'
import { draftColumns, draftFindings, draftHeadline, explainDraft } from '../views/draft-view.ts'

interface CopyOptions {
  readonly filter?: string
  readonly field?: readonly string[]
  readonly locale?: string
  readonly writer: WriterChoice
  readonly seed: number
  readonly voice?: string
  readonly maxCost?: string
  readonly delivery: Delivery
  readonly explain?: true
  readonly wait: boolean
  readonly csv?: string
  readonly collection?: string
  readonly attach?: string
  readonly pause?: string
  readonly resume?: string
  readonly retry?: string
  readonly cancel?: string
}

/** Drafts shown in full; more would scroll away. */
const draftsShown = 5
const fieldsDefault: readonly CopyField[] = ['pdp.long', 'promo']

export const addCopyCommand: AddCommand = (parent, begin) => {
  parent
    .command('copy')
    .summary('write descriptions and promos')
    .description(
      'Writes copy for named products, or for all a filter keeps, and shows description and promo side by side. Every ' +
        'sentence rests on facts of the catalogue; --explain shows which. The embedded writer costs nothing.',
    )
    .argument('[product...]', 'ids of products, as the shop knows them')
    .addOption(
      new Option('--filter <json>', 'all these products, as a filter of the API').argParser(jsonObject),
    )
    .option('--csv <file>', 'the products in a CSV file: a column named id, product or handle, or one alone')
    .option('--collection <name>', 'the products with this tag, or in this category and below')
    .option(
      '--field <names>',
      `of ${copyFields.join(', ')}; several with commas (default: ${fieldsDefault.join(',')})`,
      appendList,
    )
    .option('--locale <tag>', 'language of the copy; left out: that of the shop')
    .addOption(
      new Option('--writer <writer>', 'auto is the one the operator configured')
        .choices(writerChoiceSchema.options)
        .default('auto'),
    )
    .option(
      '--seed <number>',
      'another seed, another wording of the same facts',
      integer(0, 2_147_483_647),
      0,
    )
    .option('--voice <id>', "brand voice it speaks in; left out: the shop's default")
    .option('--max-cost <usd>', 'spending cap of this job, such as 0.50')
    .addOption(
      new Option('--delivery <way>', 'batch: within a day, at the provider’s lower price; auto: large jobs')
        .choices(deliverySchema.options)
        .default('auto'),
    )
    .option('--explain', 'show every sentence with the facts it rests on')
    .option('--no-wait', 'return as soon as the job is accepted')
    .addOption(new Option('--attach <id>', 'follow a copy job that runs already').conflicts('filter'))
    .option('--pause <id>', 'set the waiting products of a copy job aside')
    .option('--resume <id>', 'go on with a paused copy job, and follow it')
    .option('--retry <id>', 'write the failed products of a copy job again, and follow it')
    .option('--cancel <id>', 'stop a copy job; drafts that are done stay')
    .addHelpText(
      'after',
      examples(
        ['vitrine copy KET-007', 'description and promo'],
        ['vitrine copy KET-007 --explain', 'each sentence with its facts'],
        ['vitrine copy --filter \'{"brand":{"in":["Tindelow"]}}\' --no-wait', 'many products'],
        ['vitrine copy --csv products.csv --no-wait', 'a list out of a spreadsheet'],
        ['vitrine copy --attach job_01JD…', 'follow it again after Ctrl-C'],
        ['vitrine copy --pause job_01JD…', '--resume and --retry go on'],
      ),
    )
    .action(async (products: string[], options: CopyOptions, command: Command) => {
      await runCopy(begin(command), products, options)
    })
}

async function runCopy(run: Run, products: readonly string[], options: CopyOptions): Promise<void> {
  const { filter, csv, collection, attach, pause, resume, retry, cancel } = options
  const ways = [filter, csv, collection, attach, pause, resume, retry, cancel].filter(
    (way) => way !== undefined,
  )
  if (ways.length + (products.length > 0 ? 1 : 0) !== 1) {
    throw new AppError(
      'cli.usage',
      'Name products, or give one of --filter, --csv, --collection, --attach, --pause, --resume, --retry and --cancel.',
    )
  }
  const api = await run.api()
  const stopped = pause ?? cancel
  if (stopped !== undefined) {
    const job = await controlJob(api, pause === undefined ? 'cancel' : 'pause', stopped)
    run.terminal.show(job, () => describeCopyJob(run.terminal, job))
    return
  }
  if (resume !== undefined) await controlJob(api, 'resume', resume)
  if (retry !== undefined) await controlJob(api, 'retry', retry)
  const id = attach ?? resume ?? retry ?? (await request(api, products, options)).id
  if (!options.wait) {
    const job = await answer(api.GET('/v1/copy/jobs/{id}', { params: { path: { id } } }))
    run.terminal.show(job, () => `Copy job ${id} is accepted. Follow it: vitrine copy --attach ${id}`)
    return
  }
  const job = await followCopy(run, api, id)
  const drafts = await findDrafts(api, job, draftsShown)
  const shown = run.terminal.json ? '' : await showDrafts(run.terminal, api, drafts, options.explain === true)
  run.terminal.show({ job, drafts }, () =>
    [shown, describeCopyJob(run.terminal, job), ...moreDrafts(job, drafts.length)]
      .filter((part) => part !== '')
      .join('\n\n'),
  )
  run.endWith(copyExitCode(job))
}

async function request(
  api: Api,
  products: readonly string[],
  options: CopyOptions,
): Promise<{ readonly id: string }> {
  const { field, locale, writer, seed, voice, maxCost, delivery } = options
  const body = {
    selection: await selectionOf(products, options),
    fields: field === undefined ? [...fieldsDefault] : field.map(toField),
    locale: locale ?? (await answer(api.GET('/v1/shop'))).locale,
    writer,
    seed,
    voice: voice ?? null,
    maxCostMicros: maxCost === undefined ? null : toMicros(maxCost),
    delivery,
  }
  return answer(api.POST('/v1/copy/jobs', { body }))
}

async function selectionOf(products: readonly string[], { filter, csv, collection }: CopyOptions) {
  if (filter !== undefined) return { filter: readObject(filter) }
  if (collection !== undefined) return { collection }
  if (csv === undefined) return { products: [...products] }
  try {
    return { csv: await readFile(csv, 'utf8') }
  } catch (error) {
    throw new AppError('cli.usage', `The file ${csv} cannot be read (${reasonOf(error)}).`, { cause: error })
  }
}

function toField(name: string): CopyField {
  const field = copyFields.find((known) => known === name)
  if (field !== undefined) return field
  throw new AppError('cli.usage', `There is no field "${name}"; there are ${copyFields.join(', ')}.`)
}

function toMicros(usd: string): number {
  if (/^\d{1,6}(\.\d{1,6})?$/.test(usd)) return Math.round(Number(usd) * 1_000_000)
  throw new AppError('cli.usage', '--max-cost is an amount of US dollars such as 0.50.')
}

async function showDrafts(
  terminal: Terminal,
  api: Api,
  drafts: readonly ApiSchemas['Draft'][],
  explain: boolean,
): Promise<string> {
  const blocks = await Promise.all(
    drafts.map(async (draft) => {
      const product = await answer(api.GET('/v1/products/{id}', { params: { path: { id: draft.product } } }))
      const parts = [
        draftHeadline(terminal, product, draft),
        columns(terminal, draftColumns(draft)),
        draftFindings(terminal, draft),
        explain ? explainDraft(terminal, draft) : '',
      ]
      return parts.filter((part) => part !== '').join('\n\n')
    }),
  )
  return blocks.join(`\n\n${terminal.paint('dim', '·'.repeat(12))}\n\n`)
}

function moreDrafts({ id, counts }: CopyJob, shown: number): string[] {
  const written = counts.ready + counts.needsReview
  return written <= shown
    ? []
    : [`${shown} of ${written} drafts are shown; all of them: GET /v1/copy/drafts?copyJobId=${id}`]
}

/** `vitrine reindex`: embed the catalogue anew beside the live vectors, watch it, go back. */
import { Option, type Command } from 'commander'
import { ApiProblem } from '../../client/api-problem.ts'
import { AppError } from '../../errors.ts'
import { reindexSchema, type Reindex } from '../api/answers.ts'
import { answer, type Api } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { exitCodes, Interrupted } from '../exit-code.ts'
import { examples } from '../help.ts'
import type { AddCommand, Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { describeReindex, describeReindexes, reindexProgress } from '../views/reindex-view.ts'

interface ReindexOptions {
  readonly model?: string
  readonly force?: true
  readonly rollback?: true
  readonly status?: true
  readonly cancel?: true
  readonly wait: boolean
}

export const addReindexCommand: AddCommand = (parent, begin) => {
  parent
    .command('reindex')
    .summary('embed the catalogue anew, or with another model')
    .description(
      'Builds new vectors beside those that answer now and switches when they pass the gate (every product covered, ' +
        'recall@10 at least 0.95). Ctrl-C leaves it running; the same command follows it again. What was embedded is never embedded twice.',
    )
    .option('--model <spec>', 'minilm, lsa, minilm+lsa, local:<directory>, hub:<org>/<name>, openai:<model>')
    .option('--force', 'build anew even when the live version has this model')
    .addOption(
      new Option('--rollback', 'go back to the version before, at once').conflicts([
        'model',
        'force',
        'status',
        'cancel',
      ]),
    )
    .addOption(
      new Option('--status', 'show the last re-indexes').conflicts(['model', 'force', 'rollback', 'cancel']),
    )
    .addOption(
      new Option('--cancel', 'stop the one that runs; the live version stays').conflicts([
        'rollback',
        'status',
      ]),
    )
    .option('--no-wait', 'return as soon as it is accepted')
    .addHelpText(
      'after',
      examples(
        ['vitrine reindex', 'complete or renew the configured model'],
        ['vitrine reindex --model lsa', 'build another model and switch to it'],
        ['vitrine reindex --status', 'what ran, what runs'],
        ['vitrine reindex --rollback', 'back to the version before'],
      ),
    )
    .action(async (options: ReindexOptions, command: Command) => {
      await runReindex(begin(command), options)
    })
}

async function runReindex(run: Run, options: ReindexOptions): Promise<void> {
  const api = await run.api()
  if (options.status === true) return showStatus(run, api)
  if (options.rollback === true) return rollBack(run, api)
  if (options.cancel === true) return cancel(run, api)
  const accepted = await request(run, api, options)
  const reindex = options.wait ? await follow(run, api, accepted.id) : accepted
  run.terminal.show(reindex, () =>
    options.wait
      ? describeReindex(run.terminal, reindex)
      : `Re-index ${reindex.id} is queued. Follow it: vitrine reindex`,
  )
  const failed = reindex.state === 'failed' || reindex.state === 'dead' || reindex.state === 'cancelled'
  run.endWith(failed ? exitCodes.failed : exitCodes.ok)
}

/** Starts one, or finds the one that runs: asking again must never be an error. */
async function request(run: Run, api: Api, { model, force }: ReindexOptions): Promise<Reindex> {
  const body = { spec: model ?? 'default', force: force === true }
  try {
    return await answer(api.POST('/v1/reindexes', { body }))
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'catalog.reindex-running') throw error
    const running = await findRunning(api)
    if (running === undefined) throw error
    if (model !== undefined && running.spec !== model) {
      throw new AppError(
        'catalog.reindex-running',
        `A re-index to ${running.spec} runs already (${running.id}). Wait for it, or stop it with "vitrine reindex --cancel".`,
      )
    }
    run.terminal.note(`A re-index runs already (${running.id}); following it.`)
    return running
  }
}

async function findRunning(api: Api): Promise<Reindex | undefined> {
  const { items } = await answer(api.GET('/v1/reindexes', { params: { query: { limit: 20 } } }))
  return items.find(({ state }) => state === 'queued' || state === 'leased')
}

async function follow(run: Run, api: Api, id: string): Promise<Reindex> {
  const progress = startProgress(run.terminal, run.clock)
  try {
    const done = await watch(api, `/v1/reindexes/${encodeURIComponent(id)}`, reindexSchema, {
      interrupted: run.interrupted(),
      onProgress: (state) => progress.update(reindexProgress(state)),
    })
    if (done !== undefined) return done
  } finally {
    progress.stop()
  }
  throw new Interrupted('The re-index goes on at the server. Follow it again: vitrine reindex')
}

async function showStatus(run: Run, api: Api): Promise<void> {
  const { items } = await answer(api.GET('/v1/reindexes', { params: { query: { limit: 10 } } }))
  run.terminal.show({ items }, () => describeReindexes(run.terminal, items))
}

async function rollBack(run: Run, api: Api): Promise<void> {
  const version = await answer(api.POST('/v1/reindexes/rollback'))
  run.terminal.show(version, () => `Vectors of ${version.model} (${version.spec}) answer again.`)
}

async function cancel(run: Run, api: Api): Promise<void> {
  const running = await findRunning(api)
  if (running === undefined) throw new AppError('catalog.reindex-not-found', 'No re-index is running.')
  const cancelled = await answer(
    api.POST('/v1/reindexes/{id}/cancel', { params: { path: { id: running.id } } }),
  )
  run.terminal.show(cancelled, () => `Re-index ${cancelled.id} is stopped; the live vectors stay.`)
}

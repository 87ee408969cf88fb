/** Lints the catalogue of the shop: the server does it, and this follows it to its report. */
import type { ProseProfile } from '../../content/check/prose/check-prose.ts'
import type { Jurisdiction } from '../../content/facts/fact.ts'
import { lintReportSchema, type LintReport } from '../../content/lint/report/lint-report.ts'
import { AppError } from '../../errors.ts'
import { lintRunSchema, type LintRun } from '../api/answers.ts'
import { answer, type Api } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { Interrupted } from '../exit-code.ts'
import { readObject } from '../option-values.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { count, counted } from '../terminal/quantities.ts'

export interface LintShopOptions {
  readonly profile: ProseProfile
  readonly jurisdictions: readonly Jurisdiction[]
  /** JSON of a filter. */
  readonly filter?: string
  /** Id of a check that runs already. */
  readonly attach?: string
}

export async function lintShop(run: Run, options: LintShopOptions): Promise<LintReport> {
  const api = await run.api()
  const id = options.attach ?? (await request(api, options))
  const { state, failure } = await follow(run, api, id)
  if (state === 'done')
    return lintReportSchema.parse(
      await answer(api.GET('/v1/copy/lint/{id}/report.json', { params: { path: { id } } })),
    )
  throw new AppError(
    'jobs.timed-out',
    `The check ${id} is ${state}${failure === null ? '' : `: ${failure.detail}`}. Findings so far: GET /v1/copy/lint/${id}/findings`,
  )
}

async function request(api: Api, { profile, jurisdictions, filter }: LintShopOptions): Promise<string> {
  const body = {
    profile,
    jurisdictions: [...jurisdictions],
    filter: filter === undefined ? null : readObject(filter),
  }
  return (await answer(api.POST('/v1/copy/lint', { body }))).id
}

async function follow(run: Run, api: Api, id: string): Promise<LintRun> {
  const progress = startProgress(run.terminal, run.clock)
  try {
    const ended = await watch(api, `/v1/copy/lint/${encodeURIComponent(id)}`, lintRunSchema, {
      interrupted: run.interrupted(),
      onProgress({ state, progress: { products, flagged } }) {
        progress.update({
          phase: state === 'running' ? 'lint' : state,
          done: products,
          total: 0,
          words: `${counted(products, 'product')} · ${count(flagged)} with findings`,
        })
      },
    })
    if (ended !== undefined) return ended
  } finally {
    progress.stop()
  }
  throw new Interrupted(`The check goes on at the server. Follow it again: vitrine lint --attach ${id}`)
}

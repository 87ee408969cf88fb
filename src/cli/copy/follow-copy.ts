/** Asking for copy, following it to its end and finding the drafts it led to. */
import type { ApiSchemas } from '../../client/api-client.ts'
import { copyJobSchema, type CopyJob } from '../api/answers.ts'
import { answer, type Api } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { Interrupted } from '../exit-code.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { copyProgress } from '../views/copy-view.ts'

type Draft = ApiSchemas['Draft']

/** @throws Interrupted after Ctrl-C, saying how to follow it again */
export async function followCopy(run: Run, api: Api, id: string): Promise<CopyJob> {
  const progress = startProgress(run.terminal, run.clock)
  const startMs = run.clock.monotonicMs()
  try {
    const done = await watch(api, `/v1/copy/jobs/${encodeURIComponent(id)}`, copyJobSchema, {
      interrupted: run.interrupted(),
      onProgress: (state) => progress.update(copyProgress(state, run.clock.monotonicMs() - startMs)),
    })
    if (done !== undefined) return done
  } finally {
    progress.stop()
  }
  throw new Interrupted(`The copy goes on at the server. Follow it again: vitrine copy --attach ${id}`)
}

/** Pauses, resumes, retries or cancels a copy job at the server. */
export async function controlJob(
  api: Api,
  verb: 'pause' | 'resume' | 'retry' | 'cancel',
  id: string,
): Promise<CopyJob> {
  const params = { path: { id } }
  switch (verb) {
    case 'pause':
      return await answer(api.POST('/v1/copy/jobs/{id}/pause', { params }))
    case 'resume':
      return await answer(api.POST('/v1/copy/jobs/{id}/resume', { params }))
    case 'retry':
      return await answer(api.POST('/v1/copy/jobs/{id}/retry', { params }))
    case 'cancel':
      return await answer(api.POST('/v1/copy/jobs/{id}/cancel', { params }))
  }
}

/**
 * The first drafts of a job that has ended. A product whose input had not changed kept its earlier draft, so drafts of
 * named products are looked up by product.
 */
export async function findDrafts(api: Api, job: CopyJob, max: number): Promise<Draft[]> {
  const products = job.selection.products?.slice(0, max)
  if (products === undefined) {
    const query = { copyJobId: job.id, limit: max }
    return (await answer(api.GET('/v1/copy/drafts', { params: { query } }))).items
  }
  const drafts = await Promise.all(products.map((product) => findDraft(api, product, job)))
  return drafts.flatMap((draft) => draft ?? [])
}

/** The newest draft of a product with these fields and locale; any newest one without `wanted`. */
export async function findDraft(
  api: Api,
  product: string,
  wanted?: { readonly fields: readonly string[]; readonly locale: string },
): Promise<Draft | undefined> {
  const query = { product, limit: 20 }
  const { items } = await answer(api.GET('/v1/copy/drafts', { params: { query } }))
  if (wanted === undefined) return items[0]
  return items.find(
    ({ fields, locale }) => locale === wanted.locale && wanted.fields.every((field) => field in fields),
  )
}

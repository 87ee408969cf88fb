/** Follows a mailing to its end, and reads what its recipients are shown. */
import { AppError } from '../../errors.ts'
import { mailingSchema, type Mailing } from '../api/answers.ts'
import { answer, type Api } from '../api/api.ts'
import { watch } from '../api/watch.ts'
import { Interrupted } from '../exit-code.ts'
import type { Run } from '../run.ts'
import { startProgress } from '../terminal/progress.ts'
import { count, counted } from '../terminal/quantities.ts'

/** @throws AppError jobs.timed-out when it did not end well */
export async function followMailing(run: Run, api: Api, id: string): Promise<Mailing> {
  const progress = startProgress(run.terminal, run.clock)
  const ended = await watch(api, `/v1/mailings/${encodeURIComponent(id)}`, mailingSchema, {
    interrupted: run.interrupted(),
    onProgress({ state, recipients, answered }) {
      progress.update({
        phase: state === 'running' ? 'slates' : state,
        done: answered,
        total: recipients,
        words: `${count(answered)} of ${counted(recipients, 'recipient')}`,
      })
    },
  }).finally(() => {
    progress.stop()
  })
  if (ended === undefined)
    throw new Interrupted(
      `The mailing goes on at the server. When it is done: vitrine mailings slates ${id} (stop it: vitrine mailings cancel ${id})`,
    )
  if (ended.state === 'done') return ended
  throw new AppError(
    'jobs.timed-out',
    `The mailing ${id} is ${ended.state}${ended.failure === null ? '' : `: ${ended.failure.detail}`}. Slates so far: vitrine mailings slates ${id}`,
  )
}

/** The most the server gives at once. */
const perPage = 100

/** A line of JSON for each recipient who has a slate: `{"visitor", "slate"}`. */
export async function* slateLines(api: Api, id: string): AsyncGenerator<string> {
  let cursor: string | null = null
  do {
    const query: { limit: number; cursor?: string } = {
      limit: perPage,
      ...(cursor === null ? {} : { cursor }),
    }
    const page = await pageOf(api, id, query)
    for (const item of page.items) if (item.slate !== null) yield `${JSON.stringify(item)}\n`
    cursor = page.next
  } while (cursor !== null)
}

async function pageOf(api: Api, id: string, query: { limit: number; cursor?: string }) {
  return answer(api.GET('/v1/mailings/{id}/slates', { params: { path: { id }, query } }))
}

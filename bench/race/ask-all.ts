/** Asks over kept-alive connections, a few per instance, until enough requests were answered, and judges each answer. */
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { rawPost } from '../recs/raw-client.ts'
import type { KnownState, Leak } from './known-state.ts'
import { createPipelinedClient, type PipelinedClient } from './pipelined-client.ts'
import type { Question } from './questions.ts'

export interface Asked {
  /** Answered with 200. */
  requests: number
  /** Answers with another status: the page's product is gone, or the instance sheds load. */
  readonly refused: Map<number, number>
  /** Requests without an answer, because an instance was killed. */
  lost: number
  items: number
  /** Items whose state was certain for their request. */
  certain: number
  overlapping: number
  /** Answers that say they could not be checked. */
  stale: number
  readonly leaks: Leak[]
}

export interface AskOptions {
  readonly requests: number
  /** By performance.now(); the race ends then at the latest. */
  readonly untilMs: number
  readonly urls: readonly string[]
  readonly connectionsPerInstance: number
  readonly key: string
  readonly known: KnownState
  readonly untilLeak: boolean
  nextQuestion(turn: number): Question
  onProgress(asked: Asked): void
}

const slateSchema = z.object({
  items: z.array(z.object({ id: z.string() })),
  stale: z.boolean().optional(),
})
const batchSchema = z.object({ slates: z.array(slateSchema) })

const progressEvery = 10_000
const underWayPerConnection = 4
/** Between two attempts to reach an instance that is down. */
const retryMs = 50

export async function askAll(options: AskOptions): Promise<Asked> {
  const asked: Asked = {
    ...{ requests: 0, lost: 0, items: 0, certain: 0, overlapping: 0, stale: 0 },
    refused: new Map(),
    leaks: [],
  }
  const turn = { next: 0 }
  await Promise.all(
    options.urls.flatMap((url, instance) =>
      Array.from({ length: options.connectionsPerInstance }, async () => {
        const client = createPipelinedClient(url)
        const drives = Array.from({ length: underWayPerConnection }, () =>
          drive(options, asked, turn, { url, instance, client }),
        )
        await Promise.all(drives)
        client.close()
      }),
    ),
  )
  return asked
}

async function drive(
  options: AskOptions,
  asked: Asked,
  turn: { next: number },
  { url, instance, client }: { url: string; instance: number; client: PipelinedClient },
): Promise<void> {
  const { requests, untilMs, key, known, untilLeak, nextQuestion, onProgress } = options
  const isOver = () =>
    asked.requests >= requests || performance.now() > untilMs || (untilLeak && asked.leaks.length > 0)
  while (!isOver()) {
    const question = nextQuestion(turn.next++)
    const bytes = rawPost(`${url}${question.path}`, key, question.body)
    const sent = known.now()
    try {
      const { status, body } = await client.ask(bytes)
      if (status === 200) take(asked, judge(known, question, body, sent), instance)
      else asked.refused.set(status, (asked.refused.get(status) ?? 0) + 1)
      if (status === 200 && asked.requests % progressEvery === 0) onProgress(asked)
    } catch (error) {
      if (error instanceof z.ZodError) throw error
      asked.lost += 1
      await setTimeout(retryMs)
    }
  }
}

interface Verdict {
  items: number
  certain: number
  overlapping: number
  stale: boolean
  leaks: Omit<Leak, 'instance'>[]
}

function judge(
  known: KnownState,
  { path, demands }: Question,
  body: string,
  sent: ReturnType<KnownState['now']>,
): Verdict {
  const parsed: unknown = JSON.parse(body)
  const slates =
    path === '/v1/recommendations' ? [slateSchema.parse(parsed)] : batchSchema.parse(parsed).slates
  const verdict: Verdict = { items: 0, certain: 0, overlapping: 0, stale: false, leaks: [] }
  slates.forEach(({ items, stale = false }, at) => {
    const judged = known.judge(
      items.map(({ id }) => id),
      demands[at] ?? {},
      sent,
    )
    verdict.items += items.length
    verdict.certain += judged.certain
    verdict.overlapping += judged.overlapping
    verdict.stale ||= stale
    verdict.leaks.push(...judged.leaks)
  })
  return verdict
}

function take(asked: Asked, { items, certain, overlapping, stale, leaks }: Verdict, instance: number): void {
  asked.requests += 1
  asked.items += items
  asked.certain += certain
  asked.overlapping += overlapping
  if (stale) asked.stale += 1
  asked.leaks.push(...leaks.map((leak) => ({ ...leak, instance })))
}

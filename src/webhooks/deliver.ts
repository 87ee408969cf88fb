/**
 * webhooks.deliver: one message to one endpoint, signed as Standard Webhooks 1.0 asks, until it is taken or the
 * schedule is used up. A kill between the request and its record sends the message again under the same webhook-id.
 */
import { Webhook } from 'standardwebhooks'
import type { Clock } from '../clock.ts'
import type { Db } from '../database/schema.ts'
import { AppError } from '../errors.ts'
import { done, snooze, type LeasedJob, type Processor, type RunOutcome } from '../queue/job.ts'
import type { Secrets } from '../secrets.ts'
import { dropDelivery, findDueDelivery, recordAttempt, type DueDelivery } from './delivery-queries.ts'
import type { Egress, PostOutcome } from './egress.ts'
import { updateEndpoint } from './endpoint-queries.ts'

export interface DeliverDeps {
  readonly db: Db
  readonly clock: Clock
  readonly egress: Egress
  /** Undefined: this installation has no SECRETS_KEY, so it can sign nothing. */
  readonly secrets: Secrets | undefined
}

const SECOND_MS = 1_000
const HOUR_MS = 3_600_000
/** Waits before the second and later attempts (Standard Webhooks 1.0, "Retries"): ten attempts over four days. */
export const retryDelaysMs: readonly number[] = [
  5 * SECOND_MS,
  300 * SECOND_MS,
  1_800 * SECOND_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

type DeliverPayload = Readonly<Record<string, never>>
type DeliverResult = { readonly state: 'delivered' | 'failed' | 'dropped' }

export function deliverWebhookProcessor(deps: DeliverDeps): Processor<DeliverPayload, DeliverResult> {
  return {
    async run(job) {
      const due = await findDueDelivery(deps.db, job.shopId, job.id)
      if (due === undefined) return done({ state: 'dropped' })
      if (due.state !== 'pending') return done({ state: due.state === 'delivered' ? 'delivered' : 'failed' })
      if (due.endpoint_state !== 'active') {
        await dropDelivery(deps.db, job.shopId, job.id, 'the endpoint is disabled')
        return done({ state: 'dropped' })
      }
      const outcome = await attempt(deps, job, due)
      job.signal.throwIfAborted()
      return await settle(deps, job, due, outcome)
    },
  }
}

async function attempt(
  { clock, egress, secrets }: DeliverDeps,
  job: LeasedJob<DeliverPayload>,
  due: DueDelivery,
): Promise<PostOutcome> {
  if (secrets === undefined)
    throw new AppError(
      'webhooks.key-missing',
      'Set SECRETS_KEY: stored webhook secrets cannot be read without it.',
    )
  const now = clock.now()
  const sealed = [due.secret]
  if (due.former_secret !== null && due.former_until !== null && due.former_until > now)
    sealed.push(due.former_secret)
  const signatures = sealed.map((secret) =>
    new Webhook(secrets.open(secret)).sign(due.event_id, now, due.body),
  )
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Vitrine-Webhooks/1',
    'webhook-id': due.event_id,
    'webhook-timestamp': String(Math.floor(now.getTime() / SECOND_MS)),
    'webhook-signature': signatures.join(' '),
  }
  return await egress.post(due.url, headers, due.body, job.signal)
}

async function settle(
  { db, clock }: DeliverDeps,
  job: LeasedJob<DeliverPayload>,
  due: DueDelivery,
  outcome: PostOutcome,
): Promise<RunOutcome<DeliverResult>> {
  const status = outcome.kind === 'answered' ? outcome.status : null
  const isTaken = status !== null && status >= 200 && status < 300
  const failure = isTaken
    ? null
    : outcome.kind === 'answered'
      ? `HTTP status ${String(status)}`
      : outcome.reason
  const delayMs = retryDelaysMs[due.attempts]
  const isOver = outcome.kind === 'refused' || status === 410 || delayMs === undefined
  const state = isTaken ? 'delivered' : isOver ? 'failed' : 'pending'
  await recordAttempt(db, job.shopId, job.id, { state, at: clock.now(), status, failure })
  if (status === 410) {
    await updateEndpoint(db, job.shopId, due.endpoint_id, {
      state: 'disabled',
      disabledReason: 'the endpoint answered 410 Gone',
    })
  }
  return state === 'pending' && delayMs !== undefined
    ? snooze(delayMs)
    : done({ state: isTaken ? 'delivered' : 'failed' })
}

/**
 * How an endpoint is spoken to: remembered from its probe, probed when nothing is remembered, demoted when the way
 * stops working. A probe asks for one sentence about one invented fact; it is reserved, paid and booked like any call.
 */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import type { Clock } from '../../../clock.ts'
import {
  answerModes,
  chatApis,
  FeatureRefused,
  profileWithout,
  type EndpointProfile,
} from '../../../inference/answer-mode.ts'
import { parseCompletion } from '../../../inference/chat-answer.ts'
import type { ChatModel } from '../../../inference/chat-model.ts'
import { callUnderBudget, type LedgerDeps, type PaidWork } from '../../spend/ledger.ts'
import { copyAnswerSchema } from '../copy-answer.ts'
import { readDelimited } from '../delimited.ts'
import {
  countOffSchema,
  findEndpoint,
  replaceProfile,
  upsertEndpoint,
  type EndpointKey,
  type EndpointRow,
} from './endpoint-queries.ts'
import { probeRequest } from './probe-request.ts'

/** A vendor that learns a mode is asked again after a week. */
const REMEMBERED_MS = 7 * 24 * 60 * 60_000
/** Two interfaces, four modes, with and without streaming: no probe asks more often. */
const PROBES_MAX = 8
/** One stray answer is chance; a second in a row is the mode. */
const OFF_SCHEMA_MAX = 2

export type ProfileOutcome =
  { readonly kind: 'known'; readonly profile: EndpointProfile } | { readonly kind: 'over-budget' }

/** @throws what the model driver throws when the endpoint cannot be probed */
export async function profileFor(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork & { readonly signal: AbortSignal },
): Promise<ProfileOutcome> {
  const key = keyOf(chat, work.shopId)
  const row = await findEndpoint(deps.db, key, deps.clock.now())
  const remembered = row === undefined ? undefined : profileOf(row)
  if (remembered !== undefined) return { kind: 'known', profile: remembered }
  return await probeEndpoint(deps, chat, work)
}

/** Asks the endpoint anew, whatever is remembered, and remembers the best way that works. */
export async function probeEndpoint(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork & { readonly signal: AbortSignal },
): Promise<ProfileOutcome> {
  let profile: EndpointProfile = firstProfile(chat)
  for (let probes = 0; probes < PROBES_MAX; probes += 1) {
    const verdict = await probe(deps, chat, work, profile)
    if (verdict === 'over-budget') return { kind: 'over-budget' }
    if (verdict === 'works') break
    const next = profileWithout(profile, verdict, chat.modes)
    if (next === undefined) break
    profile = next
  }
  await remember(deps, keyOf(chat, work.shopId), profile)
  return { kind: 'known', profile }
}

/** The endpoint refused a feature in the middle of work: the next profile, remembered; undefined when none is left. */
export async function demote(
  db: Db,
  chat: ChatModel,
  shopId: string,
  profile: EndpointProfile,
  refused: FeatureRefused,
): Promise<EndpointProfile | undefined> {
  const next = profileWithout(profile, refused.feature, chat.modes)
  if (next !== undefined) await replaceProfile(db, keyOf(chat, shopId), profile, next)
  return next
}

/** Keeps count of answers that do not fit; the second in a row demotes the mode. */
export async function noteAnswer(
  db: Db,
  chat: ChatModel,
  shopId: string,
  profile: EndpointProfile,
  fits: boolean,
): Promise<void> {
  const key = keyOf(chat, shopId)
  if ((await countOffSchema(db, key, profile.mode, fits)) < OFF_SCHEMA_MAX) return
  const next = profileWithout(profile, profile.mode, chat.modes)
  if (next !== undefined) await replaceProfile(db, key, profile, next)
}

export function keyOf(chat: ChatModel, shopId: string): EndpointKey {
  return { shopId, endpoint: chat.endpoint, model: chat.model }
}

const profileSchema = z.object({ api: z.enum(chatApis), mode: z.enum(answerModes), streams: z.boolean() })

/** Undefined when the row speaks of a mode this version does not know. */
export function profileOf(row: EndpointRow): EndpointProfile | undefined {
  return profileSchema.safeParse(row).data
}

function firstProfile({ apis, modes }: ChatModel): EndpointProfile {
  return { api: apis[0] ?? 'chat', mode: modes[0] ?? 'delimited', streams: true }
}

async function probe(
  deps: LedgerDeps,
  chat: ChatModel,
  work: PaidWork & { readonly signal: AbortSignal },
  profile: EndpointProfile,
): Promise<'works' | 'over-budget' | FeatureRefused['feature']> {
  try {
    const request = { ...probeRequest(profile.mode), profile, signal: work.signal }
    const call = { purpose: 'probe' as const, requestHash: `probe ${chat.model} ${JSON.stringify(profile)}` }
    const answer = await callUnderBudget(deps, chat, work, call, () => request)
    if (answer.kind === 'over-budget') return 'over-budget'
    const parsed = parseCompletion(answer.raw, copyAnswerSchema, readDelimited)
    // A model that declines or talks too long took the mode; one that answers in another form did not.
    const fits = parsed.ok || parsed.reason === 'refused' || parsed.reason === 'cut-off'
    return fits ? 'works' : profile.mode
  } catch (error) {
    if (error instanceof FeatureRefused) return error.feature
    throw error
  }
}

async function remember(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  key: EndpointKey,
  profile: EndpointProfile,
): Promise<void> {
  const now = clock.now()
  await upsertEndpoint(db, key, profile, { now, expiresAt: new Date(now.getTime() + REMEMBERED_MS) })
}

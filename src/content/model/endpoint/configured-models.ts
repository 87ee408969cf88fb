/** The models this installation writes with, and how each is spoken to; probing them anew on request. */
import { newId } from '../../../ids.ts'
import type { ChatModel } from '../../../inference/chat-model.ts'
import type { ChatModels } from '../../../inference/chat-model-source.ts'
import type { LedgerDeps } from '../../spend/ledger.ts'
import { keyOf, probeEndpoint } from './endpoint-profile.ts'
import { findEndpoint } from './endpoint-queries.ts'

export interface ConfiguredModel {
  readonly writer: 'openai' | 'langchain'
  readonly model: string
  readonly endpoint: string
  /** US dollars per million tokens. */
  readonly inputUsdPerMTok: number
  readonly outputUsdPerMTok: number
  /** Null: not probed yet, or too long ago; the next call probes. */
  readonly profile: {
    readonly api: string
    readonly mode: string
    readonly streams: boolean
    /** Null: nobody has asked yet. */
    readonly batches: boolean | null
    readonly probedAt: Date
    readonly expiresAt: Date
  } | null
  /** Why the last probe told nothing; null when it did, or none was asked for. */
  readonly failure: string | null
}

type Deps = LedgerDeps & { readonly chatModels: ChatModels }

/** Best first, as they are tried. */
export async function listModels(deps: Deps, shopId: string): Promise<ConfiguredModel[]> {
  return await Promise.all((await laddersOf(deps)).map((entry) => describe(deps, shopId, entry, null)))
}

/** Probes every model on the shop's budget; a probe that fails says why and changes nothing. */
export async function probeModels(
  deps: Deps,
  shopId: string,
  signal: AbortSignal,
): Promise<ConfiguredModel[]> {
  const id = newId('preview')
  const work = { shopId, jobId: id, copyJobId: id, maxCostMicros: null, signal }
  const probed: ConfiguredModel[] = []
  for (const entry of await laddersOf(deps)) {
    const failure = await probeEndpoint(deps, entry.chat, work).then(
      (outcome) => (outcome.kind === 'over-budget' ? 'The day’s budget does not cover a probe.' : null),
      (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
    )
    probed.push(await describe(deps, shopId, entry, failure))
  }
  return probed
}

interface Entry {
  readonly writer: ConfiguredModel['writer']
  readonly chat: ChatModel
}

async function laddersOf({ chatModels }: Deps): Promise<Entry[]> {
  const entries: Entry[] = []
  for (const writer of ['openai', 'langchain'] as const) {
    for (const chat of (await chatModels[writer]?.()) ?? []) entries.push({ writer, chat })
  }
  return entries
}

async function describe(
  { db, clock }: Deps,
  shopId: string,
  { writer, chat }: Entry,
  failure: string | null,
): Promise<ConfiguredModel> {
  const row = await findEndpoint(db, keyOf(chat, shopId), clock.now())
  return {
    writer,
    model: chat.model,
    endpoint: chat.endpoint,
    inputUsdPerMTok: chat.prices.inputPerMTok,
    outputUsdPerMTok: chat.prices.outputPerMTok,
    profile:
      row === undefined
        ? null
        : {
            api: row.api,
            mode: row.mode,
            streams: row.streams,
            batches: row.batches,
            probedAt: row.probed_at,
            expiresAt: row.expires_at,
          },
    failure,
  }
}

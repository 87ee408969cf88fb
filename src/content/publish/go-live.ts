/**
 * Puts a text before shoppers: compiled for every channel, joined with what is live already, and announced, all in the
 * caller's transaction. Publishing and rolling back end here; both have asked the gate of today before.
 */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { newId } from '../../ids.ts'
import { getShop } from '../../shops/find-shop.ts'
import { announce } from '../../webhooks/announce.ts'
import { citedFacts, type CitedFact } from '../drafts/cited-facts.ts'
import type { Draft } from '../drafts/draft.ts'
import { fieldEntries } from '../drafts/draft-metrics.ts'
import type { FactSheet } from '../facts/fact.ts'
import type { ClaimedDraft } from '../review/claim-draft.ts'
import { shopVoice } from '../rules/shop-voice.ts'
import { compileChannels } from './compile-channels.ts'
import { factUsesOf, type Publication, type PublishedFields } from './publication.ts'
import { claimLive, findPublication, insertPublication } from './publication-queries.ts'
import { toText } from './read-published.ts'
import { requireSeenRemote } from './remote-versions.ts'

export interface GoLiveRequest extends ClaimedDraft {
  readonly shopId: string
  readonly kind: 'publish' | 'rollback'
  /** Id of the key of the person. */
  readonly by: string
  /** Version of the text that the shop's own system shows; see remote-versions.ts. */
  readonly remoteVersion: string | null
}

/** @throws AppError content.remote-changed */
export async function goLive(
  trx: Db,
  { clock }: { readonly clock: Clock },
  request: GoLiveRequest,
): Promise<Publication> {
  const { shopId, productId, draft, subject, sheet, kind } = request
  const { locale } = draft
  const now = clock.now()
  await requireSeenRemote(trx, request, locale)
  const live = await claimLive(trx, shopId, productId, locale)
  const fields: PublishedFields = { ...live?.fields, ...ownFields(draft) }
  const { settings } = await getShop(trx, shopId)
  const voice = await shopVoice(trx, shopId, locale)
  const { jurisdictions, waivers } = subject
  const compiling = { fields, sheet, locale, voice, settings: settings.channels, jurisdictions, waivers, now }
  const { channels, blocked } = compileChannels(compiling)
  const facts = citedBy({ fields, channels }, sheet, [...draft.facts, ...(live?.facts ?? [])])
  const endOf = new Map(facts.map((fact) => [fact.id, fact.expiresAt ?? null]))
  const id = newId('pub')
  await insertPublication(trx, {
    id,
    shopId,
    productId,
    locale,
    draftId: draft.id,
    version: draft.version,
    kind,
    fields,
    channels,
    blocked,
    facts,
    factsHash: sheet.hash,
    publishedBy: request.by,
    publishedAt: now,
    uses: factUsesOf({ fields, channels }).map((use) => ({
      ...use,
      expiresAt: endOf.get(use.factId) ?? null,
    })),
  })
  const publication = await findPublication(trx, shopId, id)
  if (publication === undefined) throw new Error('A publication that was just inserted is not there.')
  const { publishedAt, ...text } = toText(publication)
  await announce(trx, shopId, {
    id,
    type: kind === 'publish' ? 'copy.published' : 'copy.rolled-back',
    timestamp: now,
    data: { ...text, publishedAt: publishedAt.toISOString() },
  })
  return publication
}

function ownFields({ id, version, fields, writer, model, promptHash }: Draft): PublishedFields {
  const own: PublishedFields = {}
  for (const [field, copy] of fieldEntries(fields))
    own[field] = { ...copy, draftId: id, version, writer, model, promptHash }
  return own
}

/** Every cited fact with its parents: of today's sheet, or as it was where it is no longer stated. */
function citedBy(
  { fields, channels }: Pick<Publication, 'fields' | 'channels'>,
  sheet: FactSheet,
  older: readonly CitedFact[],
): CitedFact[] {
  const compiled = Object.values(channels).flatMap((channel) => Object.values(channel.fields).flat())
  return citedFacts({ ...fields, compiled: { segments: compiled } }, sheet, older).map((fact) => ({
    ...fact,
  }))
}

/** A draft as a channel would show it, compiled now and judged by the gate; nothing is stored. */
import type { Clock } from '../../clock.ts'
import type { Db } from '../../database/schema.ts'
import { AppError } from '../../errors.ts'
import { getShop } from '../../shops/find-shop.ts'
import { getDraft, getVersion } from '../drafts/read-drafts.ts'
import type { Segment } from '../drafts/segment.ts'
import { loadFactSheets } from '../facts/load-fact-sheets.ts'
import { getCopyJob } from '../jobs/read-copy-jobs.ts'
import { neutralVoice, type BrandVoice } from '../voice/brand-voice.ts'
import { getVoice, voiceOf } from '../voice/voices.ts'
import type { ChannelId, ChannelRules } from './channel.ts'
import { channelIds } from './channel.ts'
import { channelRules } from './channel-rules.ts'
import { compileAllChannels, type CheckedChannel } from './compile/compile-checked.ts'

export interface PreviewRequest {
  readonly channel: ChannelId
  /** Id of the draft. */
  readonly draft: string
  /** Left out: its current version. */
  readonly version?: number | undefined
  readonly seed: number
}

/**
 * The facts are today's: what the draft says of a fact that is gone is refused, as publishing it would be.
 *
 * @throws AppError content.draft-not-found, content.version-not-found, catalog.product-not-found
 */
export async function previewChannel(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  shopId: string,
  { channel, draft: id, version, seed }: PreviewRequest,
): Promise<CheckedChannel> {
  const draft = await getDraft(db, shopId, id)
  const { fields } = version === undefined ? draft : await getVersion(db, shopId, id, version)
  const [shop, sheets, voice] = await Promise.all([
    getShop(db, shopId),
    loadFactSheets(db, clock, shopId, [draft.product]),
    voiceOfJob(db, shopId, draft.copyJobId),
  ])
  const sheet = sheets.get(draft.product)
  if (sheet === undefined)
    throw new AppError('catalog.product-not-found', `The shop no longer has the product "${draft.product}".`)
  const segments = Object.entries(fields).map(([name, copy]): [string, Segment[]] => [name, copy.segments])
  const source = {
    sheet,
    draft: Object.fromEntries(segments),
    locale: draft.locale,
    voice,
    seed,
    settings: shop.settings.channels,
  }
  const [compiled] = compileAllChannels(source, { now: clock.now().toISOString() }, [channel])
  if (compiled === undefined) throw new Error(`The channel ${channel} was not compiled.`)
  return compiled
}

/** A channel speaks in the voice the draft was asked for in. */
async function voiceOfJob(db: Db, shopId: string, copyJobId: string): Promise<BrandVoice> {
  const { voice } = await getCopyJob(db, shopId, copyJobId)
  if (voice === null) return neutralVoice
  const record = await getVoice(db, shopId, voice.id, voice.version)
  return voiceOf(voice.id, record.voice)
}

/** What every channel takes, with the settings of the shop in their places. */
export async function listChannelRules(db: Db, shopId: string): Promise<ChannelRules[]> {
  const { settings } = await getShop(db, shopId)
  return channelIds.map((id) => channelRules(id, settings.channels))
}

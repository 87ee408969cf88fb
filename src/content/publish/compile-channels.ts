/** The channels of a text that goes live: those that pass the gate of their channel, and why the others have none. */
import type { Waiver } from '../check/gate-context.ts'
import { compileAllChannels } from '../channels/compile/compile-checked.ts'
import type { FactSheet, Jurisdiction } from '../facts/fact.ts'
import type { ChannelSettings } from '../../shops/channel-settings.ts'
import type { BrandVoice } from '../voice/brand-voice.ts'
import {
  blockedChannelsSchema,
  publishedChannelsSchema,
  type BlockedChannels,
  type PublishedChannels,
  type PublishedFields,
} from './publication.ts'

export interface Compiling {
  readonly fields: PublishedFields
  readonly sheet: FactSheet
  readonly locale: string
  readonly voice: BrandVoice
  readonly settings: ChannelSettings
  readonly jurisdictions: readonly Jurisdiction[]
  readonly waivers: readonly Waiver[]
  readonly now: Date
}

export function compileChannels({ fields, now, jurisdictions, waivers, ...source }: Compiling): {
  readonly channels: PublishedChannels
  readonly blocked: BlockedChannels
} {
  const draft = Object.fromEntries(Object.entries(fields).map(([field, copy]) => [field, copy.segments]))
  const judging = { now: now.toISOString(), jurisdictions, waivers }
  const compiled = compileAllChannels({ ...source, draft, seed: 0 }, judging)
  const passed = compiled.filter(
    ({ verdict, fields: texts }) => verdict === 'pass' && Object.keys(texts).length > 0,
  )
  const refused = compiled.filter(({ verdict }) => verdict === 'block')
  return {
    channels: publishedChannelsSchema.parse(
      Object.fromEntries(passed.map(({ channel, fields: texts }) => [channel, { fields: texts }])),
    ),
    blocked: blockedChannelsSchema.parse(
      Object.fromEntries(refused.map(({ channel, findings }) => [channel, findings])),
    ),
  }
}

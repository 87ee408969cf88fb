/** Compiles the channels of a product from its embedded draft, for tests. */
import type { Product } from '../../../../src/catalog/product.ts'
import type { ChannelId } from '../../../../src/content/channels/channel.ts'
import { channelDefaults } from '../../../../src/shops/channel-settings.ts'
import {
  compileAllChannels,
  type CheckedChannel,
} from '../../../../src/content/channels/compile/compile-checked.ts'
import type { ChannelSource } from '../../../../src/content/channels/compile/material.ts'
import { copyFields, type Segment } from '../../../../src/content/drafts/segment.ts'
import { buildFactSheet } from '../../../../src/content/facts/fact-sheet.ts'
import { neutralVoice } from '../../../../src/content/voice/brand-voice.ts'
import { composeCopy } from '../../../../src/content/writer/compose-copy.ts'
import { now } from '../channel-rig.ts'

export function sourceOf(product: Product, given: Partial<ChannelSource> = {}): ChannelSource {
  const sheet = buildFactSheet(product, now)
  const { locale = 'en-GB', seed = 7 } = given
  const fields = composeCopy(sheet, { fields: [...copyFields], locale, seed })
  const draft = Object.fromEntries(
    Object.entries(fields).map(([name, copy]): [string, Segment[]] => [name, copy.segments]),
  )
  return { sheet, draft, locale, seed, voice: neutralVoice, settings: channelDefaults, ...given }
}

export function compileOne(
  product: Product,
  channel: ChannelId,
  given: Partial<ChannelSource> = {},
): CheckedChannel {
  const [compiled] = compileAllChannels(sourceOf(product, given), { now }, [channel])
  if (compiled === undefined) throw new Error('Nothing was compiled.')
  return compiled
}

/** The text of a field, items on lines of their own. */
export function textOf(compiled: CheckedChannel, field: string): string {
  return (compiled.fields[field] ?? []).map(({ text }) => text).join('\n')
}

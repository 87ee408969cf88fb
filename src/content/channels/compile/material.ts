/** What a channel's texts may be made of: the facts the approved draft cites, names, and prices where they are allowed. */
import type { Segment } from '../../drafts/segment.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { BrandVoice } from '../../voice/brand-voice.ts'
import { descriptionOf } from '../../writer/compose-copy.ts'
import type { Description } from '../../writer/plan/description.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { formatMoney } from '../../writer/words/money.ts'
import type { ChannelSettings } from '../../../shops/channel-settings.ts'
import type { ChannelWords } from '../words/channel-words.ts'
import { channelWords } from '../words/words-of-locale.ts'
import { namesOf, type Name } from './names.ts'

export interface ChannelSource {
  /** Today's facts of the product. */
  readonly sheet: FactSheet
  /** The approved draft: segments by field ("pdp.long", "pdp.short", "promo"). */
  readonly draft: Readonly<Record<string, readonly Segment[]>>
  readonly locale: string
  readonly voice: BrandVoice
  readonly seed: number
  readonly settings: ChannelSettings
}

export interface Material extends ChannelSource {
  readonly description: Description
  readonly words: ChannelWords
  readonly names: readonly Name[]
  /** Of the cited facts alone, heaviest first. */
  readonly phrases: readonly Phrase[]
  /** Facts the draft cites, names left out: what a channel may drop. */
  readonly cited: ReadonlySet<string>
  readonly weightOf: (factId: string) => number
  /** "From €39.90"; null when no price is known. */
  readonly price: { readonly text: string; readonly facts: readonly Fact[] } | null
}

export function materialOf(source: ChannelSource): Material {
  const { sheet, draft, locale } = source
  const citedIds = new Set(
    Object.values(draft).flatMap((segments) => segments.flatMap(({ factIds }) => factIds)),
  )
  const words = channelWords(locale)
  const { voice, seed } = source
  const description = descriptionOf(sheet, { locale, voice, seed, field: 'channels', only: citedIds })
  const { phrases, name } = description
  const weights = new Map(
    phrases.flatMap(({ facts, weight }) => facts.map(({ id }) => [id, weight] as const)),
  )
  return {
    ...source,
    description,
    words,
    names: namesOf(sheet, name, phrases),
    phrases,
    cited: new Set([...citedIds].filter((id) => !id.startsWith('p_') && sheet.byId.has(id))),
    weightOf: (id) => weights.get(id) ?? 0,
    price: priceOf(source, words),
  }
}

function priceOf({ sheet, locale }: ChannelSource, words: ChannelWords): Material['price'] {
  const minimum = sheet.byId.get('d_price_min')
  const maximum = sheet.byId.get('d_price_max')
  if (minimum === undefined || maximum === undefined || Number(minimum.value) <= 0) return null
  const amount = formatMoney(Number(minimum.value), minimum.unit ?? sheet.currency, locale)
  const pattern = minimum.value === maximum.value ? words.price.one : words.price.from
  return { text: pattern.replace('{price}', () => amount), facts: [minimum] }
}

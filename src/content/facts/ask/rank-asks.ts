/**
 * Which missing facts to ask the shop for first. An attribute is missed where products of the same kind have it, a text
 * should not do without it, and this product has it not, or has a number nobody knows the unit of. Pure.
 */
import type { Dictionary } from '../dictionary/dictionary-entry.ts'
import { mustSayWeight } from '../must-say.ts'
import { isUnitless } from '../sayable.ts'
import type { Holding } from './ask-queries.ts'

export interface Ask {
  /** Leaf category, levels joined by " > ", or the product type. */
  readonly kind: string
  readonly attribute: string
  readonly label: string | null
  /** "unit-missing": the numbers are there, and one entry in the dictionary unlocks them all. */
  readonly reason: 'missing' | 'unit-missing'
  /** Products of the kind that lack it. */
  readonly products: number
  /** Share of the kind that has it. */
  readonly siblingShare: number
  readonly weight: number
  /** Channels that hold a text without it against the product. */
  readonly channels: readonly string[]
  /** weight × sibling share × (1 + 0.1 per channel). */
  readonly score: number
}

/** What fewer of the kind have is a peculiarity of those, unless the shop's dictionary demands it. */
const SHARE_MIN = 0.25
const SIBLINGS_MIN = 2

/** @param channels that count must-say facts (F14) */
export function rankAsks(
  holdings: readonly Holding[],
  dictionary: Dictionary,
  channels: readonly string[],
): Ask[] {
  return holdings
    .flatMap(({ kind, attribute, products, have, bare }): Ask[] => {
      const entry = dictionary.get(attribute)
      const weight = mustSayWeight(attribute, entry)
      if (weight === undefined) return []
      const needsUnit = (entry?.unit ?? null) === null && entry?.sayable !== true && !isUnitless(attribute)
      const usable = needsUnit ? have - bare : have
      const isCommon = have >= SIBLINGS_MIN && have >= SHARE_MIN * products
      if (usable >= products || !(isCommon || entry?.mustSay === true)) return []
      const siblingShare = have / products
      return [
        {
          kind,
          attribute,
          label: entry?.labels['en'] ?? Object.values(entry?.labels ?? {})[0] ?? null,
          reason: needsUnit && bare * 2 > products - usable ? 'unit-missing' : 'missing',
          products: products - usable,
          siblingShare,
          weight,
          channels,
          score: weight * siblingShare * (1 + 0.1 * channels.length),
        },
      ]
    })
    .sort((a, b) => b.score - a.score || b.products - a.products || (askKey(a) < askKey(b) ? -1 : 1))
}

export function askKey({ kind, attribute }: Pick<Ask, 'kind' | 'attribute'>): string {
  return `${kind}\n${attribute}`
}

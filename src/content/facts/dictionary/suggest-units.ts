/**
 * Which units to add to the dictionary first: attributes whose numbers cannot be said for want of one, by how many
 * products an answer would unlock. A unit is proposed only where other products of the shop state it.
 */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { loadShopEvidence } from '../evidence/shop-evidence.ts'
import { canonicalUnit } from '../quantity/unit-spelling.ts'
import { isInternal, isUnitless } from '../sayable.ts'
import { emptyDictionary, type Dictionary } from './dictionary-entry.ts'
import { selectUnitUse, type UnitUse } from './dictionary-queries.ts'

export interface UnitSuggestion {
  readonly attribute: string
  /** Products whose value becomes sayable once the unit is known. */
  readonly products: number
  /** Null: nobody in the shop states one, so a person must know. */
  readonly unit: string | null
  /** Products that state the proposed unit. */
  readonly statedBy: number
  readonly examples: readonly string[]
}

/** Of the products that state a unit, this share must agree before it is proposed for the others. */
const AGREEMENT = 0.95

export async function listUnitSuggestions(
  db: Db,
  shopId: string,
  now: Date,
  { cursor, limit }: PageRequest,
): Promise<Page<UnitSuggestion>> {
  const uses = await selectUnitUse(db, shopId)
  const dictionary = (await loadShopEvidence(db, [shopId], now)).get(shopId)?.dictionary ?? emptyDictionary
  const [count, name] =
    cursor === undefined
      ? [Number.MAX_SAFE_INTEGER, '']
      : decodeCursor(cursor, z.tuple([z.int(), z.string()]))
  const rest = suggestUnits(uses, dictionary).filter(
    ({ products, attribute }) => products < count || (products === count && attribute > name),
  )
  return pageOf(rest.slice(0, limit + 1), limit, ({ products, attribute }) => [products, attribute])
}

/** Pure: most products first, then by name. */
export function suggestUnits(uses: readonly UnitUse[], dictionary: Dictionary): UnitSuggestion[] {
  return uses
    .flatMap(({ attribute, bare, units, examples }) => {
      const entry = dictionary.get(attribute)
      const isSettled = (entry?.unit ?? null) !== null || (entry?.sayable ?? null) !== null
      if (isSettled || isUnitless(attribute) || isInternal(attribute)) return []
      const shown = [...new Set(examples.map(String))].slice(0, 3)
      return [{ attribute, products: bare, ...agreedUnit(units), examples: shown }]
    })
    .sort((a, b) => b.products - a.products || (a.attribute < b.attribute ? -1 : 1))
}

function agreedUnit(units: Readonly<Record<string, number>>): Pick<UnitSuggestion, 'unit' | 'statedBy'> {
  const counts = new Map<string, number>()
  let total = 0
  for (const [spelling, products] of Object.entries(units)) {
    const unit = canonicalUnit(spelling)
    counts.set(unit, (counts.get(unit) ?? 0) + products)
    total += products
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1])
  return best !== undefined && best[1] >= AGREEMENT * total
    ? { unit: best[0], statedBy: best[1] }
    : { unit: null, statedBy: 0 }
}

/** The ask list of a shop: missing facts, the most valuable first, with some of the products that lack them. */
import { z } from 'zod'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { decodeCursor, encodeCursor, type Page, type PageRequest } from '../../../page.ts'
import { channelIds } from '../../channels/channel.ts'
import { publishedRules } from '../../channels/channel-rules.ts'
import { emptyDictionary, type Dictionary } from '../dictionary/dictionary-entry.ts'
import { loadShopEvidence } from '../evidence/shop-evidence.ts'
import { isUnitless } from '../sayable.ts'
import { selectHoldings, selectLackedBy, selectLacking, type AskScope, type Wanted } from './ask-queries.ts'
import { askKey, rankAsks, type Ask } from './rank-asks.ts'

export interface ListedAsk extends Ask {
  /** Some of the products that lack it, by the shop's own ids. */
  readonly examples: readonly string[]
}

const EXAMPLES = 5

/** @throws AppError request.invalid when the cursor is of another list */
export async function listAsks(
  db: Db,
  clock: Clock,
  shopId: string,
  { cursor, limit, ...scope }: AskScope & PageRequest,
): Promise<Page<ListedAsk>> {
  const holdings = await selectHoldings(db, shopId, scope)
  const evidence = await loadShopEvidence(db, [shopId], clock.now())
  const dictionary = evidence.get(shopId)?.dictionary ?? emptyDictionary
  const ranked = rankAsks(holdings, dictionary, askingChannels())
  const asks = await lackedOnly(db, shopId, scope.product, ranked, dictionary)
  const from = cursor === undefined ? 0 : after(asks, cursor)
  const page = asks.slice(from, from + limit)
  const examples = await selectLacking(
    db,
    shopId,
    page.map((ask) => wantedOf(ask, dictionary)),
    scope.product,
    EXAMPLES,
  )
  const last = page.at(-1)
  const hasMore = last !== undefined && asks.length > from + limit
  return {
    items: page.map((ask, index) => ({ ...ask, examples: examples[index] ?? [] })),
    next: hasMore ? encodeCursor([last.score, askKey(last)]) : null,
  }
}

/** Channels whose rules count must-say facts. */
function askingChannels(): string[] {
  return channelIds.filter((id) => publishedRules[id].severity.F14 !== 'off')
}

/** Of a single product, only what it lacks itself. */
async function lackedOnly(
  db: Db,
  shopId: string,
  product: string | undefined,
  asks: readonly Ask[],
  dictionary: Dictionary,
): Promise<readonly Ask[]> {
  if (product === undefined) return asks
  const wanted = asks.map((ask) => wantedOf(ask, dictionary))
  const lacked = await selectLackedBy(db, shopId, product, wanted)
  return asks.filter(({ attribute }) => lacked.has(attribute))
}

function wantedOf({ kind, attribute }: Ask, dictionary: Dictionary): Wanted {
  const entry = dictionary.get(attribute)
  const isSettled = (entry?.unit ?? null) !== null || entry?.sayable === true
  return { kind, attribute, isUnitless: isSettled || isUnitless(attribute) }
}

/** The place behind the ask a cursor names; the ranking may have moved since, then behind its score. */
function after(asks: readonly Ask[], cursor: string): number {
  const [score, key] = decodeCursor(cursor, z.tuple([z.number(), z.string()]))
  const at = asks.findIndex((ask) => askKey(ask) === key)
  if (at !== -1) return at + 1
  const below = asks.findIndex((ask) => ask.score < score)
  return below === -1 ? asks.length : below
}

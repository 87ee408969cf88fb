/** An image of plain lists, opened by the code that opens the real ones. */
import type { ImageParts, NeighbourLists } from '../../../src/recommendations/image/image-parts.ts'
import { itemNumbers, openShopImage } from '../../../src/recommendations/image/open-shop-image.ts'
import type { NeighbourKind, RankingKind, ShopImage } from '../../../src/recommendations/image/shop-image.ts'
import type { SessionModel } from '../../../src/recommendations/session-knn/session-model.ts'

export interface FakeImage {
  readonly shopId?: string
  readonly epoch?: number
  readonly items: readonly string[]
  /** Product → its neighbours, best first: id, score and, where counted, visitors with both. */
  readonly lists?: Partial<
    Record<NeighbourKind, Readonly<Record<string, readonly (readonly [string, number, number?])[]>>>
  >
  /** Visitors of each product; 0 where unnamed. */
  readonly visitors?: Readonly<Record<string, number>>
  readonly total?: number
  readonly rankings?: Partial<Record<RankingKind, readonly string[]>>
  readonly sessions?: SessionModel
}

export function fakeImage(fake: FakeImage): ShopImage {
  const { shopId = 'shop_test', epoch = 7, items, visitors = {}, total = 10_000, sessions } = fake
  const numbers = new Map(items.map((id, number) => [id, number]))
  const numberOf = (id: string) => numbers.get(id) ?? 0
  const counts = { byItem: Uint32Array.from(items, (id) => visitors[id] ?? 0), total }
  const lists: Partial<Record<NeighbourKind, NeighbourLists>> = {}
  const toLists = (kind: NeighbourKind): NeighbourLists | undefined => {
    const byProduct = fake.lists?.[kind]
    if (byProduct === undefined) return undefined
    const rows = items.map((id) => byProduct[id] ?? [])
    const flat = rows.flat()
    const offsets = new Uint32Array(items.length + 1)
    rows.forEach((row, at) => offsets.set([(offsets[at] ?? 0) + row.length], at + 1))
    return {
      offsets,
      items: Uint32Array.from(flat, ([id]) => numberOf(id)),
      scores: Float32Array.from(flat, ([, score]) => score),
      voters:
        kind === 'content' || kind === 'ease' ? undefined : Uint32Array.from(flat, ([, , both]) => both ?? 0),
    }
  }
  for (const kind of ['content', 'substitute', 'complement', 'viewed-after', 'ease'] as const) {
    const list = toLists(kind)
    if (list !== undefined) lists[kind] = list
  }
  const ranking = (kind: RankingKind) => {
    const ranked = fake.rankings?.[kind] ?? []
    return {
      items: Uint32Array.from(ranked, numberOf),
      scores: Float32Array.from(ranked, (_, place) => ranked.length - place),
      voters: counts.byItem,
    }
  }
  const parts: ImageParts = {
    shopId,
    epoch,
    seq: 1,
    countedSeq: 1,
    countedUntil: new Date('2026-03-01T00:00:00Z'),
    builtAt: new Date('2026-03-01T00:00:00Z'),
    items,
    lists,
    viewers: counts,
    buyers: counts,
    rankings: {
      trending: ranking('trending'),
      popular: ranking('popular'),
      bestsellers: ranking('bestsellers'),
    },
    vectors: undefined,
  }
  return openShopImage(parts, itemNumbers(items, numbers), { seq: 1, erased: 0, countsHold: true, sessions })
}

/** Everything learnt from behaviour and content of one shop, from plain data. Runs in a thread. */
import { alikeProducts } from '../relations/alike-products.ts'
import { cutLists, learnRelations, type LearntRelations } from '../relations/learn-relations.ts'
import type { UnitLog } from '../relations/unit-log.ts'
import { bestFirst, rankVisited } from '../rankings/rank-products.ts'
import type { ImageParts, NeighbourLists, QuantisedVectors } from './image-parts.ts'

/** Neighbours per product in an image; Postgres keeps a hundred. */
const imageListMax = 30

export interface ImageInput extends Pick<
  ImageParts,
  'shopId' | 'epoch' | 'seq' | 'countedSeq' | 'countedUntil' | 'builtAt'
> {
  /** External id of each product, by number. */
  readonly items: readonly string[]
  /** Deepest category path of each product, folded; null without one. */
  readonly categories: readonly (string | null)[]
  readonly visits: UnitLog
  /** End of each visit, seconds since 1970. */
  readonly visitEnds: Float64Array
  /** What was put into carts or bought together. */
  readonly baskets: UnitLog
  /** Units sold in the last thirty days, by product. */
  readonly unitsSold: ArrayLike<number>
  /** Voters who bought in the last thirty days, by product. */
  readonly buyersLately: Uint32Array
  readonly content: NeighbourLists | undefined
  readonly ease: NeighbourLists | undefined
  readonly vectors: QuantisedVectors | undefined
}

export interface LearntImage {
  readonly parts: ImageParts
  /** The longer lists, for Postgres. */
  readonly relations: LearntRelations
}

export function learnImage(input: ImageInput): LearntImage {
  const { visits, baskets, content, ease, vectors } = input
  const areAlike = alikeProducts(input.categories, content)
  const relations = learnRelations({ views: visits, baskets, areAlike })
  const nowSeconds = input.countedUntil.getTime() / 1_000
  const { popular, trending } = rankVisited(visits, input.visitEnds, nowSeconds)
  return {
    relations,
    parts: {
      shopId: input.shopId,
      epoch: input.epoch,
      seq: input.seq,
      countedSeq: input.countedSeq,
      countedUntil: input.countedUntil,
      builtAt: input.builtAt,
      items: input.items,
      lists: {
        substitute: cutLists(relations.lists.substitute, imageListMax),
        complement: cutLists(relations.lists.complement, imageListMax),
        'viewed-after': cutLists(relations.lists['viewed-after'], imageListMax),
        ...(content === undefined ? {} : { content }),
        ...(ease === undefined ? {} : { ease }),
      },
      viewers: relations.viewers,
      buyers: relations.buyers,
      rankings: { popular, trending, bestsellers: bestFirst(input.unitsSold, input.buyersLately) },
      vectors,
    },
  }
}

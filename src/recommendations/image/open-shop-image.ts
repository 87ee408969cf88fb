/** Serves an image from its arrays. Lists are read where they lie; only the entries asked for become objects. */
import { liftOf, support } from '../relations/pair-statistics.ts'
import type { SessionModel } from '../session-knn/session-model.ts'
import type { ImageParts, NeighbourLists, VoterCounts } from './image-parts.ts'
import type { ItemNumbers, Neighbour, NeighbourKind, PairEvidence, ShopImage } from './shop-image.ts'
import { quantisedCosine } from './quantised-vectors.ts'

/** What changes in a copy while it serves. */
export interface ImageState {
  /** The last entry of the visit log taken in. */
  readonly seq: number
  /** Unset until the log was looked at: then the counts are those of the build. */
  readonly asOf?: Date | undefined
  readonly erased: number
  /** False once a visitor was erased: counts then no longer recount, and are withheld until the next image. */
  readonly countsHold: boolean
  readonly sessions: SessionModel | undefined
}

/** @param state read anew with each call, so that a copy follows the log without being replaced */
export function openShopImage(parts: ImageParts, items: ItemNumbers, state: ImageState): ShopImage {
  const evidenceAt = (kind: NeighbourKind, item: number, place: number): PairEvidence | undefined => {
    const list = parts.lists[kind]
    if (list?.voters === undefined || !state.countsHold) return undefined
    const counted = kind === 'complement' ? parts.buyers : parts.viewers
    return toEvidence(list.voters[place] ?? 0, item, list.items[place] ?? 0, counted)
  }
  return {
    shopId: parts.shopId,
    epoch: parts.epoch,
    get seq() {
      return state.seq
    },
    get erased() {
      return state.erased
    },
    countedSeq: parts.countedSeq,
    countedUntil: parts.countedUntil,
    builtAt: parts.builtAt,
    get asOf() {
      return state.asOf ?? parts.builtAt
    },
    get countsHold() {
      return state.countsHold
    },
    items,
    get sessions() {
      return state.sessions
    },
    neighbours(kind, item) {
      const list = parts.lists[kind]
      const found: Neighbour[] = []
      if (list === undefined) return found
      for (let place = startOf(list, item); place < startOf(list, item + 1); place += 1) {
        const score = list.scores[place] ?? 0
        found.push({ item: list.items[place] ?? 0, score, evidence: evidenceAt(kind, item, place) })
      }
      return found
    },
    scored(kind, item) {
      const list = parts.lists[kind]
      if (list === undefined) return noItems
      const [from, to] = [startOf(list, item), startOf(list, item + 1)]
      return { items: list.items.subarray(from, to), scores: list.scores.subarray(from, to) }
    },
    evidence(kind, item, other) {
      const list = parts.lists[kind]
      if (list === undefined) return undefined
      const place = list.items.subarray(startOf(list, item), startOf(list, item + 1)).indexOf(other)
      return place < 0 ? undefined : evidenceAt(kind, item, startOf(list, item) + place)
    },
    ranking: (kind) => parts.rankings[kind] ?? noItems,
    rankVoters(kind, item) {
      const voters = parts.rankings[kind]?.voters?.[item] ?? 0
      return voters < support.pairMin || !state.countsHold ? undefined : voters
    },
    viewers: (item) => parts.viewers.byItem[item] ?? 0,
    similarity: (item, other) => parts.vectors && quantisedCosine(parts.vectors, item, other),
  }
}

const noItems = { items: new Uint32Array(0), scores: new Float32Array(0) }

/** Numbers of external ids, from a list that is held in memory anyway. */
export function itemNumbers(ids: readonly string[], numbers: ReadonlyMap<string, number>): ItemNumbers {
  return {
    size: ids.length,
    numberOf: (externalId) => numbers.get(externalId),
    idOf(item) {
      const id = ids[item]
      if (id === undefined) throw new RangeError(`There is no product ${String(item)} in this image.`)
      return id
    },
  }
}

function startOf({ offsets }: NeighbourLists, item: number): number {
  return offsets[item] ?? 0
}

/** Undefined where a count has fewer than five voters: a number of few people tells of people. */
function toEvidence(
  k: number,
  item: number,
  other: number,
  { byItem, total }: VoterCounts,
): PairEvidence | undefined {
  const n = byItem[item] ?? 0
  const b = byItem[other] ?? 0
  if (Math.min(k, n, b) < support.pairMin) return undefined
  const { lift, lo, hi } = liftOf({ ab: k, a: n, b, total })
  return { k, n, b, total, lift, ci: [lo, hi] }
}

/**
 * Pages of JSON rows → the plain arrays that models learn from. Products get dense numbers as they come: those of the
 * catalogue first, then those that only the history knows. Runs in a thread.
 */
import { z } from 'zod'
import { joinNeighbours, type NearLists } from '../../content-neighbours/join-neighbours.ts'
import type { UnitLog } from '../../relations/unit-log.ts'
import type { VisitLog } from '../../session-knn/visit-log.ts'
import { emptyVectors, quantise } from '../quantised-vectors.ts'
import type { QuantisedVectors } from '../image-parts.ts'
import { GrowingFloats, GrowingWords } from './growing-array.ts'

/** What a page holds; the rows of each are described where they are read. */
export const pageKinds = ['outline', 'neighbours', 'vectors', 'visits', 'baskets', 'sold'] as const
export type PageKind = (typeof pageKinds)[number]

const outlineRows = z.array(z.tuple([z.number(), z.string(), z.string().nullable()]))
const neighbourRows = z.array(z.tuple([z.number(), z.array(z.number()), z.array(z.number())]))
const vectorRows = z.array(z.tuple([z.number(), z.array(z.number())]))
const visitRows = z.array(z.tuple([z.number(), z.number(), z.string().nullable(), z.array(z.string())]))
const basketRows = z.array(z.tuple([z.string(), z.string(), z.string()]))
const soldRows = z.array(z.tuple([z.string(), z.number(), z.number()]))

export interface History {
  readonly items: readonly string[]
  readonly categories: readonly (string | null)[]
  /** By (end, number); voters beside it. */
  readonly log: VisitLog
  readonly visits: UnitLog
  readonly baskets: UnitLog
  readonly unitsSold: Float64Array
  readonly buyersLately: Uint32Array
  readonly content: NearLists | undefined
  readonly vectors: QuantisedVectors | undefined
}

export class HistoryCollector {
  readonly #items: string[] = []
  readonly #numbers = new Map<string, number>()
  readonly #categories: (string | null)[] = []
  /** Number of each product of the catalogue by its productId. */
  readonly #byProductId = new Map<number, number>()
  readonly #near = { sources: new GrowingWords(), items: new GrowingWords(), scores: new GrowingFloats() }
  #vectors: QuantisedVectors | undefined
  readonly #visits = new UnitCollector()
  readonly #ends = new GrowingFloats()
  readonly #numbersOfVisits = new GrowingFloats()
  readonly #baskets = new Map<string, { readonly voter: string; readonly items: number[] }>()
  readonly #sold: (readonly [item: number, units: number, buyers: number])[] = []

  /** @param text a JSON array of rows of the kind */
  add(kind: PageKind, text: string): void {
    const rows: unknown = JSON.parse(text)
    switch (kind) {
      case 'outline':
        for (const [productId, id, category] of outlineRows.parse(rows)) {
          const item = this.#number(id)
          this.#byProductId.set(productId, item)
          this.#categories[item] = category
        }
        return
      case 'neighbours':
        for (const row of neighbourRows.parse(rows)) this.#addNeighbours(...row)
        return
      case 'vectors':
        for (const [productId, vector] of vectorRows.parse(rows)) this.#addVector(productId, vector)
        return
      case 'visits':
        for (const [seq, end, visitor, ids] of visitRows.parse(rows)) {
          this.#numbersOfVisits.push(seq)
          this.#ends.push(end)
          this.#visits.add(
            visitor === null ? `s${String(seq)}` : `v${visitor}`,
            ids.map((id) => this.#number(id)),
          )
        }
        return
      case 'baskets':
        for (const [voter, basket, product] of basketRows.parse(rows))
          this.#addToBasket(voter, basket, product)
        return
      case 'sold':
        for (const [id, units, buyers] of soldRows.parse(rows))
          this.#sold.push([this.#number(id), units, buyers])
    }
  }

  finish(): History {
    const itemCount = this.#items.length
    const unitsSold = new Float64Array(itemCount)
    const buyersLately = new Uint32Array(itemCount)
    for (const [item, units, buyers] of this.#sold) {
      unitsSold[item] = Math.max(0, units)
      buyersLately[item] = buyers
    }
    const baskets = new UnitCollector()
    for (const { voter, items } of this.#baskets.values()) baskets.add(voter, items)
    this.#baskets.clear()
    const { visits, log } = inOrder(
      this.#visits.log(itemCount),
      this.#ends.view(),
      this.#numbersOfVisits.view(),
      this.#items,
    )
    return {
      items: this.#items,
      categories: Array.from({ length: itemCount }, (_, item) => this.#categories[item] ?? null),
      log,
      visits,
      baskets: baskets.log(itemCount),
      unitsSold,
      buyersLately,
      content:
        this.#near.items.length === 0 ? undefined : joinNeighbours(this.#nearLists(itemCount), contentMax),
      vectors: this.#vectors && widened(this.#vectors, itemCount),
    }
  }

  #number(id: string): number {
    const known = this.#numbers.get(id)
    if (known !== undefined) return known
    this.#numbers.set(id, this.#items.length)
    return this.#items.push(id) - 1
  }

  #addNeighbours(productId: number, neighbours: readonly number[], scores: readonly number[]): void {
    const source = this.#byProductId.get(productId)
    if (source === undefined) return
    neighbours.forEach((neighbour, at) => {
      const item = this.#byProductId.get(neighbour)
      if (item === undefined) return
      this.#near.sources.push(source)
      this.#near.items.push(item)
      this.#near.scores.push(scores[at] ?? 0)
    })
  }

  #addVector(productId: number, vector: readonly number[]): void {
    const item = this.#byProductId.get(productId)
    if (item === undefined) return
    this.#vectors ??= emptyVectors(this.#items.length, vector.length)
    quantise(this.#vectors, item, vector)
  }

  /** Rows come by product: a product of several lines enters once. */
  #addToBasket(voter: string, basket: string, product: string): void {
    // The length keeps two pairs from looking alike.
    const key = `${String(voter.length)}:${voter}${basket}`
    const item = this.#number(product)
    const known = this.#baskets.get(key)
    if (known === undefined) this.#baskets.set(key, { voter, items: [item] })
    else if (known.items.at(-1) !== item) known.items.push(item)
  }

  /** Rows come by productId, which is the order of product numbers as well. */
  #nearLists(itemCount: number): NearLists {
    const offsets = new Uint32Array(itemCount + 1)
    for (const source of this.#near.sources.view()) offsets[source + 1] = (offsets[source + 1] ?? 0) + 1
    for (let item = 0; item < itemCount; item += 1)
      offsets[item + 1] = (offsets[item + 1] ?? 0) + (offsets[item] ?? 0)
    return { offsets, items: this.#near.items.view(), scores: Float32Array.from(this.#near.scores.view()) }
  }
}

/** Neighbours by content kept per product in an image. */
const contentMax = 50

class UnitCollector {
  readonly #offsets = new GrowingWords()
  readonly #items = new GrowingWords()
  readonly #voters = new GrowingWords()
  readonly #voterNumbers = new Map<string, number>()

  constructor() {
    this.#offsets.push(0)
  }

  add(voter: string, items: readonly number[]): void {
    let number = this.#voterNumbers.get(voter)
    if (number === undefined) this.#voterNumbers.set(voter, (number = this.#voterNumbers.size))
    this.#voters.push(number)
    for (const item of items) this.#items.push(item)
    this.#offsets.push(this.#items.length)
  }

  log(itemCount: number): UnitLog {
    return {
      itemCount,
      offsets: this.#offsets.view(),
      items: this.#items.view(),
      voters: this.#voters.view(),
      voterCount: this.#voterNumbers.size,
    }
  }
}

/** Visits by (end, number), for the session model; the voters go along. */
function inOrder(
  given: UnitLog,
  ends: Float64Array,
  numbers: Float64Array,
  items: readonly string[],
): { readonly visits: UnitLog; readonly log: VisitLog } {
  const order = Uint32Array.from(ends, (_, at) => at).sort(
    (left, right) => (ends[left] ?? 0) - (ends[right] ?? 0) || (numbers[left] ?? 0) - (numbers[right] ?? 0),
  )
  const offsets = new Uint32Array(order.length + 1)
  const clicks = new Uint32Array(given.items.length)
  let place = 0
  order.forEach((visit, at) => {
    const part = given.items.subarray(given.offsets[visit], given.offsets[visit + 1])
    clicks.set(part, place)
    place += part.length
    offsets[at + 1] = place
  })
  const sorted = (values: Float64Array) => Float64Array.from(order, (visit) => values[visit] ?? 0)
  return {
    visits: {
      ...given,
      offsets,
      items: clicks,
      voters: Uint32Array.from(order, (visit) => given.voters[visit] ?? 0),
    },
    log: { items, offsets, clicks, ends: sorted(ends), numbers: sorted(numbers) },
  }
}

/** Room for products that came after the catalogue; they have no vector. */
function widened({ dimensions, bytes, norms }: QuantisedVectors, itemCount: number): QuantisedVectors {
  const wider = emptyVectors(itemCount, dimensions)
  wider.bytes.set(bytes)
  wider.norms.set(norms)
  return wider
}

/** One shop in memory: columns of what decides about each product, filters remembered per product, orders. */
import type { Facets } from '../facets.ts'
import { isWithin, readCondition, type Condition } from '../filter-condition.ts'
import type { ProductFilter } from '../filter.ts'
import { FacetTokens } from './facet-tokens.ts'
import { GroupMembers, type Group, type GroupFacet } from './group-members.ts'
import type { IdsDigest, MirrorRow } from './mirror-queries.ts'
import type { EligibleCounts, MirroredProduct, ShopMirror } from './shop-mirror.ts'

interface Entry {
  readonly rowId: number
  readonly id: string
  brand: string | null
  status: string
  inStock: boolean
  /** False once the product was deleted; its number is not given again unless the id comes back. */
  present: boolean
  priceMinMinor: number | null
  cut: number
  createdAtMs: number
}

interface Matcher {
  readonly condition: Condition
  /** Per product: 0 not looked at since it changed, 1 not kept, 2 kept. */
  seen: Uint8Array<ArrayBuffer>
  readonly test: (number: number) => boolean
}

/** Filters remembered per shop; each costs a byte per product. */
const filtersMax = 64
/** More changes than a mirror takes in while it lives. */
const versionsPerGeneration = 2 ** 32
/** Facets that say nothing about likeness. */
const notLike = new Set(['currency', 'locale', 'price', 'attr'])

export class LoadedMirror implements ShopMirror {
  readonly shopId: string
  readonly generation: number
  version: number
  readonly #entries: Entry[] = []
  readonly #byId = new Map<string, number>()
  readonly #byRowId = new Map<number, number>()
  readonly #tokens = new FacetTokens()
  readonly #groups = new GroupMembers()
  readonly #matchers = new Map<string, Matcher>()
  /** Rules and remembered requests bring the same object again and again; writing it out is most of a look-up. */
  readonly #keys = new WeakMap<ProductFilter, string>()
  #newest: Uint32Array | undefined
  #cuts: Uint32Array | undefined

  /** @param generation another number than any mirror of this shop before */
  constructor(shopId: string, generation: number) {
    this.shopId = shopId
    this.generation = generation
    this.version = generation * versionsPerGeneration
  }

  get size(): number {
    return this.#entries.length
  }

  get rowIds(): number[] {
    return [...this.#byRowId.keys()]
  }

  /** As `selectIdsDigest` counts them. */
  idsDigest(): IdsDigest {
    let [sum, xor] = [0, 0]
    for (const id of this.#byRowId.keys()) {
      sum += id
      // The low 31 bits, as bit operations take them.
      xor ^= id % 2 ** 31
    }
    return { count: this.#byRowId.size, sum, xor }
  }

  upsert(row: MirrorRow): void {
    const known = this.#byId.get(row.externalId)
    const number = known ?? this.#entries.length
    const before = known === undefined ? undefined : this.#entries[known]
    const entry: Entry = {
      rowId: row.id,
      id: row.externalId,
      brand: row.brand,
      status: row.status,
      inStock: row.inStock,
      present: true,
      priceMinMinor: row.priceMinMinor,
      cut: row.cut ?? 0,
      createdAtMs: row.createdAt.getTime(),
    }
    this.#entries[number] = entry
    if (before !== undefined && before.rowId !== row.id) this.#byRowId.delete(before.rowId)
    this.#byId.set(row.externalId, number)
    this.#byRowId.set(row.id, number)
    this.#state(number, row.facets)
    if (before?.createdAtMs !== entry.createdAtMs) this.#newest = undefined
    if ((before?.cut ?? 0) !== entry.cut) this.#cuts = undefined
    this.#forget(number)
  }

  /** @param rowId ours; unknown ones are passed over */
  remove(rowId: number): void {
    const number = this.#byRowId.get(rowId)
    const entry = number === undefined ? undefined : this.#entries[number]
    if (number === undefined || entry === undefined) return
    entry.present = false
    this.#byRowId.delete(rowId)
    this.#state(number, {})
    this.#forget(number)
  }

  numberOf(externalId: string): number | undefined {
    const number = this.#byId.get(externalId)
    return number !== undefined && this.#entries[number]?.present === true ? number : undefined
  }

  product(number: number): MirroredProduct {
    const { id, brand, priceMinMinor, cut, createdAtMs } = this.#entry(number)
    const tokens = this.#tokens
    // Most callers want the id; a category is decoded for those who ask.
    return {
      id,
      brand,
      get category() {
        const [category] = tokens.valuesOf(number, 'category.path')
        return typeof category === 'string' ? category : null
      },
      priceMinMinor,
      onSale: cut > 0,
      createdAt: new Date(createdAtMs),
    }
  }

  isSellable(number: number): boolean {
    const entry = this.#entries[number]
    return entry !== undefined && entry.present && entry.status === 'active' && entry.inStock
  }

  isHidden(number: number): boolean {
    const entry = this.#entries[number]
    return entry === undefined || !entry.present || entry.status !== 'active'
  }

  matcher(filter: ProductFilter): (number: number) => boolean {
    let key = this.#keys.get(filter)
    if (key === undefined) this.#keys.set(filter, (key = JSON.stringify(filter)))
    const matcher = this.#matchers.get(key) ?? this.#createMatcher(readCondition(filter))
    this.#matchers.delete(key)
    this.#matchers.set(key, matcher)
    const [oldest] = this.#matchers.keys()
    if (this.#matchers.size > filtersMax && oldest !== undefined) this.#matchers.delete(oldest)
    return matcher.test
  }

  overlap(a: number, b: number): number {
    const { shared, union } = this.#tokens.compare(a, b)
    return union === 0 ? 0 : shared.length / union
  }

  sharedFacets(a: number, b: number): Facets {
    const facets = this.#tokens.decode(this.#tokens.compare(a, b).shared)
    return Object.fromEntries(Object.entries(facets).filter(([name]) => !notLike.has(name)))
  }

  count(filter: ProductFilter | undefined, excluded: ReadonlySet<number>): EligibleCounts {
    const counts = { eligible: 0, hidden: 0, stock: 0, filter: 0, excluded: 0 }
    const keeps = filter === undefined ? () => true : this.matcher(filter)
    this.#entries.forEach((entry, number) => {
      if (!entry.present) return
      if (entry.status !== 'active') counts.hidden += 1
      else if (!entry.inStock) counts.stock += 1
      else if (!keeps(number)) counts.filter += 1
      else if (excluded.has(number)) counts.excluded += 1
      else counts.eligible += 1
    })
    return counts
  }

  *latest(): Iterable<number> {
    this.#newest ??= this.#ordered(({ createdAtMs }) => Math.floor(createdAtMs / 1_000))
    for (const number of this.#newest) if (this.isSellable(number)) yield number
  }

  *onSale(): Iterable<number> {
    this.#cuts ??= this.#ordered(({ cut }) => Math.round(cut * 1e6))
    for (const number of this.#cuts) {
      if (this.#entry(number).cut <= 0) return
      if (this.isSellable(number)) yield number
    }
  }

  group(facet: GroupFacet, value: string): Group | undefined {
    return this.#groups.of(facet, value)
  }

  #createMatcher(condition: Condition): Matcher {
    const matcher: Matcher = {
      condition,
      seen: new Uint8Array(this.size),
      test: (number) => {
        if (number >= matcher.seen.length) {
          const longer = new Uint8Array(Math.max(this.size, number + 1))
          longer.set(matcher.seen)
          matcher.seen = longer
        }
        if (matcher.seen[number] === 0) matcher.seen[number] = this.#keeps(condition, number) ? 2 : 1
        return matcher.seen[number] === 2
      },
    }
    return matcher
  }

  /** As `keepsProduct` (filter-condition.ts), which a property test compares it with. */
  #keeps(condition: Condition, number: number): boolean {
    switch (condition.kind) {
      case 'all':
        return condition.parts.every((part) => this.#keeps(part, number))
      case 'any':
        return condition.parts.some((part) => this.#keeps(part, number))
      case 'not':
        return !this.#keeps(condition.part, number)
      case 'facet':
        return this.#tokens.holds(number, condition.facet, condition.values)
      case 'range':
        return this.#tokens.some(
          number,
          condition.facet,
          (value) => typeof value === 'number' && isWithin(value, condition.range),
        )
      case 'stock':
        return this.#entry(number).inStock === condition.inStock
      case 'status':
        return condition.values.includes(this.#entry(number).status)
      case 'id':
        return condition.values.includes(this.#entry(number).id)
    }
  }

  /** All products, the greatest key first, later numbers before earlier ones: sorted as plain numbers, which is quick. */
  #ordered(key: (entry: Entry) => number): Uint32Array {
    const span = 2 ** 21
    const keys = Float64Array.from(this.#entries, (entry, number) => key(entry) * span + number)
    return Uint32Array.from(keys.sort().reverse(), (packed) => packed % span)
  }

  #state(number: number, facets: Facets): void {
    this.#groups.move(number, (facet) => this.#tokens.valuesOf(number, facet), facets)
    this.#tokens.set(number, facets)
  }

  #forget(number: number): void {
    this.version += 1
    for (const { seen } of this.#matchers.values()) if (number < seen.length) seen[number] = 0
  }

  #entry(number: number): Entry {
    const entry = this.#entries[number]
    if (entry === undefined) throw new RangeError(`The mirror has no product ${number}.`)
    return entry
  }
}

/** A catalogue in memory, as serving sees it: the simplest thing that keeps what ShopMirror promises. */
import { keepsProduct, readCondition } from '../../../src/catalog/filter-condition.ts'
import type { Facets, FacetValue } from '../../../src/catalog/facets.ts'
import type { ProductFilter } from '../../../src/catalog/filter.ts'
import type { ShopMirror, ShopMirrors } from '../../../src/catalog/mirror/shop-mirror.ts'

export interface FakeProduct {
  readonly id: string
  brand?: string
  /** Folded path. */
  category?: string
  isHidden?: boolean
  isSoldOut?: boolean
  /** Major units. */
  price?: number
  onSale?: boolean
  attributes?: Readonly<Record<string, FacetValue>>
}

export interface FakeMirror extends ShopMirror {
  /** Changes a product as the feed would. */
  change(id: string, changes: Partial<FakeProduct>): void
}

/** Later products are newer. */
export function fakeMirror(products: readonly FakeProduct[], shopId = 'shop_test'): FakeMirror {
  const held = products.map((one) => ({ ...one }))
  const numbers = new Map(held.map(({ id }, number) => [id, number]))
  let version = 1
  const at = (number: number): FakeProduct => {
    const found = held[number]
    if (found === undefined) throw new RangeError(`no product ${String(number)}`)
    return found
  }
  const isSellable = (number: number) => at(number).isHidden !== true && at(number).isSoldOut !== true
  const matcher = (filter: ProductFilter) => {
    const condition = readCondition(filter)
    return (number: number) => {
      const one = at(number)
      return keepsProduct(condition, {
        id: one.id,
        status: one.isHidden === true ? 'draft' : 'active',
        inStock: one.isSoldOut !== true,
        facets: facetsOf(one),
      })
    }
  }
  const sharedFacets = (a: number, b: number): Facets => {
    const [left, right] = [facetsOf(at(a)), facetsOf(at(b))]
    return Object.fromEntries(
      Object.entries(left).flatMap(([name, values]) => {
        const both = values.filter((value) => right[name]?.includes(value))
        return both.length === 0 ? [] : [[name, both]]
      }),
    )
  }
  const every = () => [...held.keys()]
  return {
    shopId,
    generation: 1,
    get size() {
      return held.length
    },
    get version() {
      return version
    },
    change(id, changes) {
      Object.assign(at(numbers.get(id) ?? -1), changes)
      version++
    },
    numberOf: (id) => numbers.get(id),
    product(number) {
      const { id, brand = null, category = null, price, onSale = false } = at(number)
      const priceMinMinor = price === undefined ? null : price * 100
      return { id, brand, category, priceMinMinor, onSale, createdAt: new Date(number * 1_000) }
    },
    isSellable,
    isHidden: (number) => at(number).isHidden === true,
    matcher,
    overlap(a, b) {
      const size = (facets: Facets) => Object.values(facets).flat().length
      const both = size(sharedFacets(a, b))
      const all = size(facetsOf(at(a))) + size(facetsOf(at(b))) - both
      return all === 0 ? 0 : both / all
    },
    sharedFacets,
    count(filter, excluded) {
      const keeps = filter === undefined ? () => true : matcher(filter)
      const counts = { eligible: 0, hidden: 0, stock: 0, filter: 0, excluded: 0 }
      for (const number of every()) {
        if (at(number).isHidden === true) counts.hidden++
        else if (at(number).isSoldOut === true) counts.stock++
        else if (!keeps(number)) counts.filter++
        else if (excluded.has(number)) counts.excluded++
        else counts.eligible++
      }
      return counts
    },
    latest: () => every().reverse().filter(isSellable),
    onSale: () => every().filter((number) => isSellable(number) && at(number).onSale === true),
    group(facet, value) {
      const products = new Set(every().filter((number) => facetsOf(at(number))[facet]?.includes(value)))
      return products.size === 0 ? undefined : { version, products }
    },
  }
}

function facetsOf({ brand, category, price, attributes = {} }: FakeProduct): Facets {
  const segments = category?.split(' > ') ?? []
  return {
    ...(brand === undefined ? {} : { brand: [brand.toLowerCase()] }),
    ...(category === undefined
      ? {}
      : {
          category: segments.map((_, depth) => segments.slice(0, depth + 1).join(' > ')),
          'category.path': [category],
        }),
    ...(price === undefined ? {} : { price: [price] }),
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`attr.${name}`, [value]])),
  }
}

/** Mirrors of one shop; `confirm` says what the mirror says unless told otherwise. */
export function fakeMirrors(
  mirror: ShopMirror,
  answers: Partial<Pick<ShopMirrors, 'isCurrent' | 'confirm'>> = {},
): ShopMirrors {
  return {
    of: () => Promise.resolve(mirror),
    soon: () => Promise.resolve(mirror),
    peek: () => mirror,
    newest: (_shopId, { exclude, limit }) =>
      Promise.resolve(
        [...mirror.latest()]
          .map((number) => mirror.product(number).id)
          .filter((id) => !exclude.includes(id))
          .slice(0, limit),
      ),
    isCurrent: () => true,
    confirm: (_shopId, ids) =>
      Promise.resolve(new Set(ids.filter((id) => mirror.isSellable(mirror.numberOf(id) ?? -1)))),
    ...answers,
  }
}

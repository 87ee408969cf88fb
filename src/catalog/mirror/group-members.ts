/** Which products state a category or a brand, kept up product by product: groups are asked for far oftener than they change. */
import type { Facets, FacetValue } from '../facets.ts'

/** Facets whose values have lists of their own. */
const grouped = ['category', 'brand'] as const
export type GroupFacet = (typeof grouped)[number]

export interface Group {
  /** Grows when a product enters or leaves. */
  readonly version: number
  /** Catalogue numbers, whether they may be shown or not. */
  readonly products: ReadonlySet<number>
}

export class GroupMembers {
  readonly #groups = new Map<string, { version: number; readonly products: Set<number> }>()

  of(facet: GroupFacet, value: string): Group | undefined {
    return this.#groups.get(`${facet} ${value}`)
  }

  /** @param before what the product stated until now, per facet */
  move(product: number, before: (facet: GroupFacet) => readonly FacetValue[], after: Facets): void {
    for (const facet of grouped) {
      const [left, entered] = [before(facet), after[facet] ?? []]
      for (const value of left) if (!entered.includes(value)) this.#change(facet, value, product, false)
      for (const value of entered) if (!left.includes(value)) this.#change(facet, value, product, true)
    }
  }

  #change(facet: GroupFacet, value: FacetValue, product: number, enters: boolean): void {
    const key = `${facet} ${String(value)}`
    const group = this.#groups.get(key) ?? { version: 0, products: new Set() }
    this.#groups.set(key, group)
    group.version += 1
    if (enters) group.products.add(product)
    else group.products.delete(product)
    if (group.products.size === 0) this.#groups.delete(key)
  }
}

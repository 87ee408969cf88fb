/** Facet values as small numbers, and which of them each product states: a few bytes a value instead of an object. */
import type { Facets, FacetValue } from '../facets.ts'

export class FacetTokens {
  readonly #facets = new Map<string, { readonly number: number; readonly tokens: Map<FacetValue, number> }>()
  readonly #names: string[] = []
  readonly #values: FacetValue[] = []
  readonly #facetOf: number[] = []
  /** Per product a run of tokens, ordered by facet and then by token. */
  #tokens = new Uint32Array(1_024)
  #used = 0
  #garbage = 0
  #starts = new Uint32Array(256)
  #lengths = new Uint32Array(256)

  /** Replaces what the product states. */
  set(product: number, facets: Facets): void {
    const run = this.#encode(facets)
    this.#starts = grown(this.#starts, product + 1)
    this.#lengths = grown(this.#lengths, product + 1)
    const had = this.#lengths[product] ?? 0
    if (run.length > had) {
      this.#garbage += had
      if (this.#garbage > this.#used / 2 && this.#garbage > 100_000) this.#compact(product)
      this.#starts[product] = this.#used
      this.#used += run.length
      this.#tokens = grown(this.#tokens, this.#used)
    } else this.#garbage += had - run.length
    this.#tokens.set(run, this.#starts[product])
    this.#lengths[product] = run.length
  }

  /** True when the product states one of the values. */
  holds(product: number, facet: string, values: readonly FacetValue[]): boolean {
    const known = this.#facets.get(facet)
    if (known === undefined) return false
    const [start, end] = this.#runOf(product, known.number)
    for (const value of values) {
      const token = known.tokens.get(value)
      if (token === undefined) continue
      for (let at = start; at < end; at += 1) if (this.#tokens[at] === token) return true
    }
    return false
  }

  /** True when a value of the facet passes the test. */
  some(product: number, facet: string, test: (value: FacetValue) => boolean): boolean {
    const known = this.#facets.get(facet)
    if (known === undefined) return false
    const [start, end] = this.#runOf(product, known.number)
    for (let at = start; at < end; at += 1) {
      const value = this.#values[this.#tokens[at] ?? 0]
      if (value !== undefined && test(value)) return true
    }
    return false
  }

  /** Tokens both products have, and how many they have together. */
  compare(a: number, b: number): { readonly shared: readonly number[]; readonly union: number } {
    const shared: number[] = []
    const mine = this.#of(a)
    const others = new Set(this.#of(b))
    for (const token of mine) if (others.has(token)) shared.push(token)
    return { shared, union: mine.length + others.size - shared.length }
  }

  /** Back to the shape of `products.facets`. */
  decode(tokens: readonly number[]): Facets {
    const facets: Record<string, FacetValue[]> = {}
    for (const token of tokens) {
      const value = this.#values[token]
      if (value !== undefined) (facets[this.#names[this.#facetOf[token] ?? 0] ?? ''] ??= []).push(value)
    }
    return facets
  }

  valuesOf(product: number, facet: string): FacetValue[] {
    const known = this.#facets.get(facet)
    if (known === undefined) return []
    const [start, end] = this.#runOf(product, known.number)
    return [...this.#tokens.subarray(start, end)].flatMap((token) => this.#values[token] ?? [])
  }

  #of(product: number): Uint32Array {
    const start = this.#starts[product] ?? 0
    return this.#tokens.subarray(start, start + (this.#lengths[product] ?? 0))
  }

  #encode(facets: Facets): Uint32Array {
    const run: number[] = []
    for (const [name, values] of Object.entries(facets)) {
      let facet = this.#facets.get(name)
      if (facet === undefined) {
        facet = { number: this.#names.length, tokens: new Map() }
        this.#facets.set(name, facet)
        this.#names.push(name)
      }
      for (const value of values) {
        let token = facet.tokens.get(value)
        if (token === undefined) {
          token = this.#values.length
          facet.tokens.set(value, token)
          this.#values.push(value)
          this.#facetOf.push(facet.number)
        }
        run.push(token)
      }
    }
    const facetOf = this.#facetOf
    return Uint32Array.from(run.sort((a, b) => (facetOf[a] ?? 0) - (facetOf[b] ?? 0) || a - b))
  }

  /** Where the facet's tokens lie in the product's run; both ends equal when there are none. */
  #runOf(product: number, facet: number): readonly [number, number] {
    const start = this.#starts[product] ?? 0
    const end = start + (this.#lengths[product] ?? 0)
    let low = start
    let high = end
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#facetOf[this.#tokens[middle] ?? 0] ?? 0) < facet) low = middle + 1
      else high = middle
    }
    let last = low
    while (last < end && this.#facetOf[this.#tokens[last] ?? 0] === facet) last += 1
    return [low, last]
  }

  #compact(except: number): void {
    const kept = new Uint32Array(this.#tokens.length)
    let used = 0
    for (let product = 0; product < this.#lengths.length; product += 1) {
      if (product === except) continue
      const run = this.#of(product)
      kept.set(run, used)
      this.#starts[product] = used
      used += run.length
    }
    this.#tokens = kept
    this.#used = used
    this.#garbage = 0
  }
}

function grown(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (array.length >= length) return array
  const larger = new Uint32Array(Math.max(length, Math.ceil(array.length * 1.5)))
  larger.set(array)
  return larger
}

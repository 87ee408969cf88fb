/**
 * An inverted index in memory with BM25 ranking (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
 * 2009; fields weighted as in their section 3.6, BM25F with one length norm). Adding or removing one product costs
 * its own terms only, and statistics stay exact: an index that was changed equals one built anew.
 */
import { termsOf } from '../../inference/terms.ts'
import { bestOf } from './best-of.ts'

export interface SearchField {
  readonly text: string
  /** A term counts this many times; 0 to 15. */
  readonly weight: number
}

export interface SearchHit {
  readonly key: string
  /** Above 0; comparable within one answer only. */
  readonly score: number
}

export interface SearchOptions {
  readonly limit: number
  /** Keeps only the keys it accepts, before the limit. */
  readonly accepts?: ((key: string) => boolean) | undefined
}

export interface Bm25Index {
  readonly size: number
  /** Adds the product or replaces what was known of it. */
  upsert(key: string, fields: readonly SearchField[]): void
  /** @returns whether the key was there */
  remove(key: string): boolean
  has(key: string): boolean
  /** Best first, equal scores by key; empty when no term of the query is known. */
  search(query: string, options: SearchOptions): SearchHit[]
}

export interface Bm25Parameters {
  /** How soon repeats stop to count. */
  readonly k1: number
  /** How much longer documents are held back: 0 not at all, 1 in proportion. */
  readonly b: number
}

/** Lucene's and Elasticsearch's defaults. */
export const defaultParameters: Bm25Parameters = { k1: 1.2, b: 0.75 }

/** Term frequencies are kept in quarters in eight bits beside a 24-bit slot: one number per posting. */
const frequencySteps = 4
const maxFrequency = 255
const maxSlots = 2 ** 24

interface Entry {
  readonly key: string
  /** Ids of its terms, for removal. */
  readonly terms: Uint32Array
  /** Weighted number of terms. */
  readonly length: number
}

export function createBm25Index({ k1, b }: Bm25Parameters = defaultParameters): Bm25Index {
  const slots = new Map<string, number>()
  const entries: (Entry | undefined)[] = []
  const freeSlots: number[] = []
  const termIds = new Map<string, number>()
  const postings: Postings[] = []
  let totalLength = 0
  let scores = new Float64Array(0)

  const termId = (term: string): number => {
    const known = termIds.get(term)
    if (known !== undefined) return known
    termIds.set(term, postings.length)
    postings.push(emptyPostings())
    return postings.length - 1
  }

  const remove = (key: string): boolean => {
    const slot = slots.get(key)
    const entry = slot === undefined ? undefined : entries[slot]
    if (slot === undefined || entry === undefined) return false
    for (const id of entry.terms) {
      const list = postings[id]
      if (list !== undefined) removePosting(list, slot)
    }
    totalLength -= entry.length
    slots.delete(key)
    entries[slot] = undefined
    freeSlots.push(slot)
    return true
  }

  return {
    get size() {
      return slots.size
    },
    has: (key) => slots.has(key),
    remove,
    upsert(key, fields) {
      remove(key)
      const slot = freeSlots.pop() ?? entries.length
      if (slot >= maxSlots) throw new RangeError(`The index holds at most ${String(maxSlots)} products.`)
      const frequencies = weightedFrequencies(fields)
      const terms = Uint32Array.from(frequencies.keys(), termId)
      let length = 0
      let position = 0
      for (const steps of frequencies.values()) {
        const list = postings[terms[position++] ?? 0]
        if (list !== undefined) addPosting(list, slot * (maxFrequency + 1) + Math.min(maxFrequency, steps))
        length += steps / frequencySteps
      }
      entries[slot] = { key, terms, length }
      slots.set(key, slot)
      totalLength += length
    },
    search(query, { limit, accepts }) {
      if (scores.length < entries.length) scores = new Float64Array(Math.ceil(entries.length * 1.25))
      const averageLength = totalLength / Math.max(1, slots.size)
      const touched: number[] = []
      for (const [term, count] of countsOf(termsOf(query))) {
        const list = postings[termIds.get(term) ?? -1]
        if (list === undefined || list.count === 0) continue
        const rarity = count * Math.log(1 + (slots.size - list.count + 0.5) / (list.count + 0.5)) * (k1 + 1)
        for (let i = 0; i < list.count; i++) {
          const posting = list.packed[i] ?? 0
          const slot = posting >>> 8
          const frequency = (posting & maxFrequency) / frequencySteps
          const norm = k1 * (1 - b + (b * (entries[slot]?.length ?? 0)) / averageLength)
          if (scores[slot] === 0) touched.push(slot)
          scores[slot] = (scores[slot] ?? 0) + (rarity * frequency) / (frequency + norm)
        }
      }
      const hits = bestOf(hitsOf(touched), limit, (a, z) => z.score - a.score || (a.key < z.key ? -1 : 1))
      for (const slot of touched) scores[slot] = 0
      return hits

      function* hitsOf(found: readonly number[]): Generator<SearchHit> {
        for (const slot of found) {
          const key = entries[slot]?.key
          if (key !== undefined && (accepts === undefined || accepts(key)))
            yield { key, score: scores[slot] ?? 0 }
        }
      }
    },
  }
}

/** Per term, its weighted count in quarter steps, at least one. */
function weightedFrequencies(fields: readonly SearchField[]): Map<string, number> {
  const frequencies = new Map<string, number>()
  for (const { text, weight } of fields)
    for (const term of termsOf(text))
      frequencies.set(term, (frequencies.get(term) ?? 0) + weight * frequencySteps)
  for (const [term, steps] of frequencies) frequencies.set(term, Math.max(1, Math.round(steps)))
  return frequencies
}

function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** `count` packed postings in no particular order; the rest of the array is room to grow. */
interface Postings {
  packed: Uint32Array
  count: number
}

const noPostings = new Uint32Array(0)

function emptyPostings(): Postings {
  return { packed: noPostings, count: 0 }
}

function addPosting(list: Postings, posting: number): void {
  if (list.count === list.packed.length) {
    const grown = new Uint32Array(Math.ceil(list.count * 1.5) + 1)
    grown.set(list.packed)
    list.packed = grown
  }
  list.packed[list.count++] = posting
}

function removePosting(list: Postings, slot: number): void {
  for (let i = 0; i < list.count; i++) {
    if ((list.packed[i] ?? 0) >>> 8 !== slot) continue
    list.packed[i] = list.packed[--list.count] ?? 0
    break
  }
  if (list.count === 0) list.packed = noPostings
}

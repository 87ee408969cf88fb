/**
 * Finds texts that nearly repeat an earlier one, in one pass and bounded memory: shingles of five words, MinHash
 * signatures (Broder 1997) and banding. Codes of another product in an otherwise equal text do not hide it.
 */

/** 32 hashes tell 0.8 from 0.6 well enough for a report; 8 bands of 4 find 98 % of pairs at 0.8. */
const hashes = 32
const bandRows = 4
const shingleWords = 5
/** Shorter texts are alike by chance. */
const wordsMin = 20
/** Signatures kept; a larger catalogue is compared with these first ones. 200,000 take about 60 MB. */
const textsMax = 200_000

export interface NearCopy {
  readonly product: string
  /** Estimated share of common shingles, 0 to 1. */
  readonly similarity: number
}

export class DuplicateIndex {
  readonly #products: string[] = []
  readonly #signatures: Uint32Array[] = []
  readonly #bands = new Map<number, number[]>()

  /** @returns the earlier text it repeats, if any; the text itself is remembered */
  add(product: string, text: string, threshold = 0.8): NearCopy | undefined {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    if (words.length < wordsMin) return undefined
    const signature = signatureOf(words)
    const keys = bandKeys(signature)
    const found = this.#nearest(signature, keys)
    if (this.#products.length < textsMax) this.#remember(product, signature, keys)
    return found !== undefined && found.similarity >= threshold && found.product !== product
      ? found
      : undefined
  }

  #nearest(signature: Uint32Array, keys: readonly number[]): NearCopy | undefined {
    let best: NearCopy | undefined
    const seen = new Set<number>()
    for (const key of keys) {
      // A template shared by thousands fills a band; the first few prove the copy as well as all of them.
      for (const index of (this.#bands.get(key) ?? []).slice(0, 8)) {
        const other = this.#signatures[index]
        if (seen.has(index) || other === undefined) continue
        seen.add(index)
        const similarity = agreement(signature, other)
        if (best === undefined || similarity > best.similarity)
          best = { product: this.#products[index] ?? '', similarity }
      }
    }
    return best
  }

  #remember(product: string, signature: Uint32Array, keys: readonly number[]): void {
    const index = this.#products.push(product) - 1
    this.#signatures.push(signature)
    for (const key of keys) {
      const members = this.#bands.get(key)
      if (members === undefined) this.#bands.set(key, [index])
      else if (members.length < 8) members.push(index)
    }
  }
}

function signatureOf(words: readonly string[]): Uint32Array {
  const hashed = words.map(fnv)
  const signature = new Uint32Array(hashes).fill(0xffff_ffff)
  for (let start = 0; start + shingleWords <= hashed.length; start += 1) {
    let shingle = 0x811c_9dc5
    for (let at = start; at < start + shingleWords; at += 1)
      shingle = Math.imul(shingle ^ (hashed[at] ?? 0), 0x0100_0193)
    for (let k = 0; k < hashes; k += 1) {
      const mixed = mix(shingle, k)
      if (mixed < (signature[k] ?? 0)) signature[k] = mixed
    }
  }
  return signature
}

/** FNV-1a, 32 bits. */
function fnv(word: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x0100_0193)
  return hash
}

/** One of a family of hash functions: multiply, add, and fold (the finaliser of MurmurHash3, shortened). */
function mix(value: number, seed: number): number {
  let hash = Math.imul(value ^ (seed * 0x9e37_79b9), 0x85eb_ca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2_ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function bandKeys(signature: Uint32Array): number[] {
  const keys: number[] = []
  for (let band = 0; band * bandRows < hashes; band += 1) {
    let key = mix(band, 7)
    for (let row = 0; row < bandRows; row += 1) key = mix(key ^ (signature[band * bandRows + row] ?? 0), row)
    keys.push(key)
  }
  return keys
}

function agreement(a: Uint32Array, b: Uint32Array): number {
  let same = 0
  for (let at = 0; at < hashes; at += 1) if (a[at] === b[at]) same += 1
  return same / hashes
}

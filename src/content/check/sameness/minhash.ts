/**
 * MinHash signatures (Broder 1997) of a text's five-word shingles, values in place. Two signatures agree in as large a
 * share of their places as the texts have shingles in common; bands of a signature make an index of likely neighbours.
 */
import { wordsOf } from '../text/words.ts'

export const SHINGLE_WORDS = 5
const PLACES = 128
/** 16 bands of 8 places: a pair of 0.8 shares a band with 94 %, a pair of 0.4 with 1 % (1 − (1 − s^8)^16). */
const BAND_PLACES = 8

/** Hashes of the shingles of a text; a text shorter than a shingle is one itself. */
export function shinglesOf(text: string): Set<number> {
  const words = wordsOf(text)
  const shingles = new Set<number>()
  const last = Math.max(1, words.length - SHINGLE_WORDS + 1)
  for (let at = 0; at < last; at += 1) {
    let hash = 0x811c9dc5
    for (let offset = 0; offset < SHINGLE_WORDS; offset += 1)
      hash = hashWord(words[at + offset]?.text ?? '', hash)
    if (words.length > 0) shingles.add(hash)
  }
  return shingles
}

/** The share of shingles that two texts have in common (Jaccard). */
export function resemblance(one: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (one.size === 0 || other.size === 0) return 0
  let both = 0
  for (const shingle of one) if (other.has(shingle)) both += 1
  return both / (one.size + other.size - both)
}

/** 128 unsigned 32-bit numbers to store beside a text. */
export function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(PLACES).fill(0xffffffff)
  for (const shingle of shinglesOf(text)) {
    for (let place = 0; place < PLACES; place += 1) {
      const hash = mix(shingle ^ (seeds[place] ?? 0))
      if (hash < (signature[place] ?? 0)) signature[place] = hash
    }
  }
  return signature
}

/** Estimate of the resemblance; its standard error at 0.8 is 0.035. */
export function estimateResemblance(one: Uint32Array, other: Uint32Array): number {
  let same = 0
  for (let place = 0; place < PLACES; place += 1) if (one[place] === other[place]) same += 1
  return same / PLACES
}

/** Keys of a locality-sensitive index: texts that share one are worth a comparison. */
export function bandsOf(signature: Uint32Array): string[] {
  const bands: string[] = []
  for (let start = 0; start < PLACES; start += BAND_PLACES) {
    let hash = 0x811c9dc5
    for (let place = start; place < start + BAND_PLACES; place += 1)
      hash = mix(hash ^ (signature[place] ?? 0))
    bands.push(`${String(start / BAND_PLACES)}:${hash.toString(36)}`)
  }
  return bands
}

const seeds = Uint32Array.from({ length: PLACES }, (_, place) => mix(place * 0x9e3779b9 + 0x85ebca6b))

/** FNV-1a over the letters of a word, and a mark between words. */
function hashWord(word: string, seed: number): number {
  let hash = seed
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return Math.imul(hash ^ 0x1f, 0x01000193) >>> 0
}

/** Finaliser of MurmurHash3. */
function mix(value: number): number {
  let hash = value >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Chance that repeats: the same seed gives the same numbers on every machine. Nothing here is secret. */

/** Numbers in [0, 1), one a call (mulberry32 over FNV-1a; both public domain). */
export function createChance(seed: string | number): () => number {
  let state = typeof seed === 'number' ? seed | 0 : fnv1a(seed)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number in 0 … length − 1. */
export function below(chance: () => number, length: number): number {
  return Math.floor(chance() * length)
}

/** 32 bits of a text (Fowler, Noll, Vo), signed. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash | 0
}

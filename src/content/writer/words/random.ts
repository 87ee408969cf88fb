/** Choices that look free and repeat exactly: a small generator seeded by a text. Nothing here is secret. */
export interface Chooser {
  /** An index in [0, length). */
  below(length: number): number
  pick<T>(items: readonly [T, ...T[]]): T
}

/** Equal seeds give equal choices on every machine (mulberry32 over FNV-1a; both public domain). */
export function createChooser(seed: string): Chooser {
  let state = fnv1a(seed)
  const below = (length: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * length)
  }
  return { below, pick: (items) => items[below(items.length)] ?? items[0] }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash | 0
}

/** Choices that look free and repeat exactly: a small generator seeded by a text. Nothing here is secret. */
import { closed } from './open-words.ts'

export interface Chooser {
  /** An index in [0, length). */
  below(length: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  /** One of the patterns, rather one that is not to be avoided; empty when there is none. */
  draw(patterns: readonly string[]): string
  /** The pattern with its open words chosen: those that this text has used least. */
  close(pattern: string): string
  /** One of the patterns, closed. */
  say(patterns: readonly string[]): string
  /** The patterns drawn so far. */
  readonly drawn: ReadonlySet<string>
}

/** Equal seeds give equal choices on every machine (mulberry32 over FNV-1a; both public domain). */
export function createChooser(seed: string, avoid: ReadonlySet<string> = new Set()): Chooser {
  const drawn = new Set<string>()
  let state = fnv1a(seed)
  const below = (length: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * length)
  }
  const uses = new Map<string, number>()
  const leastUsed = (words: readonly string[]): string => {
    const fewest = Math.min(...words.map((word) => uses.get(word) ?? 0))
    const open = words.filter((word) => (uses.get(word) ?? 0) === fewest)
    const word = open[below(open.length)] ?? ''
    uses.set(word, fewest + 1)
    return word
  }
  const close = (pattern: string) => (pattern.includes('[') ? closed(pattern, leastUsed) : pattern)
  const draw = (patterns: readonly string[]): string => {
    const fresh = avoid.size === 0 ? patterns : patterns.filter((pattern) => !avoid.has(pattern))
    const open = fresh.length > 0 ? fresh : patterns
    const pattern = open[below(open.length)] ?? ''
    drawn.add(pattern)
    return pattern
  }
  return {
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    draw,
    close,
    say: (patterns) => close(draw(patterns)),
    drawn,
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash | 0
}

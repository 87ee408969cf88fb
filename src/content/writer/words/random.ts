/** Choices that look free and repeat exactly: a small generator seeded by a text. Nothing here is secret. */
import { below as belowOf, createChance } from '../../../chance.ts'
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

/** Equal seeds give equal choices on every machine (src/chance.ts). */
export function createChooser(seed: string, avoid: ReadonlySet<string> = new Set()): Chooser {
  const drawn = new Set<string>()
  const chance = createChance(seed)
  const below = (length: number) => belowOf(chance, length)
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

/**
 * Many phrases looked for at once, in one pass over the words: a tree by word, so that a thousand phrases cost no more
 * than ten. The longest phrase at a place wins, so a harmless longer phrase ("best before") shields a harmful short one.
 *
 * A phrase is words with blanks between them: "eco friendly" (also finds "eco-friendly"), "umweltfreundlich*" (any
 * ending), "(buy|get) one", "the? best" or "(the very)? best" (optional), "only ~ left" (one to three words in between).
 */
import type { Word } from './words.ts'

export interface PhraseHit<T> {
  readonly means: T
  /** Index of the first word, and of the one after the last. */
  readonly from: number
  readonly to: number
  /** UTF-16 offsets in the text. */
  readonly start: number
  readonly end: number
}

export interface PhraseIndex<T> {
  /** Hits in the order of the text; none overlaps another. */
  find(words: readonly Word[]): PhraseHit<T>[]
}

interface Node<T> {
  readonly exact: Map<string, Node<T>>
  /** By stem: words that begin with it. */
  readonly stems: Map<string, Node<T>>
  gap: Node<T> | undefined
  means: { readonly value: T } | undefined
}

const GAP_WORDS_MAX = 3
/** Stems are found by their first letters. */
const STEM_KEY = 3

export function createPhraseIndex<T>(phrases: Iterable<readonly [phrase: string, means: T]>): PhraseIndex<T> {
  const root = createNode<T>()
  for (const [phrase, means] of phrases) addPhrase(root, phrase, means)
  const rootStems = new Map<string, (readonly [string, Node<T>])[]>()
  for (const entry of root.stems) {
    const key = entry[0].slice(0, STEM_KEY)
    rootStems.set(key, [...(rootStems.get(key) ?? []), entry])
  }
  return {
    find(words) {
      const hits: PhraseHit<T>[] = []
      for (let from = 0; from < words.length; from += 1) {
        const word = words[from]
        if (word === undefined) break
        const exact = root.exact.get(word.text)
        let best = exact === undefined ? undefined : follow(exact, words, from + 1)
        for (const [stem, node] of rootStems.get(word.text.slice(0, STEM_KEY)) ?? []) {
          if (word.text.startsWith(stem)) best = longer(best, follow(node, words, from + 1))
        }
        if (best === undefined) continue
        const end = words[best.to - 1]?.end ?? word.end
        hits.push({ means: best.value, from, to: best.to, start: word.start, end })
        from = best.to - 1
      }
      return hits
    },
  }
}

interface Reached<T> {
  readonly to: number
  readonly value: T
}

/** The furthest end that can be reached from a node; the tree bounds the depth, and gaps are short. */
function follow<T>(node: Node<T>, words: readonly Word[], at: number): Reached<T> | undefined {
  let best: Reached<T> | undefined =
    node.means === undefined ? undefined : { to: at, value: node.means.value }
  const word = words[at]
  if (word === undefined || word.isAfterBreak) return best
  const next = node.exact.get(word.text)
  if (next !== undefined) best = longer(best, follow(next, words, at + 1))
  for (const [stem, child] of node.stems) {
    if (word.text.startsWith(stem)) best = longer(best, follow(child, words, at + 1))
  }
  if (node.gap === undefined) return best
  for (let skipped = 1; skipped <= GAP_WORDS_MAX; skipped += 1) {
    const behind = words[at + skipped]
    if (behind === undefined || behind.isAfterBreak) break
    best = longer(best, follow(node.gap, words, at + skipped))
  }
  return best
}

function longer<T>(best: Reached<T> | undefined, other: Reached<T> | undefined): Reached<T> | undefined {
  return other === undefined || (best !== undefined && best.to >= other.to) ? best : other
}

/** The first meaning of a phrase stays: lists are ordered by weight. */
function addPhrase<T>(root: Node<T>, phrase: string, means: T): void {
  let ends = [root]
  for (const [token] of phrase.matchAll(/\([^)]*\)\??|\S+/g)) {
    const isOptional = token.endsWith('?')
    const choices = token
      .replace(/\?$/, '')
      .replace(/^\((.*)\)$/, '$1')
      .split('|')
    const next = ends.flatMap((node) =>
      choices.map((choice) => choice.split(' ').reduce<Node<T>>(childOf, node)),
    )
    ends = isOptional ? [...ends, ...next] : next
  }
  for (const node of ends) node.means ??= { value: means }
}

function childOf<T>(node: Node<T>, token: string): Node<T> {
  if (token === '~') return (node.gap ??= createNode())
  const isStem = token.endsWith('*')
  const children = isStem ? node.stems : node.exact
  const key = isStem ? token.slice(0, -1) : token
  const known = children.get(key)
  if (known !== undefined) return known
  const child = createNode<T>()
  children.set(key, child)
  return child
}

function createNode<T>(): Node<T> {
  return { exact: new Map(), stems: new Map(), gap: undefined, means: undefined }
}

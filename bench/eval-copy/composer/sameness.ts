/**
 * How alike texts are, with their values taken out: self-BLEU-4 (each text against all others, Zhu et al. 2018; clipped
 * n-gram precision, no smoothing needed at these lengths) and distinct-2 (different pairs of words among all).
 */

export interface Sameness {
  readonly selfBleu: number
  readonly distinct2: number
}

const ORDER = 4

export function samenessOf(texts: readonly (readonly string[])[]): Sameness {
  const grams = texts.map((words) => Array.from({ length: ORDER }, (_unused, n) => countGrams(words, n + 1)))
  const best = Array.from({ length: ORDER }, (_unused, n) =>
    largestTwo(grams.map((orders) => orders[n] ?? new Map())),
  )
  const scores = texts.map((words, index) => {
    let logs = 0
    for (let n = 0; n < ORDER; n += 1) {
      const own = grams[index]?.[n] ?? new Map<string, number>()
      let matched = 0
      let total = 0
      for (const [gram, count] of own) {
        total += count
        matched += Math.min(count, elsewhere(best[n], gram, index))
      }
      logs += Math.log(Math.max(matched, 1e-9) / Math.max(total, 1)) / ORDER
    }
    return Math.exp(logs) * brevity(words.length, texts, index)
  })
  const pairs = grams.map((orders) => orders[1] ?? new Map<string, number>())
  const all = pairs.reduce((sum, counts) => sum + [...counts.values()].reduce((a, b) => a + b, 0), 0)
  const different = new Set(pairs.flatMap((counts) => [...counts.keys()])).size
  return { selfBleu: mean(scores), distinct2: different / Math.max(1, all) }
}

interface Largest {
  readonly first: number
  readonly owner: number
  readonly second: number
}

/** For each n-gram its highest count in any text, whose that is, and the highest in another: "all others" in O(1). */
function largestTwo(counts: readonly ReadonlyMap<string, number>[]): Map<string, Largest> {
  const largest = new Map<string, Largest>()
  counts.forEach((own, index) => {
    for (const [gram, count] of own) {
      const known = largest.get(gram) ?? { first: 0, owner: -1, second: 0 }
      largest.set(
        gram,
        count > known.first
          ? { first: count, owner: index, second: known.first }
          : { ...known, second: Math.max(known.second, count) },
      )
    }
  })
  return largest
}

function elsewhere(largest: ReadonlyMap<string, Largest> | undefined, gram: string, index: number): number {
  const known = largest?.get(gram)
  if (known === undefined) return 0
  return known.owner === index ? known.second : known.first
}

/** BLEU's brevity penalty against the closest length of the others. */
function brevity(length: number, texts: readonly (readonly string[])[], index: number): number {
  let closest = Number.POSITIVE_INFINITY
  texts.forEach((other, at) => {
    if (at !== index && Math.abs(other.length - length) < Math.abs(closest - length)) closest = other.length
  })
  return length >= closest ? 1 : Math.exp(1 - closest / length)
}

function countGrams(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let start = 0; start + n <= words.length; start += 1) {
    const gram = words.slice(start, start + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

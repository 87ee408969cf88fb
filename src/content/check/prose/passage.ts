/**
 * A text made ready for the rules: its sentences, the product's own name blanked out, and the answer to "is this denied
 * here?". Denial reaches over a list ("does not have Wi-Fi, Bluetooth or GPS") and ends where the sentence turns
 * ("but it does have a radio").
 */

export interface Passage {
  /** As given. */
  readonly text: string
  /** Same length: the product's name is blanked out, for it claims nothing ("Orange" the maker is no colour). */
  readonly masked: string
  /** `masked` in lower case. */
  readonly lower: string
  /** Ends of the sentences, ascending. */
  readonly ends: readonly number[]
}

/** A full stop ends a sentence when blank space and no lower-case letter follow; "4.4.2" and "f/2.0" stay whole. */
const sentenceEnd = /[.!?…]+["”’')\]]*(?=\s+[^\p{Ll}\s]|\s*$)|\n+|[•;](?=\s)/gu

/** @param name of the product: title and brand */
export function createPassage(text: string, name: string): Passage {
  const masked = maskName(text, name)
  const ends = [...masked.matchAll(sentenceEnd)].map((match) => match.index + match[0].length)
  return { text, masked, lower: masked.toLowerCase(), ends: [...ends, text.length] }
}

/** The sentence that holds the place, masked, and where it begins. */
export function sentenceAt(
  { masked, ends }: Passage,
  at: number,
): { readonly text: string; readonly start: number } {
  let low = 0
  let high = ends.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  const start = ends[low - 1] ?? 0
  return { start, text: masked.slice(start, ends[low]) }
}

/** At most `chars` of the same sentence before the place. */
export function textBefore(passage: Passage, at: number, chars: number): string {
  return passage.masked.slice(Math.max(sentenceAt(passage, at).start, at - chars), at)
}

const denialWord =
  /\b(?:no|not|without|cannot|never|neither|nor|lacks?|lacking|excludes?|excluding|free of|devoid of)\b|n['’]t\b/giu
/** Words after which a denial no longer holds. */
const turn =
  /\b(?:but|however|although|though|while|whereas|instead|yet|except|only|and (?:it |the \p{L}+ )?(?:has|have|is|are|was|supports?|comes?|features?|offers?|includes?|runs?|can|does|weighs|costs))\b/iu
/** "NFC (absent)", "a jack is not present": the denial stands after its subject. */
const denialAfter =
  /^(?:\s*\(\s*(?:absent|not supported|not available|no|none)\s*\)|[^.,;()]{0,40}?(?:\b(?:is|are|was|were)\s+(?:not|absent|missing|unavailable)\b|\b(?:is|are)n['’]t\b))/iu
/** Denials that deny something else. */
const falseDenial =
  /^(?:not only|no longer|no matter|no need|no doubt|no wonder|not to mention|no-frills|not just|no\.? ?\d)/i

/** Characters: no list under one denial is longer, and a text without full stops stays linear to judge. */
const denialReach = 400

/** Whether the words from `start` to `end` are said not to be. */
export function isDenied(passage: Passage, start: number, end: number): boolean {
  const sentence = sentenceAt(passage, start)
  const before = textBefore(passage, start, denialReach)
  for (const match of before.matchAll(denialWord)) {
    if (falseDenial.test(before.slice(match.index, match.index + 16))) continue
    if (!turn.test(before.slice(match.index + match[0].length))) return true
  }
  return denialAfter.test(sentence.text.slice(end - sentence.start, end - sentence.start + 80))
}

function maskName(text: string, name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  if (words.length === 0) return text
  const pattern = words
    .slice(0, 40)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`))
    .join('|')
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu'), (word) =>
    '\u00b7'.repeat(word.length),
  )
}

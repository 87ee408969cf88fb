/**
 * A family: one question a product's data answers (which sensors, which colours, is there NFC), with the words in which
 * prose answers it. Where the data answers the question, an answer it does not give is contradicted; where the data
 * says nothing, it is merely unsupported.
 */
import type { FindingCode } from '../../finding.ts'

export interface Term {
  /** As it is named to people. */
  readonly name: string
  readonly text: RegExp
  /** What supports the term in a fact. */
  readonly evidence: RegExp
  /** One of these stands in every text the pattern can match: a quick way to pass by; null when none is known. */
  readonly triggers: readonly string[] | null
}

export interface Family {
  readonly id: string
  readonly code: FindingCode
  /** Names of the attributes that answer the question in full. */
  readonly about: RegExp
  /**
   * "presence": any stated value but No says the thing is there. "closed": the values list all there is. "open": the
   * values are examples, so a term they lack is unsupported and never contradicted.
   */
  readonly kind: 'presence' | 'closed' | 'open'
  readonly terms: readonly Term[]
  /** Names of makers and product lines. */
  readonly isNamed?: true
  /** The sentence must hold these words too: "gold" is a colour only where colours are spoken of. */
  readonly near?: RegExp
}

/**
 * @param words alternatives of a pattern, matched as whole words in any case
 * @param evidence pattern of supporting facts; left out: the same words
 */
export function term(name: string, words: string, evidence = words): Term {
  return {
    name,
    text: new RegExp(wholeWords(words), 'giu'),
    evidence: new RegExp(evidence, 'iu'),
    triggers: triggersOf(words),
  }
}

export function wholeWords(words: string): string {
  return String.raw`(?<![\p{L}\p{N}-])(?:${words})(?![\p{L}\p{N}])`
}

/** The longest run of plain letters of each alternative, lower case; null when an alternative has none. */
export function triggersOf(words: string): readonly string[] | null {
  let plain = words
  // Innermost groups first: optional ones and look-arounds may be absent, others are cut out as unknown.
  for (let before = ''; before !== plain;) {
    before = plain
    plain = plain.replace(/\((?:\?[:=!]|\?<[=!])[^()]*\)[?*]?/g, ' ')
  }
  const runs = plain.split('|').map((alternative) =>
    alternative
      .replace(/\[[^\]]*\][?*+]?|\\.[?*+]?|.[?*]/g, ' ')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .reduce((longest, run) => (run.length > longest.length ? run : longest), ''),
  )
  return runs.every((run) => run.length >= 2) ? runs : null
}

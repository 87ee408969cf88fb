/**
 * Tells when an answer has run away into blanks: constrained decoding may emit whitespace until the length limit
 * (omlx#2990: 23 % of 262 calls). JSON needs short runs of blanks only, so a long one is the end of sense.
 */

/** A delta of blanks alone is one token to us; where deltas are larger, four characters are. */
const TOKENS_MAX = 32
const CHARS_PER_TOKEN = 4

export interface WhitespaceGuard {
  /** True from the moment the run of blanks at the end of the text is too long. */
  hasRunAway(delta: string): boolean
}

export function createWhitespaceGuard(): WhitespaceGuard {
  let tokens = 0
  let chars = 0
  return {
    hasRunAway(delta) {
      const trailing = delta.length - delta.trimEnd().length
      const isBlank = trailing === delta.length
      if (isBlank && delta !== '') {
        tokens += 1
        chars += trailing
      } else if (!isBlank) {
        tokens = 0
        chars = trailing
      }
      return tokens >= TOKENS_MAX || chars >= TOKENS_MAX * CHARS_PER_TOKEN
    },
  }
}

/** F07: what the facts deny must be denied, and nothing else may be. Judged per clause: "has a hood but no pockets". */
import type { Lexicon } from './lexicon/lexicon.ts'
import type { Licence } from './licence/licence.ts'
import type { Reading } from './text/reading.ts'

export interface PolarityProblem {
  /** Token of the denial, or of the mention; null: nothing in the sentence denies. */
  readonly index: number | null
  readonly facts: readonly Licence[]
  readonly kind: 'undenied' | 'denied'
}

export function judgePolarity(reading: Reading, lexicon: Lexicon): PolarityProblem[] {
  const negative = reading.cited.filter(({ fact }) => fact.value === false)
  const denials = denialsOf(reading, lexicon)
  if (negative.length === 0 && denials.length === 0) return []
  const denied = new Set<number>()
  const problems: PolarityProblem[] = []
  for (const { at, scope } of denials) {
    for (const index of scope) denied.add(index)
    const isStated = negative.some((licence) => scope.some((index) => isTold(licence, index, reading)))
    if (!isStated && !scope.some((index) => isZero(reading, index)))
      problems.push({ index: at, facts: [], kind: 'denied' })
    const yes = reading.cited.find(
      (licence) =>
        licence.fact.value === true && scope.some((index) => isToldOnly(licence, index, reading, negative)),
    )
    if (isStated && yes !== undefined) problems.push({ index: at, facts: [yes], kind: 'denied' })
  }
  for (const licence of negative) {
    const told = reading.tokens.flatMap((_token, index) => (isTold(licence, index, reading) ? [index] : []))
    const [first] = told
    if (told.some((index) => denied.has(index))) continue
    problems.push({ index: first ?? null, facts: [licence], kind: 'undenied' })
  }
  return problems
}

interface Denial {
  readonly at: number
  /** Tokens that it denies. */
  readonly scope: readonly number[]
}

function denialsOf(reading: Reading, lexicon: Lexicon): Denial[] {
  const { tokens } = reading
  const { denial } = lexicon
  const exempt = exemptTokens(reading, lexicon)
  return tokens.flatMap((token, at): Denial[] => {
    const { lower } = token
    if (exempt.has(at) || isQuoted(reading, at)) return []
    const [begin, end] = clauseAround(reading, at, lexicon)
    const phrase = denial.phrases.find((words) =>
      words.every((word, offset) => tokens[at + offset]?.lower === word),
    )
    if (phrase !== undefined) return [{ at, scope: span(begin, at + phrase.length) }]
    if (denial.forward.has(lower)) return [{ at, scope: span(at + 1, end) }]
    if (denial.backward.has(lower)) return [{ at, scope: span(begin, at) }]
    if (denial.suffix.has(lower)) {
      const isCompound = /^[-‐‑]$/.test(token.gap)
      const isPhrase = ['of', 'from', 'von'].includes(tokens[at + 1]?.lower ?? '')
      if (isLicensedBy(reading, at) || (!isCompound && !isPhrase)) return []
      return [{ at, scope: isCompound ? span(at - 1, at) : span(at + 1, end) }]
    }
    if (!denial.clause.has(lower)) return []
    const forward = span(at + 1, end)
    const speaks = forward.some((index) => reading.cited.some((licence) => isTold(licence, index, reading)))
    return [{ at, scope: speaks ? forward : span(begin, end) }]
  })
}

/** The word stands in a cited value ("not specified", "non slip"), so the fact says it itself. */
function isQuoted({ tokens, runs }: Reading, at: number): boolean {
  const run = runs[at]
  const isLong = run !== undefined && (run.length > 1 || run.licence.singles.has(tokens[at]?.stem ?? ''))
  return isLong && run.licence.valueStems.has(tokens[at]?.stem ?? '')
}

function isLicensedBy(reading: Reading, at: number): boolean {
  const stem = reading.tokens[at]?.stem ?? ''
  return reading.cited.some(
    ({ attribute, valueStems }) => attribute.telling.has(stem) || valueStems.has(stem),
  )
}

function exemptTokens({ tokens }: Reading, { denial }: Lexicon): ReadonlySet<number> {
  const exempt = new Set<number>()
  tokens.forEach((_token, begin) => {
    for (const phrase of denial.exempt) {
      if (phrase.every((word, offset) => tokens[begin + offset]?.lower === word))
        phrase.forEach((_word, offset) => exempt.add(begin + offset))
    }
  })
  return exempt
}

/** From the last boundary before the token to the next one after it. */
function clauseAround({ tokens }: Reading, at: number, lexicon: Lexicon): [begin: number, end: number] {
  let begin = at
  while (begin > 0 && !isBoundary(begin)) begin -= 1
  let end = at + 1
  while (end < tokens.length && !isBoundary(end)) end += 1
  return [begin, end]

  /** A clause begins at this token. */
  function isBoundary(index: number): boolean {
    const token = tokens[index]
    if (token === undefined || index === at) return false
    if (/[.;:!?—()]|\s–\s/.test(token.gap) && !/^\.$/.test(token.gap)) return true
    const { breakers, predicates } = lexicon.denial
    if (breakers.has(token.lower)) return true
    const before = tokens[index - 1]
    const opens = token.gap.includes(',') || (before !== undefined && lexicon.joins.has(before.stem))
    return opens && predicates.has(token.lower) && token.lower !== 'with'
      ? true
      : opens && token.lower === 'with'
  }
}

function isTold({ attribute }: Licence, index: number, { tokens, inName }: Reading): boolean {
  return inName[index] !== true && attribute.telling.has(tokens[index]?.stem ?? '')
}

/** A word of this fact that no denied fact shares: "charging" may belong to both. */
function isToldOnly(licence: Licence, index: number, reading: Reading, others: readonly Licence[]): boolean {
  return isTold(licence, index, reading) && !others.some((other) => isTold(other, index, reading))
}

/** "No USB ports" of a count of 0. */
function isZero(reading: Reading, index: number): boolean {
  return reading.cited.some((licence) => licence.fact.value === 0 && isTold(licence, index, reading))
}

function span(begin: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - begin) }, (_unused, offset) => begin + offset)
}

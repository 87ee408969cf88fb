/** What kind of claim an unlicensed word makes, and which facts of the product it may have come from. */
import type { Fact } from '../../facts/fact.ts'
import type { FindingCode } from '../finding.ts'
import { isSibling } from './judge-numbers.ts'
import type { SheetLicences } from './licence/licence.ts'
import type { Lexicon } from './lexicon/lexicon.ts'
import type { Reading } from './text/reading.ts'

/** Unlicensed tokens that follow each other. */
export interface OpenSpan {
  readonly begin: number
  /** Exclusive. */
  readonly end: number
}

export interface Classified {
  readonly code: FindingCode
  /** Facts of the product that state it, when there are any. */
  readonly found: readonly Fact[]
}

export function classify(
  span: OpenSpan,
  reading: Reading,
  licences: SheetLicences,
  lexicon: Lexicon,
): Classified {
  const words = reading.tokens.slice(span.begin, span.end)
  const found = factsHolding(
    words.map(({ stem }) => stem),
    licences,
    reading,
  )
  const [first] = found
  if (first !== undefined) {
    if (found.every((fact) => fact.value === false)) return { code: 'F07', found }
    return { code: found.every((fact) => isSibling(fact, reading)) ? 'F06' : 'F05', found }
  }
  const isOf = (kind: keyof Lexicon['kinds']) => words.some(({ stem }) => lexicon.kinds[kind].has(stem))
  if (isOf('origin') || isOf('certificate')) return { code: 'F10', found }
  if (isOf('material')) return { code: 'F08', found }
  if (isOf('assurance')) return { code: 'F12', found }
  if (isOf('contents') || isCompatibility(span, reading, lexicon)) return { code: 'F11', found }
  const isName = words.some(
    ({ raw, beginsSentence }) => /\p{L}\d|\d\p{L}/u.test(raw) || (/^\p{Lu}/u.test(raw) && !beginsSentence),
  )
  return { code: isName ? 'F09' : 'F13', found }
}

/** Uncited facts whose words cover the whole span. */
function factsHolding(stems: readonly string[], licences: SheetLicences, reading: Reading): Fact[] {
  const index = licences.index()
  const [first = '', ...rest] = stems
  const cited = new Set(reading.cited.map(({ fact }) => fact.id))
  return (index.get(first) ?? []).filter((fact) => {
    if (cited.has(fact.id)) return false
    const { valueStems, attribute } = licences.of(fact)
    return rest.every((stem) => valueStems.has(stem) || attribute.telling.has(stem))
  })
}

/** What follows "compatible with", "works with", "includes". */
function isCompatibility({ begin }: OpenSpan, { tokens }: Reading, lexicon: Lexicon): boolean {
  const before = tokens.slice(Math.max(0, begin - 4), begin).map(({ stem }) => stem)
  return before.some((stem) => lexicon.kinds.contents.has(stem)) || before.includes('include')
}

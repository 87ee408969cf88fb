/** S01: words the brand avoids, and what it says instead, spelling included. Names and cited values keep their words. */
import type { BrandVoice } from '../../voice/brand-voice.ts'
import { createFinding, type Finding } from '../finding.ts'
import { createPhraseIndex, type PhraseIndex } from '../text/phrase-index.ts'
import { isData, type Reading } from '../text/reading.ts'
import { wordsOf } from '../text/words.ts'
import { spellings } from './spelling.ts'

interface Term {
  readonly kind: 'banned' | 'preferred'
  /** What the brand says instead. */
  readonly instead: string | null
}

export function checkTerms(reading: Reading, voice: BrandVoice, isEnglish: boolean): Finding[] {
  const findings = termsOf(voice)
    .find(reading.words)
    .filter((hit) => !isData(reading, hit.from, hit.to, ['name', 'value']))
    .map(({ means, start, end }) => {
      const fix =
        means.instead === null
          ? `The voice "${voice.name}" does not use these words: say it differently.`
          : `The voice "${voice.name}" says "${means.instead}" here.`
      return found(reading, start, end, fix, means.instead)
    })
  if (!isEnglish) return findings
  const wrong = spellings[voice.spelling]
  reading.words.forEach((word, index) => {
    const right = wrong.get(word.text)
    if (right === undefined || reading.origins[index] !== 'said') return
    findings.push(found(reading, word.start, word.end, `${voice.spelling} spells it "${right}".`, right))
  })
  return findings
}

const terms = new WeakMap<BrandVoice, PhraseIndex<Term>>()

function termsOf(voice: BrandVoice): PhraseIndex<Term> {
  const known = terms.get(voice)
  if (known !== undefined) return known
  const index = createPhraseIndex<Term>([
    ...Object.entries(voice.preferred).map(
      ([word, instead]) => [phraseOf(word), { kind: 'preferred', instead }] as const,
    ),
    ...voice.banned.map((word) => [phraseOf(word), { kind: 'banned', instead: null }] as const),
  ])
  terms.set(voice, index)
  return index
}

/** The words of a shop's term, without the signs that mean something in a phrase. */
function phraseOf(term: string): string {
  return wordsOf(term)
    .map((word) => word.text)
    .join(' ')
}

function found(reading: Reading, start: number, end: number, fix: string, instead: string | null): Finding {
  const text = reading.text.slice(start, end)
  return createFinding('S01', {
    field: reading.field,
    segment: reading.index,
    span: { start, end },
    text,
    evidence: reading.segment.factIds,
    fix,
    replacement: instead === null ? null : inCaseOf(text, instead),
  })
}

/** "Colour" takes the place of "Color". */
function inCaseOf(text: string, instead: string): string {
  const [first = ''] = text
  return first !== first.toLowerCase() ? instead.charAt(0).toUpperCase() + instead.slice(1) : instead
}

/** M01–M04: what a model leaves in a text: talk about itself, words of its prompt, a wrong language, worn phrases. */
import { createFinding, type Finding, type FindingAt, type FindingCode } from '../finding.ts'
import type { Check, GateContext } from '../gate-context.ts'
import { languageOf } from '../text/function-words.ts'
import { createPhraseIndex } from '../text/phrase-index.ts'
import { byField, isData, readDocument, type Reading } from '../text/reading.ts'
import { foreignLetters, scriptsOf } from '../text/script.ts'
import { answerOpening, chatterPhrases, openingPhrases } from './chatter.ts'
import { cliches, deletable } from './cliches.ts'
import { foreignLanguage } from './language.ts'
import { findPromptEcho } from './prompt-echo.ts'

type Residue = 'chatter' | 'opening' | 'cliche' | 'deletable'

const residues = createPhraseIndex<Residue>([
  ...chatterPhrases.map((phrase) => [phrase, 'chatter'] as const),
  ...openingPhrases.map((phrase) => [phrase, 'opening'] as const),
  ...cliches.map((phrase) => [phrase, 'cliche'] as const),
  ...deletable.map((phrase) => [phrase, 'deletable'] as const),
])

export const checkResidue: Check = (document, context) => {
  const readings = readDocument(document, context)
  const language = languageOf(document.locale)
  const findings: Finding[] = []
  for (const fieldReadings of byField(readings).values()) {
    for (const reading of fieldReadings) findings.push(...checkSegment(reading, language, context))
    // A whole field in another language is one finding, not one a sentence.
    const said = fieldReadings.flatMap(saidWords)
    const other = foreignLanguage(said, language)
    const [first] = fieldReadings
    if (
      other !== undefined &&
      first !== undefined &&
      !findings.some((one) => one.code === 'M03' && one.field === first.field)
    )
      findings.push(wrongLanguage(first.field, -1, other, document.locale))
  }
  return findings
}

function checkSegment(reading: Reading, language: string, context: GateContext): Finding[] {
  const { text, words } = reading
  const findings: Finding[] = []
  const label = answerOpening.exec(text)
  if (label !== null && !isData(reading, 0, 1, ['name', 'value']))
    findings.push(chatter(reading, 0, label[0].length))
  for (const { means, from, to, start, end } of residues.find(words)) {
    if (isData(reading, from, to, ['name', 'value'])) continue
    if (means === 'chatter' || (means === 'opening' && from === 0)) {
      if (!isRomanNumeral(text, start, words[from]?.text)) findings.push(chatter(reading, start, end))
    } else if (means === 'cliche') {
      findings.push(worn(reading, start, end, null))
    } else if (means === 'deletable') {
      const isInside = start > 0 && text[start - 1] === ' ' && text[end] === ' '
      findings.push(worn(reading, isInside ? start - 1 : start, end, isInside ? '' : null))
    }
  }
  const echo = findPromptEcho(text, words, context.canaries)
  if (echo !== undefined) {
    findings.push(found('M02', reading, echo, 'These words belong to the prompt: take them out.'))
  }
  const scripts = scriptsOf(language)
  if (scripts !== undefined) {
    const { all, foreign } = foreignLetters(text, scripts)
    if (foreign > FOREIGN_LETTERS_MAX && foreign > all * 0.3)
      findings.push(wrongLanguage(reading.field, reading.index, 'another script', language))
  }
  const other = foreignLanguage(saidWords(reading), language)
  if (other !== undefined) findings.push(wrongLanguage(reading.field, reading.index, other, language))
  return findings
}

/** A name in its own script is this long at most; more is a text. */
const FOREIGN_LETTERS_MAX = 11

function saidWords({ words, origins }: Reading): string[] {
  const said: string[] = []
  words.forEach((word, index) => {
    if (origins[index] === 'said') said.push(word.text)
  })
  return said
}

/** "Type I can be mounted": a capital I behind a capitalised word numbers something. */
function isRomanNumeral(text: string, start: number, word: string | undefined): boolean {
  return word === 'i' && /(?:^|\s)\p{Lu}\p{Ll}*\s$/u.test(text.slice(Math.max(0, start - 20), start))
}

function chatter(reading: Reading, start: number, end: number): Finding {
  const fix =
    'Speak of the product alone: no words to the reader of the answer, about the task, or about yourself.'
  return found('M01', reading, { start, end }, fix)
}

function worn(reading: Reading, start: number, end: number, replacement: string | null): Finding {
  const fix =
    replacement === null ? 'Say what the product does instead of a worn phrase.' : 'Leave the word out.'
  return found('M04', reading, { start, end }, fix, replacement)
}

function wrongLanguage(field: string, segment: number, other: string, expected: string): Finding {
  return createFinding('M03', {
    field,
    segment,
    fix: `The text looks like ${other}: write it in the language of ${expected}.`,
  })
}

function found(
  code: FindingCode,
  reading: Reading,
  span: NonNullable<FindingAt['span']>,
  fix: string,
  replacement: string | null = null,
): Finding {
  return createFinding(code, {
    field: reading.field,
    segment: reading.index,
    span,
    text: reading.text.slice(span.start, span.end),
    evidence: reading.segment.factIds,
    fix,
    replacement,
  })
}

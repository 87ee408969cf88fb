/** S01–S03: the voice of the brand. Warnings: they ask for a better text and keep none from being published. */
import { createFinding, type Finding } from '../finding.ts'
import type { Check, GateContext } from '../gate-context.ts'
import { languageOf } from '../text/function-words.ts'
import { byField, readDocument, type Reading } from '../text/reading.ts'
import { checkManner } from './check-manner.ts'
import { checkTerms } from './check-terms.ts'
import { measureReading, type SentenceWords } from './readability.ts'

export const checkStyle: Check = (document, context) => {
  const readings = readDocument(document, context)
  const language = languageOf(document.locale)
  const terms = readings.flatMap((reading) => checkTerms(reading, context.voice, language === 'en'))
  if (language !== 'en' && language !== 'de') return [...terms, ...spaces(readings)]
  const fields = [...byField(readings).values()].flatMap((field) => [
    ...checkManner(field, context.voice, language),
    ...checkReading(field, context, language),
  ])
  return [...terms, ...fields, ...spaces(readings)]
}

/** A grade of fewer words is chance. */
const WORDS_MIN = 40
const SENTENCES_MIN = 3
const SENTENCE_WORDS_MAX = 40

/** S02. */
function checkReading(
  readings: readonly Reading[],
  { voice }: GateContext,
  language: 'en' | 'de',
): Finding[] {
  const [first] = readings
  const sentences = readings.flatMap(sentencesOf)
  if (first === undefined || sentences.length === 0) return []
  const findings: Finding[] = []
  const { grade, words, longest } = measureReading(sentences, language)
  if (longest > SENTENCE_WORDS_MAX) {
    const fix = `A sentence has ${String(longest)} words: split it.`
    findings.push(createFinding('S02', { field: first.field, fix }))
  }
  if (words < WORDS_MIN || sentences.length < SENTENCES_MIN) return findings
  if (grade >= voice.gradeMin && grade <= voice.gradeMax) return findings
  const direction = grade > voice.gradeMax ? 'shorter sentences and plainer words' : 'fuller sentences'
  const fix = `Reading grade ${grade.toFixed(1)}, the voice asks for ${String(voice.gradeMin)} to ${String(voice.gradeMax)}: use ${direction}.`
  return [...findings, createFinding('S02', { field: first.field, fix })]
}

function sentencesOf({ words, origins }: Reading): SentenceWords[] {
  const sentences: { length: number; said: string[] }[] = []
  words.forEach(({ text, isFirst }, index) => {
    if (isFirst || sentences.length === 0) sentences.push({ length: 0, said: [] })
    const sentence = sentences.at(-1)
    if (sentence === undefined) return
    sentence.length += 1
    if (origins[index] === 'said' && !/\d/.test(text)) sentence.said.push(text)
  })
  return sentences
}

/** Doubled blanks, and blanks before a stop: the only slips that are safe to mend unasked. */
function spaces(readings: readonly Reading[]): Finding[] {
  return readings.flatMap((reading) =>
    [...reading.text.matchAll(/ {2,}| +(?=[,;.](?:\s|$))/g)].map((match) =>
      createFinding('S03', {
        field: reading.field,
        segment: reading.index,
        span: { start: match.index, end: match.index + match[0].length },
        text: match[0],
        fix: 'One blank between words, none before a stop.',
        replacement: /^[,;.]/.test(reading.text.slice(match.index + match[0].length)) ? '' : ' ',
      }),
    ),
  )
}

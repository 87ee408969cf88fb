/** S03: who speaks to whom, how formally, and whether the text repeats itself. */
import { createFinding, type Finding } from '../finding.ts'
import type { BrandVoice } from '../../voice/brand-voice.ts'
import { isFunctionWord } from '../text/function-words.ts'
import type { Reading } from '../text/reading.ts'

const reader: Readonly<Record<'en' | 'de', ReadonlySet<string>>> = {
  en: new Set(['you', 'your', 'yours', 'yourself', "you'll", "you're", "you've"]),
  de: new Set([
    'du',
    'dein',
    'deine',
    'deinen',
    'deiner',
    'dich',
    'dir',
    'ihnen',
    'ihr',
    'ihre',
    'ihren',
    'ihrem',
    'ihrer',
  ]),
}
const informalGerman = new Set(['du', 'dein', 'deine', 'deinen', 'deinem', 'deiner', 'dich', 'dir'])
/** Long forms that cannot be mistaken; "it's" may be "it is" or "it has". */
const longForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      "don't": 'do not',
      "doesn't": 'does not',
      "isn't": 'is not',
      "aren't": 'are not',
      "can't": 'cannot',
    },
    ...{
      "won't": 'will not',
      "wasn't": 'was not',
      "weren't": 'were not',
      "haven't": 'have not',
      "hasn't": 'has not',
    },
    ...{
      "you'll": 'you will',
      "you're": 'you are',
      "they're": 'they are',
      "we're": 'we are',
      "you've": 'you have',
    },
    ...{ "shouldn't": 'should not', "wouldn't": 'would not', "couldn't": 'could not', "it'll": 'it will' },
  }),
)
const contraction = /(?:n't|'(?:ll|re|ve|d|m))$|^(?:it|that|there|here|what|who|let)'s$/
const slang = new Set(
  'gonna wanna gotta awesome super cool guys stuff kinda yeah wow hey yummy comfy'.split(' '),
)

/** Openings in a row that begin alike. */
const SAME_OPENINGS_MAX = 3
/** Share of one content word in a long text. */
const DENSITY_MAX = 0.06
const DENSITY_USES_MIN = 5
const DENSITY_WORDS_MIN = 60
const PERSON_WORDS_MIN = 40

/** @param readings of one field */
export function checkManner(
  readings: readonly Reading[],
  voice: BrandVoice,
  language: 'en' | 'de',
): Finding[] {
  return [
    ...readings.flatMap((reading) => [
      ...checkPerson(reading, voice, language),
      ...checkContractions(reading, voice, language),
    ]),
    ...checkAddress(readings, voice, language),
    ...checkOpenings(readings),
    ...checkDensity(readings),
  ]
}

/** In German "Ihr" and "ihr" are told apart by the capital alone, and by nothing at the start of a sentence. */
function checkPerson(reading: Reading, voice: BrandVoice, language: 'en' | 'de'): Finding[] {
  const at = reading.words.findIndex(
    ({ text, start, isFirst }, index) =>
      reading.origins[index] === 'said' &&
      reader[language].has(text) &&
      (language === 'en' ||
        informalGerman.has(text) ||
        (!isFirst && /\p{Lu}/u.test(reading.text.charAt(start)))),
  )
  const word = reading.words[at]
  if (word === undefined) return []
  if (voice.person === 'third')
    return [found(reading, word.start, word.end, 'This voice speaks of the product, not to the reader.')]
  const isTooPlain = language === 'de' && voice.formality === 'formal' && informalGerman.has(word.text)
  return isTooPlain ? [found(reading, word.start, word.end, 'This voice addresses readers with "Sie".')] : []
}

function checkContractions(reading: Reading, voice: BrandVoice, language: 'en' | 'de'): Finding[] {
  if (language === 'de') return []
  return reading.words.flatMap(({ text, start, end }, index) => {
    if (reading.origins[index] !== 'said') return []
    if (contraction.test(text) && !voice.contractions) {
      const long = longForms.get(text)
      const instead =
        long === undefined ? null : reading.text.charAt(start) === text.charAt(0) ? long : capital(long)
      return [found(reading, start, end, 'This voice uses no contractions: write the words out.', instead)]
    }
    const isSlang = voice.formality === 'formal' && slang.has(text)
    return isSlang ? [found(reading, start, end, 'This voice is formal: choose another word.')] : []
  })
}

/** A voice that speaks to the reader does so somewhere in a long text. */
function checkAddress(readings: readonly Reading[], voice: BrandVoice, language: 'en' | 'de'): Finding[] {
  const [first] = readings
  const words = readings.reduce((sum, reading) => sum + reading.words.length, 0)
  if (voice.person !== 'second' || first === undefined || words < PERSON_WORDS_MIN) return []
  if (readings.some((reading) => reading.words.some(({ text }) => reader[language].has(text)))) return []
  return [
    createFinding('S03', { field: first.field, fix: 'This voice speaks to the reader: address them once.' }),
  ]
}

function checkOpenings(readings: readonly Reading[]): Finding[] {
  const openings = readings.flatMap((reading) =>
    reading.words.flatMap((word, index) =>
      word.isFirst ? [{ reading, word, text: `${word.text} ${reading.words[index + 1]?.text ?? ''}` }] : [],
    ),
  )
  for (let at = SAME_OPENINGS_MAX; at < openings.length; at += 1) {
    const run = openings.slice(at - SAME_OPENINGS_MAX, at + 1)
    const [one] = run
    const last = run.at(-1)
    if (one === undefined || last === undefined || !run.every(({ text }) => text === one.text)) continue
    const fix = `${String(run.length)} sentences in a row begin with "${one.text}": vary them.`
    return [found(last.reading, last.word.start, last.word.end, fix)]
  }
  return []
}

function checkDensity(readings: readonly Reading[]): Finding[] {
  const uses = new Map<string, number>()
  let all = 0
  for (const { words, origins } of readings) {
    words.forEach(({ text }, index) => {
      all += 1
      if (origins[index] === 'said' && text.length > 3 && !isFunctionWord(text))
        uses.set(text, (uses.get(text) ?? 0) + 1)
    })
  }
  const [first] = readings
  if (all < DENSITY_WORDS_MIN || first === undefined) return []
  return [...uses]
    .filter(([, count]) => count >= DENSITY_USES_MIN && count > all * DENSITY_MAX)
    .map(([word, count]) =>
      createFinding('S03', {
        field: first.field,
        text: word,
        fix: `"${word}" stands ${String(count)} times in ${String(all)} words: say it less often.`,
      }),
    )
}

function found(
  reading: Reading,
  start: number,
  end: number,
  fix: string,
  replacement: string | null = null,
): Finding {
  return createFinding('S03', {
    field: reading.field,
    segment: reading.index,
    span: { start, end },
    text: reading.text.slice(start, end),
    evidence: reading.segment.factIds,
    fix,
    replacement,
  })
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

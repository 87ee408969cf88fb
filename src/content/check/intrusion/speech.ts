/**
 * Whether a text talks instead of naming: sentences, questions, somebody addressed. Names and values of goods do not, in
 * any language, so speech in a product field is kept out of copy whatever it says.
 */
import { functionWords, isFunctionWord, languageOf } from '../text/function-words.ts'
import { foreignLetters, scriptsOf } from '../text/script.ts'
import { wordsOf, type Word } from '../text/words.ts'

const WORDS_MIN = 3
const SPEECH_SCORE = 2
/** A name in a script of its own is this long at most. */
const FOREIGN_LETTERS_MAX = 8

/** @param locale of the catalogue: a name is in its script, or short */
export function isSpeech(text: string, locale: string): boolean {
  const language = languageOf(locale)
  if (isOfOtherScript(text, language)) return true
  const words = wordsOf(text)
  return words.length >= WORDS_MIN && speechScore(text, words, language) >= SPEECH_SCORE
}

/** Nobody can judge what it says; a few letters, or a word or two, may be a name. */
export function isOfOtherScript(text: string, language: string): boolean {
  const scripts = scriptsOf(language)
  if (scripts === undefined) return false
  const { all, foreign } = foreignLetters(text, scripts)
  if (foreign > 0 && /[?？।。;]\s*$/.test(text)) return true
  if (foreign > 2 && foreign > all * 0.25 && /\S\s+\S+\s+\S/.test(text)) return true
  return foreign > FOREIGN_LETTERS_MAX && foreign > all * 0.3
}

function speechScore(text: string, words: readonly Word[], language: string): number {
  // Titles Are Written Like This, sentences like this.
  const isSentenceCase = lowerShare(text, words) >= 0.6
  let score = 0
  if (words.some((word) => addresses(word, text)) || /(?:^|\s)I\s\p{Ll}/u.test(text)) score += 1
  if (openers.has(words[0]?.text ?? '') && words.length >= 4) score += words.length > 30 ? 2 : 1
  const first = words[0]?.text ?? ''
  const isFullStop = /[\p{Ll}"'”»)][.!]["'”»)]*\s*$/u.test(text)
  if (foreignOrders.has(first) && words.length >= 4) score += 2
  if (orders.has(first) && ((isSentenceCase && words.length >= 4) || isFullStop)) score += 2
  if (/[\u1EA0-\u1EF9]/.test(text) && language !== 'vi') score += 2
  if (/[?？](?:\s|$)/.test(text)) score += isSentenceCase || words.length >= 5 ? 2 : 1
  else if (/[?¿]/.test(text) || /[!。！]\s*$/.test(text)) score += 1
  if (/[.!?:]["'”»)]?\s+["'“«(]?\p{Lu}\p{L}*\s+\p{Ll}/u.test(text)) score += 1
  if (isFullStop && words.length >= 5) score += isSentenceCase && !/\d/.test(text) ? 2 : 1
  if (/\n/.test(text.trim())) score += 1
  return score + proseScore(text, words, isSentenceCase, language)
}

/** Long runs of small words, or of lower-case words without commas, are prose in any language. */
function proseScore(text: string, words: readonly Word[], isSentenceCase: boolean, language: string): number {
  const small = words.filter(({ text: word }) => isFunctionWord(word))
  const own = functionWords.get(language)
  const strange = small.filter(({ text: word }) => own?.has(word) === false).length
  let score = 0
  if (words.length >= 5 && small.length >= words.length * 0.38) score += 1
  if (words.length >= 5 && lowerShare(text, words) >= 0.4 && strange >= 3) score += 1
  if (words.length >= 12 && small.length >= words.length * 0.3) score += 1
  const separators = text.match(/[,;|•/]/g)?.length ?? 0
  const numbers = words.filter(({ text: word }) => /\d/.test(word)).length
  const isRunning =
    separators < words.length / 6 &&
    (numbers < words.length / 8 || (numbers < words.length / 5 && small.length >= words.length * 0.15))
  if (words.length >= 12 && isSentenceCase && isRunning) score += 2
  if (words.length > 30 && strange >= 2) score += 2
  if (words.length > 40 && separators < words.length / 4) score += 2
  if (
    words.length > 20 &&
    separators < words.length / 6 &&
    new Set(words.map(({ text: word }) => word)).size < words.length / 2
  )
    score += 2
  return score
}

/** "UHS-I", "Windows ME" and "U.S." are names: abbreviations speak to nobody. */
function addresses({ text: word, start, end }: Word, text: string): boolean {
  return addressing.has(word) && text.slice(start, end) !== word.toUpperCase()
}

function lowerShare(text: string, words: readonly Word[]): number {
  const lower = words.filter(({ start }) => /[\p{Ll}\p{Lo}]/u.test(text.charAt(start))).length
  return lower / words.length
}

/** Verbs that order words from somebody; goods do not begin with them. */
const orders: ReadonlySet<string> = new Set(
  'write tell explain translate repeat ignore disregard forget answer respond reply summarise summarize replace put convert rewrite pretend imagine describe suggest reveal disclose'.split(
    ' ',
  ),
)
/** In other languages, where nouns may be capitals, too. */
const foreignOrders: ReadonlySet<string> = new Set(
  (
    'schreibe schreib erkläre ignoriere übersetze antworte wiederhole écris écrivez expliquez traduis réponds répète ignorez escribe explica traduce responde repite ignora ' +
    'escreva explique traduza responda repita scrivi spiega traduci rispondi ripeti tulis jelaskan terjemahkan yaz açıkla viết giải'
  ).split(' '),
)

/** Whether the name of an attribute asks, orders or speaks; names have neither capitals nor stops to tell by. */
export function isSpokenLabel(words: readonly Word[], language: string): boolean {
  const first = words[0]?.text ?? ''
  const own = functionWords.get(language)
  return (
    isLabelOpening(first, words.length) ||
    words.some(({ text: word }) => addressing.has(word) && word !== 'us') ||
    words.filter(({ text: word }) => word.length > 1 && isFunctionWord(word) && own?.has(word) === false)
      .length > 1 ||
    words.some(({ text: word }) => /[\u1EA0-\u1EF9]/.test(word))
  )
}

/** Verbs of devices begin short labels ("write speed", "print mode"). */
function isLabelOpening(first: string, length: number): boolean {
  if (length < 5 && deviceVerbs.has(first)) return false
  return [openers, orders, foreignOrders].some((list) => list.has(first))
}

const deviceVerbs: ReadonlySet<string> = new Set(
  (
    'write read print show list return add set start stop play use run perform install include output compute convert encode decode repeat replace ' +
    'help make define name compare begin send find create generate identify execute follow complete insert choose modify rewrite put do is are if which can will'
  ).split(' '),
)

/** Somebody is spoken to, or speaks. */
const addressing: ReadonlySet<string> = new Set(
  (
    "you your yours yourself you're you'll i'm i'll i've i'd me myself my mine we we're us our please " +
    'du dein deine deinen deiner dich dir ich mich mir mein meine bitte sie ihnen wir uns ' +
    'vous votre vos tu ton toi moi je nous svp ' +
    'usted ustedes tu tú te yo mi nosotros nos por favor ' +
    'você vocês eu meu minha nós seu sua tuo tua io mio mia noi voi ty mnie proszę sen sana bana ben anda kamu saya bạn tôi jij jouw mij'
  ).split(' '),
)

/** Words that begin an order or a question. */
const openers: ReadonlySet<string> = new Set(
  (
    'ignore disregard forget replace write tell give explain describe list show create generate translate say print repeat respond answer reply summarise summarize ' +
    'imagine pretend act provide please can could would will should do does did is are what how why who when where which if let help find make compose ' +
    'calculate compute output return consider suppose assume identify name define convert encode decode read use perform execute follow complete solve ' +
    'begin start stop send reveal recite rewrite analyze analyse compare discuss teach think choose modify add insert include perform run implement install set ' +
    'schreibe schreib nenne sage gib erkläre was wie warum wer wo wann welche kannst können ignoriere übersetze antworte wiederhole ' +
    'bagaimana apa siapa mengapa nasıl neden kim hangi quem làm như sao hvordan hvorfor hur varför jak dlaczego ' +
    'écris écrivez dis donne donnez explique quel quelle quels comment pourquoi ignore ignorez traduis réponds répète peux pouvez est ' +
    'escribe dime dame explica qué cuál cómo por ignora olvida traduce responde repite puedes puede ¿qué ' +
    'escreva diga explique qual como traduza responda repita scrivi dimmi spiega qual quale cosa come traduci rispondi ripeti puoi'
  ).split(' '),
)

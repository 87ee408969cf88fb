/**
 * What a sentence says without citing it, although its words are licensed: a value that only the product's name happens
 * to hold while a fact states it (F05), and a stated No whose name the sentence asserts (F07).
 */
import { agrees } from '../../facts/quantity/agree.ts'
import type { Fact, FactSheet } from '../../facts/fact.ts'
import type { Grammar } from '../../writer/grammar.ts'
import { grammarFor } from '../../writer/languages.ts'
import type { JudgedNumber } from './judge-numbers.ts'
import type { Licence, SheetLicences } from './licence/licence.ts'
import type { Reading } from './text/reading.ts'

export interface Uncited {
  readonly fact: Fact
  readonly begin: number
  /** Exclusive. */
  readonly end: number
}

export function findUncited(
  reading: Reading,
  numbers: readonly JudgedNumber[],
  sheet: FactSheet,
  licences: SheetLicences,
  language: string,
): Uncited[] {
  const { nouns } = grammarFor(language)
  const cited = new Set(reading.cited.flatMap(({ fact }) => [fact.id, ...fact.parents]))
  const stems = new Set(reading.tokens.map(({ stem }) => stem))
  const found: Uncited[] = []
  for (const fact of sheet.facts) {
    if (cited.has(fact.id) || sheet.unsayable.has(fact.id) || fact.parents.some((id) => cited.has(id)))
      continue
    const place =
      typeof fact.value === 'boolean'
        ? fact.value
          ? undefined
          : deniedPlace(licences.of(fact), reading, stems)
        : typeof fact.value === 'number'
          ? numberPlace(fact, reading, numbers)
          : valuePlace(licences.of(fact), reading, stems, numbers, nouns)
    if (place !== undefined) found.push({ fact, ...place })
  }
  const title = sheet.byId.get('p_title')
  const place =
    title === undefined || cited.has(title.id) ? undefined : nounPlace(licences.of(title), reading, numbers)
  return title === undefined || place === undefined ? found : [...found, { fact: title, ...place }]
}

/** A word of the title that stands once more than the cited facts speak of it names the product: "a cable with a 2 m cable". */
function nounPlace(
  title: Licence,
  { tokens, cited, isNeutral }: Reading,
  numbers: readonly JudgedNumber[],
): Place | undefined {
  const isUnit = (index: number) =>
    numbers.some(({ mention }) => index > mention.index && index < mention.after)
  const told = tokens.flatMap(({ stem }, index) =>
    title.valueStems.has(stem) && isNeutral[index] !== true && !isUnit(index) && /^\p{L}{3}/u.test(stem)
      ? [{ stem, index }]
      : [],
  )
  for (const { stem, index } of told) {
    const times = told.filter((other) => other.stem === stem).length
    const room = cited.reduce((sum, licence) => sum + mentionsOf(stem, licence), 0)
    if (times > room) return { begin: index, end: index + 1 }
  }
  return undefined
}

function mentionsOf(stem: string, { forms, attribute, fact }: Licence): number {
  // The brand or category may be the word itself.
  if (fact.id.startsWith('p_') && forms.some((items) => items.flat().includes(stem)))
    return Number.POSITIVE_INFINITY
  const inValue = Math.max(0, ...forms.map((items) => timesIn(items.flat(), [stem])))
  return inValue + (attribute.licensed.has(stem) ? 1 : 0)
}

type Place = Pick<Uncited, 'begin' | 'end'>

/** The whole value outside the name, where of the cited facts only the title, brand or category hold it. */
function valuePlace(
  licence: Licence,
  reading: Reading,
  stems: ReadonlySet<string>,
  numbers: readonly JudgedNumber[],
  nouns: Grammar['nouns'],
): Place | undefined {
  const { fact, forms } = licence
  if (fact.attribute === 'title' || fact.attribute === 'category' || isKind(fact.attribute)) return undefined
  const isNoun = nouns.has(
    String(fact.value)
      .replace(/\s*\(.*$/, '')
      .toLowerCase(),
  )
  for (const form of forms) {
    const value = form.flat()
    const [first] = value
    if (first === undefined || value.join('').length < 2 || !value.every((stem) => stems.has(stem))) continue
    const places = placesOf(value, reading).filter(
      (place) =>
        !isOfName(place, reading) && !isNumberOf(place, numbers) && !(isNoun && isHead(place, reading)),
    )
    const [place] = places
    if (place === undefined) continue
    const room = reading.cited.reduce((sum, other) => sum + roomFor(value, other), 0)
    if (places.length > room && isTold(value, reading)) return place
  }
  return undefined
}

/** What a thing is called: the name may say it without citing it. */
function isKind(attribute: string): boolean {
  return /^(?:(?:product|device|item)_)?(?:type|family|series|line|model|name|category|segment|form_factor)$/.test(
    attribute,
  )
}

function isMerelyName({ fact }: Licence): boolean {
  return fact.attribute === 'title' || fact.attribute === 'category'
}

/** "This tablet", "Kensington tablet": a noun for goods names the product; after "of" or "from" it is said of it. */
function isHead({ begin }: Place, { tokens, isNeutral }: Reading): boolean {
  const before = tokens[begin - 1]
  return (
    before === undefined || isNeutral[begin - 1] !== true || !/^(?:of|from|in|aus|von)$/.test(before.lower)
  )
}

/** How many mentions of the value a cited fact accounts for. */
function roomFor(value: readonly string[], other: Licence): number {
  if (isMerelyName(other) && !isSameName(value, other)) return 0
  if (value.every((stem) => other.attribute.licensed.has(stem))) return Number.POSITIVE_INFINITY
  return Math.max(0, ...other.forms.map((items) => timesIn(items.flat(), value)))
}

function timesIn(stems: readonly string[], value: readonly string[]): number {
  return Math.min(...value.map((stem) => stems.filter((one) => one === stem).length))
}

/** A name that is the value: it is said when the name is. */
function isSameName(value: readonly string[], { forms }: Licence): boolean {
  return forms.some((form) => form.flat().join(' ') === value.join(' '))
}

/** "100 × 150 mm" of a cited length and width, or the unit of a number that is judged as one. */
function isNumberOf({ begin, end }: Place, numbers: readonly JudgedNumber[]): boolean {
  return numbers.some(({ mention, by }) => {
    const isUnit = begin > mention.index && end <= mention.after && by.length > 0
    const isWithin = mention.index >= begin && mention.index < end
    return isUnit || (isWithin && by.some(({ fact }) => typeof fact.value === 'number'))
  })
}

/** Words of the title in a row name the product: "these in-ear headphones". */
function isOfName({ begin, end }: Place, { runs }: Reading): boolean {
  const run = runs[begin]
  return run !== undefined && isMerelyName(run.licence) && run.isValue && run.length > end - begin
}

/** Not made of words that state nothing. */
function isTold(value: readonly string[], { tokens, isNeutral }: Reading): boolean {
  return tokens.some(({ stem }, index) => value.includes(stem) && isNeutral[index] !== true)
}

function placesOf(value: readonly string[], { tokens, inName }: Reading): Place[] {
  const places: Place[] = []
  for (let begin = 0; begin + value.length <= tokens.length; begin += 1) {
    const end = begin + value.length
    if (inName[begin] === true || inName[end - 1] === true) continue
    if (value.every((stem, offset) => tokens[begin + offset]?.stem === stem)) places.push({ begin, end })
  }
  return places
}

/** A quantity with its unit that only the name licenses. */
function numberPlace(
  { value, unit }: Fact,
  { inName }: Reading,
  numbers: readonly JudgedNumber[],
): Place | undefined {
  if (unit === null || typeof value !== 'number') return undefined
  for (const { mention, by } of numbers) {
    if (mention.unit === null || inName[mention.index] === true || by.length === 0) continue
    if (by.every(isMerelyName) && agrees(mention, { value, unit }))
      return { begin: mention.index, end: mention.after }
  }
  return undefined
}

/** The attribute's name in a row, in no value and in no denial. */
function deniedPlace(
  { attribute }: Licence,
  reading: Reading,
  stems: ReadonlySet<string>,
): Place | undefined {
  const { label } = attribute
  if (attribute.telling.size === 0 || !label.every((stem) => stems.has(stem))) return undefined
  const isNamed = reading.cited.some((other) => label.every((stem) => other.attribute.licensed.has(stem)))
  if (isNamed) return undefined
  return placesOf(label, reading).find(({ begin }) => (reading.runs[begin]?.length ?? 0) < 2)
}

/**
 * F05 within one sentence: two cited values that changed places. Each value stands near the words of its attribute
 * ("22 cm wide and 24 cm high"); if the words fit better the other way round, the values were swapped.
 */
import type { JudgedNumber } from './judge-numbers.ts'
import type { Licence } from './licence/licence.ts'
import type { Lexicon } from './lexicon/lexicon.ts'
import type { Reading } from './text/reading.ts'

export interface Swap {
  readonly said: Placed
  readonly other: Placed
}

/** Where a fact's value stands, in tokens. */
export interface Placed {
  readonly licence: Licence
  readonly begin: number
  readonly end: number
}

/** More than chance nearness of a shared word. */
const MARGIN = 0.34
/** Words beyond a comma or "and" belong to another clause more often than not. */
const CLAUSE_FACTOR = 0.3
const REACH = 8

export function findSwaps(reading: Reading, numbers: readonly JudgedNumber[], lexicon: Lexicon): Swap[] {
  const placed = placedValues(reading, numbers)
  const ordered = [...wrongSides(reading, numbers, lexicon), ...outOfOrder(placed)]
  if (ordered.length > 0) return ordered
  for (let one = 0; one < placed.length; one += 1) {
    for (let two = one + 1; two < placed.length; two += 1) {
      const [a, b] = [placed[one], placed[two]]
      if (a === undefined || b === undefined || a.licence.fact.attribute === b.licence.fact.attribute)
        continue
      if (isSameValue(a.licence, b.licence) || a.licence.isPrice || b.licence.isPrice) continue
      const asSaid =
        fit(a, a.licence, b.licence, reading, lexicon) + fit(b, b.licence, a.licence, reading, lexicon)
      const swapped =
        fit(a, b.licence, a.licence, reading, lexicon) + fit(b, a.licence, b.licence, reading, lexicon)
      if (swapped > asSaid + MARGIN) return [{ said: a, other: b }]
    }
  }
  return []
}

/** Equal, or one is part of the other: exchanged, they would say the same. */
function isSameValue(a: Licence, b: Licence): boolean {
  if (a.fact.value === b.fact.value && a.fact.unit === b.fact.unit) return true
  const isPart = (one: Licence, other: Licence) =>
    one.valueStems.size > 0 && [...one.valueStems].every((stem) => other.valueStems.has(stem))
  return isPart(a, b) || isPart(b, a)
}

/** Values that stand in the sentence; of facts with the same value, each gets a mention of its own. */
function placedValues(reading: Reading, numbers: readonly JudgedNumber[]): Placed[] {
  const taken = new Set<number>()
  return reading.cited.flatMap((licence): Placed[] => {
    if (licence.isName || typeof licence.fact.value === 'boolean') return []
    const place =
      typeof licence.fact.value === 'number'
        ? numberPlace(licence, reading, numbers)
        : reading.tokens
            .flatMap((_token, index) => wordPlace(licence, index, reading) ?? [])
            .find(({ begin }) => !taken.has(begin))
    if (place === undefined) return []
    taken.add(place.begin)
    return [{ licence, ...place }]
  })
}

type Place = Pick<Placed, 'begin' | 'end'>

/** A number that stands twice may be either fact's: nothing follows from its place. */
function numberPlace(
  licence: Licence,
  { inName }: Reading,
  numbers: readonly JudgedNumber[],
): Place | undefined {
  const said = numbers.filter(
    ({ by, mention, isLabel }) => !isLabel && by.includes(licence) && inName[mention.index] !== true,
  )
  const [only] = said
  return only === undefined || said.length > 1
    ? undefined
    : { begin: only.mention.index, end: only.mention.after }
}

/** The whole value from this token on. */
function wordPlace({ forms }: Licence, begin: number, { tokens, inName }: Reading): Place | undefined {
  if (inName[begin] === true) return undefined
  for (const form of forms) {
    const stems = form.flat()
    const end = begin + stems.length
    if (stems.every((stem, offset) => tokens[begin + offset]?.stem === stem)) return { begin, end }
  }
  return undefined
}

/** Nearness of the words that point to `fact` and not to `other`. */
function fit(place: Placed, fact: Licence, other: Licence, reading: Reading, lexicon: Lexicon): number {
  let sum = 0
  for (const step of [-1, 1]) {
    let factor = 1
    let index = step === -1 ? place.begin - 1 : place.end
    for (let distance = 1; distance <= REACH; distance += 1, index += step) {
      const token = reading.tokens[index]
      if (token === undefined) break
      const boundary = step === 1 ? token.gap : (reading.tokens[index + 1]?.gap ?? '')
      if (/[,;.:()]/.test(boundary) || lexicon.joins.has(token.stem)) factor *= CLAUSE_FACTOR
      if (isCue(token.stem, fact, other, lexicon)) sum += factor / (distance + 1)
    }
  }
  return sum
}

function isCue(stem: string, { attribute }: Licence, other: Licence, lexicon: Lexicon): boolean {
  if (!attribute.cues.has(stem) || other.attribute.cues.has(stem)) return false
  return !lexicon.neutral.has(stem) || attribute.licensed.has(stem)
}

/** "W × D × H" after three numbers: each must be the side that its letter names. */
function wrongSides(reading: Reading, numbers: readonly JudgedNumber[], lexicon: Lexicon): Swap[] {
  const { tokens } = reading
  for (let begin = 0; begin < tokens.length; begin += 1) {
    const letters = axesFrom(begin, reading, lexicon)
    if (letters.length < 2) continue
    const sides = numbers.filter(({ mention }) => mention.index < begin).slice(-letters.length)
    const wrong = sides.find(({ by }, index) => !by.some((licence) => isSide(licence, letters[index] ?? [])))
    const [licence] = wrong?.by ?? []
    const other = sides.find((side) => side !== wrong)?.by[0]
    if (wrong === undefined || licence === undefined || other === undefined) return []
    const { index, after } = wrong.mention
    const said = { licence, begin: index, end: after }
    return [{ said, other: { licence: other, begin: index, end: after } }]
  }
  return []
}

function isSide({ fact }: Licence, names: readonly string[]): boolean {
  return names.some((name) => fact.attribute.includes(name))
}

/** What the letters of a row "W × D × H" stand for; empty where none begins. */
function axesFrom(begin: number, { tokens }: Reading, { axes }: Lexicon): (readonly string[])[] {
  const letters: (readonly string[])[] = []
  for (let index = begin; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.stem === 'x' && letters.length > 0) continue
    const names = token === undefined || token.raw === token.lower ? undefined : axes.get(token.lower)
    if (names === undefined) break
    letters.push(names)
  }
  return letters
}

/** "from … to", "…_1 to …_2": the order itself says which is which. */
function outOfOrder(placed: readonly Placed[]): Swap[] {
  const inText = [...placed].sort((a, b) => a.begin - b.begin)
  for (const first of inText) {
    const successor = successorOf(first.licence.fact.attribute)
    const second =
      successor === undefined ? undefined : inText.find(({ licence }) => licence.fact.attribute === successor)
    if (second !== undefined && second.begin < first.begin && !isSameValue(first.licence, second.licence))
      return [{ said: first, other: second }]
  }
  return []
}

/** "connector_1" → "connector_2", "seat_height_min" → "seat_height_max". */
function successorOf(attribute: string): string | undefined {
  if (attribute.endsWith('_1')) return attribute.replace(/1$/, '2')
  if (attribute.endsWith('_min')) return attribute.replace(/min$/, 'max')
  return undefined
}

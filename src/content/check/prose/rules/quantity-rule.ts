/** Compares every number of a sentence with the numbers of the facts, in any unit of the same dimension. */
import type { Evidence, EvidenceIndex } from '../evidence.ts'
import { createObservation, factsInWords, type Observation, type ProseRule } from '../observation.ts'
import { isDenied, sentenceAt, textBefore, type Passage } from '../passage.ts'
import { quantitiesIn, type QuantityMention } from '../quantity-mention.ts'
import { aspectGroups, type Aspect } from '../words/aspects.ts'
import { otherCurrency } from './currency.ts'

export const judgeQuantities: ProseRule = (passage, index) =>
  quantitiesIn(passage.masked).flatMap((mention) => {
    // Years and dates have a rule of their own; a denied number ("not 5 GHz") is no claim.
    if (isYear(mention) || isPartOfCode(mention, passage.masked)) return []
    if (isDenied(passage, mention.start, mention.end)) return []
    if (mention.currency !== null || mention.unit === null) return [judgeBareNumber(mention, index)]
    return [judgeQuantity(mention, mention.unit.dimension, passage, index)]
  })

function isYear({ digits, unit, currency }: QuantityMention): boolean {
  return unit === null && currency === null && /^(?:19|20)\d\d$/.test(digits)
}

/** "CEE 7/5", "10/100 Ethernet", "2+": a bare number in a notation of its own says no amount. */
function isPartOfCode({ start, end, unit, currency }: QuantityMention, text: string): boolean {
  return (
    unit === null &&
    currency === null &&
    /^[/+]|[/+#]$/.test(`${text.slice(end, end + 1)}${text.slice(start - 1, start)}`)
  )
}

function judgeBareNumber(mention: QuantityMention, index: EvidenceIndex): Observation {
  const code = mention.currency === null ? 'F03' : 'P01'
  const wrong = mention.currency === null ? [] : otherCurrency(mention, index)
  if (wrong.length > 0) {
    const fix = `The data says ${factsInWords(wrong)}.`
    return createObservation('currency', 'contradiction', 'P01', mention, wrong, fix)
  }
  return isKnownNumber(mention, index)
    ? createObservation('number', 'supported', code, mention)
    : createObservation('number', 'unknown-number', code, mention, [], unknownFix(mention))
}

function isKnownNumber({ digits, value }: QuantityMention, index: EvidenceIndex): boolean {
  // A version such as 4.4.2 is known as text. One of a thing needs no fact.
  if (Number.isNaN(value)) return index.support.includes(digits)
  if (value <= 1 || index.numbers.has(value)) return true
  // "16 million colours" of 16.78 million: large counts are said in round numbers.
  return value >= 1e6 && [...index.numbers].some((known) => Math.abs(known - value) <= value * 0.05)
}

function unknownFix({ text }: QuantityMention): string {
  return `No fact holds ${text}: leave it out, or add the attribute it comes from.`
}

interface Match {
  readonly evidence: Evidence
  readonly quantity: QuantityMention
}

function judgeQuantity(
  mention: QuantityMention,
  dimension: string,
  passage: Passage,
  index: EvidenceIndex,
): Observation {
  const comparable = index.all.flatMap((evidence) =>
    evidence.quantities
      .filter((quantity) => isComparable(quantity, dimension))
      .map((quantity): Match => ({ evidence, quantity })),
  )
  const equal = comparable.filter(({ quantity }) => isEqual(mention, quantity))
  const aspect = aspectOf(mention, dimension, passage)
  const rule = `quantity:${dimension}`
  if (equal.length > 0) {
    const wrong = aspect === undefined ? undefined : wrongAspect(aspect, equal, comparable, dimension)
    if (wrong === undefined)
      return createObservation(
        rule,
        'supported',
        'F03',
        mention,
        equal.map(({ evidence }) => evidence),
      )
    const fix = `${mention.text} is not the ${aspect?.name ?? 'same'}; the data says ${factsInWords(wrong)}.`
    return createObservation(`aspect:${dimension}`, 'contradiction', 'F05', mention, wrong, fix)
  }
  // "3.5 mm" of the attribute "3.5mm jack": the number stands in the name of a fact.
  if (index.labelNumbers.has(mention.value)) return createObservation(rule, 'supported', 'F03', mention)
  // "microSD cards up to 128 GB": what the data never says anything about is not contradicted by its other numbers.
  if (aspect?.isRarelyStated === true) {
    const fix = `No fact gives the ${aspect.name}: leave ${mention.text} out.`
    return createObservation(`aspect:${dimension}`, 'unsupported', 'F03', mention, [], fix)
  }
  const facts = comparable.filter(({ quantity }) => quantity.unit !== null).map(({ evidence }) => evidence)
  const fix =
    facts.length === 0
      ? unknownFix(mention)
      : `${mention.text} is not in the data, which says ${factsInWords(facts)}.`
  return createObservation(rule, 'unknown-number', 'F03', mention, facts, fix)
}

/** Lines of video are said as "1080p" or "4K", those of a display as pixels. */
function isComparable({ unit }: QuantityMention, dimension: string): boolean {
  return (
    unit === null || unit.dimension === dimension || (dimension === 'scan' && unit.dimension === 'pixels')
  )
}

/** Equal when the fact, said with as many decimals as the text, is what the text says. */
function isEqual(mention: QuantityMention, fact: QuantityMention): boolean {
  if (fact.unit === null) return mention.value === fact.value
  if (mention.unit === null) return false
  if (mention.digits === fact.digits && mention.unit.size === fact.unit.size) return true
  const said = mention.value
  const known = (fact.value * fact.unit.size) / mention.unit.size
  const tolerance = 0.5 * 10 ** -mention.decimals
  return Math.abs(said - known) <= Math.min(tolerance + 1e-9, Math.abs(known) * 0.02 + 1e-9)
}

/** The aspect named nearest to the number: in the words right after it, else in those before it. */
function aspectOf(mention: QuantityMention, dimension: string, passage: Passage): Aspect | undefined {
  const group = aspectGroups.find((one) => one.dimension === dimension)
  if (group === undefined) return undefined
  const sentence = sentenceAt(passage, mention.start)
  const after = textAfter(sentence.text.slice(mention.end - sentence.start).slice(0, 40))
  const before = /[^,.;]*$/.exec(textBefore(passage, mention.start, 60))?.[0] ?? ''
  const places = group.aspects.map((aspect) => ({
    aspect,
    after: distance(aspect.text, after),
    before: distanceBack(aspect.text, before),
  }))
  const nearest = (key: 'after' | 'before', max: number) =>
    places.filter((place) => place[key] <= max).sort((a, b) => a[key] - b[key])[0]?.aspect
  // "a talk time of up to 6 hours" names it before the number; "6 hours of talk time" after it.
  const isNamedBefore = /\b(?:of|is|are|at)\s+(?:up to |around |about |approximately )?$/i.test(before)
  return isNamedBefore && group.dimension === 'time'
    ? (nearest('before', 30) ?? nearest('after', 16))
    : (nearest('after', 24) ?? nearest('before', 40))
}

/** Up to the next thing that is counted: "200 hours and a talk time of …" says nothing of talk time. */
function textAfter(rest: string): string {
  const near = /^[^,.;]{0,40}/.exec(rest)?.[0] ?? ''
  const next = /\b(?:and|or|with|while|plus)\b(?! \d)/.exec(near)
  return next === null ? near : near.slice(0, next.index)
}

function distance(pattern: RegExp, text: string): number {
  const match = pattern.exec(text)
  return match === null ? Number.POSITIVE_INFINITY : match.index
}

function distanceBack(pattern: RegExp, text: string): number {
  const all = [...text.matchAll(new RegExp(pattern.source, 'gi'))]
  const last = all.at(-1)
  return last === undefined ? Number.POSITIVE_INFINITY : text.length - last.index - last[0].length
}

/** Facts of this very aspect that hold other values, when the number belongs to another aspect only. */
function wrongAspect(
  aspect: Aspect,
  equal: readonly Match[],
  comparable: readonly Match[],
  dimension: string,
): readonly Evidence[] | undefined {
  const group = aspectGroups.find((one) => one.dimension === dimension)
  const others = group?.aspects.filter((one) => one !== aspect) ?? []
  const isOf = (match: Match, one: Aspect) => one.fact.test(contextOf(match, dimension))
  if (equal.some((match) => isOf(match, aspect))) return undefined
  if (!equal.every((match) => others.some((one) => isOf(match, one)))) return undefined
  const own = comparable.filter((match) => match.quantity.unit !== null && isOf(match, aspect))
  return own.length > 0
    ? [...new Set(own.map(({ evidence }) => evidence))]
    : [...new Set(equal.map(({ evidence }) => evidence))]
}

/** A value that holds several quantities ("128GB 6GB RAM") tells them apart by the words right after each. */
function contextOf({ evidence, quantity }: Match, dimension: string): string {
  if (dimension !== 'data') return `${evidence.label}: ${evidence.value}`
  const after = evidence.value.slice(quantity.end, quantity.end + 5)
  if (/^\s?RAM/i.test(after)) return 'ram'
  return evidence.label.replace(/\bram\b/i, (word) => (evidence.quantities.length > 1 ? '' : word))
}

/** Texts that are paid for. A search ad is shown in any choice of its parts, so no two of them say the same. */
import type { Segment } from '../../drafts/segment.ts'
import type { Phrase } from '../../writer/plan/phrase.ts'
import { claim } from '../../writer/realise/sentence.ts'
import { adText } from '../checks/ad-set-check.ts'
import { relate, type AdText } from '../words/ad-text.ts'
import type { FieldTexts, PlaceOf } from '../compile/fit.ts'
import { fits, type Place } from '../compile/fit.ts'
import { fragmentLine, fragmentsOf, joinFragments } from '../compile/fragments.ts'
import { nameLine } from '../compile/lines.ts'
import type { Material } from '../compile/material.ts'
import { proseWithin, sentenceOf } from '../compile/prose.ts'

const FRAGMENTS_TRIED = 8
/** Facts that a description may say together. */
const FACTS_TOGETHER = 2

export function compileGoogleRsa(material: Material, placeOf: PlaceOf): FieldTexts {
  const [headlines, descriptions] = [placeOf('headlines'), placeOf('descriptions')]
  const ad = new AdParts(material)
  const positive = material.phrases.filter((phrase) => !phrase.negative && phrase.clause === null)
  ad.addOneOf(
    headlines,
    [...material.names]
      .sort((one, two) => Number(two.isSpecific) - Number(one.isSpecific))
      .map(({ text, facts }) => claim(text, facts)),
  )
  // Every other fact goes into a sentence, so that headlines and descriptions share none.
  const forHeadlines = positive.filter((_phrase, index) => index % 2 === 0)
  const unfit = forHeadlines.filter((phrase) => !ad.addOneOf(headlines, fragmentLines(material, phrase)))
  const forSentences = [...positive.filter((_phrase, index) => index % 2 === 1), ...unfit]
  const left = addDescriptions(material, descriptions, ad, forSentences)
  for (const phrase of left) ad.addOneOf(headlines, fragmentLines(material, phrase))
  const { price, words } = material
  if (price !== null) ad.addHeadline(headlines, claim(price.text, price.facts))
  for (const text of words.invitations.short) {
    if (ad.headlines.length < leastOf(headlines)) ad.addHeadline(headlines, invitation(text))
  }
  for (const text of words.invitations.long) {
    if (ad.descriptions.length < leastOf(descriptions)) ad.addDescription(descriptions, invitation(text))
  }
  const paths = pathsOf(material, placeOf('paths'))
  return {
    headlines: ad.headlines.length < leastOf(headlines) ? undefined : ad.headlines,
    descriptions: ad.descriptions.length < leastOf(descriptions) ? undefined : ad.descriptions,
    paths: paths.length === 0 ? undefined : paths,
  }
}

/** @returns phrases that found no sentence */
function addDescriptions(
  material: Material,
  place: Place,
  ad: AdParts,
  phrases: readonly Phrase[],
): Phrase[] {
  let rest = [...phrases]
  const left: Phrase[] = []
  while (rest.length > 0 && ad.descriptions.length < mostOf(place)) {
    const taken = [FACTS_TOGETHER, 1].find((count) => {
      if (rest.length < count) return false
      const sentence = sentenceOf(material, place, rest.slice(0, count))
      return sentence !== undefined && ad.addDescription(place, sentence)
    })
    if (taken === undefined) left.push(...rest.slice(0, 1))
    rest = rest.slice(taken ?? 1)
  }
  return [...left, ...rest]
}

/** The parts of an ad as they grow; a part that repeats or contradicts another is not taken. */
class AdParts {
  readonly headlines: Segment[] = []
  readonly descriptions: Segment[] = []
  readonly #material: Material
  readonly #texts: AdText[] = []

  constructor(material: Material) {
    this.#material = material
  }

  addOneOf(place: Place, segments: readonly Segment[]): boolean {
    return segments.some((segment) => this.addHeadline(place, segment))
  }

  addHeadline(place: Place, segment: Segment): boolean {
    return this.headlines.length < mostOf(place) && this.#add(place, segment, this.headlines)
  }

  addDescription(place: Place, segment: Segment): boolean {
    return this.#add(place, segment, this.descriptions)
  }

  #add(place: Place, segment: Segment, to: Segment[]): boolean {
    if (!fits({ ...place, rules: { ...place.rules, counts: [] } }, [segment], 'plan')) return false
    const text = adText(segment, this.#material.sheet, to === this.headlines)
    if (this.#texts.some((other) => relate(other, text) !== undefined)) return false
    this.#texts.push(text)
    to.push(segment)
    return true
  }
}

function fragmentLines(material: Material, phrase: Phrase): Segment[] {
  return fragmentsOf(material, phrase).map(fragmentLine)
}

function invitation(text: string): Segment {
  return { text, factIds: [], role: 'cta' }
}

function leastOf({ rules }: Place): number {
  return rules.counts.find(({ kind }) => kind === 'hard')?.min ?? 0
}

function mostOf({ rules }: Place): number {
  return rules.counts.find(({ kind }) => kind === 'hard')?.max ?? 1
}

/** Shown after the domain: category and brand, words joined by hyphens. */
function pathsOf({ sheet }: Material, place: Place): Segment[] {
  const paths = ['p_category', 'p_brand'].flatMap((id) => {
    const fact = sheet.byId.get(id)
    if (fact === undefined) return []
    const text = String(fact.value)
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
    const segment = claim(text, [fact])
    return fits(place, [segment], 'plan') ? [segment] : []
  })
  return paths.slice(0, mostOf(place))
}

export function compileMeta(material: Material, placeOf: PlaceOf): FieldTexts {
  const { phrases } = material
  const shape = { after: ': ', between: ', ', factsMax: 1, suffix: [] }
  const primary = proseWithin(material, placeOf('primary'), phrases)
  const fresh = phrases.filter((phrase) => primary?.used.includes(phrase) !== true)
  const headline = nameLine(material, placeOf('headline'), shape, [...fresh, ...phrases])
  const unsaid = fresh.filter((phrase) => headline?.used.includes(phrase) !== true)
  const below = placeOf('description')
  const description = shortLine(material, below, [...unsaid, ...phrases])
  return {
    primary: primary?.segments,
    headline: headline?.segments,
    description: description === undefined ? undefined : [description],
  }
}

/** One fragment, or two where one is less than the place is made for. */
function shortLine(material: Material, place: Place, phrases: readonly Phrase[]): Segment | undefined {
  const least = place.rules.limits.find(({ kind }) => kind === 'plan')?.min ?? 0
  const fragments = phrases
    .filter((phrase) => !phrase.negative)
    .slice(0, FRAGMENTS_TRIED)
    .flatMap((phrase) => fragmentsOf(material, phrase))
  const fitting = fragments.filter((fragment) => fits(place, [fragmentLine(fragment)], 'plan'))
  const full = fitting.find(({ text }) => text.length >= least)
  if (full !== undefined) return fragmentLine(full)
  const [first] = fitting
  if (first === undefined) return undefined
  const pairs = fitting.flatMap((second) =>
    second.facts.some((fact) => first.facts.includes(fact)) ? [] : [joinFragments(first, second)],
  )
  return fragmentLine(pairs.find((pair) => fits(place, [fragmentLine(pair)], 'plan')) ?? first)
}

/** The shape of a language's grammar: all wording is data (`en/`), the composer only arranges it. */

export type GroupName =
  | 'make'
  | 'size'
  | 'performance'
  | 'power'
  | 'fit'
  | 'use'
  | 'feature'
  | 'contents'
  | 'care'
  | 'origin'
  | 'assurance'

/**
 * How one attribute is worded. Slots: `{v}` the value with its unit ("1.7 litres"), `{m}` the value before a noun
 * ("1.7-litre"). Every `say` starts with a verb in the third person singular; the composer adapts number.
 */
export interface AttributeWording {
  readonly group: GroupName
  /** 1–10; heavier facts come first and open the text. */
  readonly weight: number
  /** Verb phrases for a value that is text or a number. */
  readonly say?: readonly string[]
  /** Verb phrases for a stated Yes and a stated No; a side without wording stays unsaid. */
  readonly yes?: readonly string[]
  readonly no?: readonly string[]
  /** Noun phrases that follow "with". */
  readonly with?: readonly string[]
  /** Participial openings: "Made of {v}". */
  readonly front?: readonly string[]
  /** Complete sentences for a fact that would else stand alone in a sentence: "A {m} warranty is included." */
  readonly whole?: readonly string[]
  /** Values that need other words here ("all" → "all types of"), or null when they are better left unsaid. */
  readonly values?: Readonly<Record<string, string | null>>
}

/** Attributes that read better together: "measures 22 × 16 × 24 cm". Slots name them; `{width#}` is the bare number, `{width~}` the form before a noun. */
export interface Combination extends Omit<AttributeWording, 'yes' | 'no'> {
  readonly of: readonly string[]
  readonly say: readonly string[]
}

export interface UnitWording {
  /** After a number: "litres"; `one` when the number is exactly 1. */
  readonly one: string
  readonly many: string
  /** Before a noun, joined by `joiner`: "1.7-litre", "2,200 W". */
  readonly before: string
  readonly joiner: '-' | ' ' | ''
  /** Between number and unit when it follows: " " or "" as in "60°C". */
  readonly space: ' ' | ''
}

type Patterns = readonly [string, ...string[]]

/** One way to build a sentence from verb phrases, noun phrases and an opening participle or adjective. */
export interface SentencePlan {
  readonly id: string
  /** {s} the subject, {S} the same as first word, {vps} verb phrases, {nps} noun phrases, {Front} participles. */
  readonly text: string
  readonly verbPhrases: readonly [min: number, max: number]
  readonly nounPhrases: readonly [min: number, max: number]
  readonly front: boolean
}

/** Slots: {name} {noun} {adj noun} {a adj noun} {brand} {Fronts} {after} {vps} {nps}; a plan is used when all can be filled. */
export interface OpeningWording {
  readonly full: Patterns
  /** Without a verb: "Cordless kettle made of stainless steel, with a walnut handle." */
  readonly brief: Patterns
  /** Goods of which little but the name is known. */
  readonly bare: { readonly branded: Patterns; readonly categorised: Patterns; readonly plain: Patterns }
  /** Goods of which little but the name is known. */
}

/** Slots: {name} {price} {before} {saving} {percent} {top} {choice}, and {Fronts} {vps} {nps} of one selling fact. */
export interface OfferWording {
  readonly allReduced: Patterns
  readonly someReduced: Patterns
  readonly onePrice: Patterns
  readonly fromPrice: Patterns
  /** Said before a price line: one fact that sells. */
  readonly plainPrice: Patterns
  readonly outOfStock: Patterns
  readonly noPrice: Patterns
}

export interface Grammar {
  readonly language: string
  readonly attributes: ReadonlyMap<string, AttributeWording>
  readonly combinations: readonly Combination[]
  readonly units: ReadonlyMap<string, UnitWording>
  readonly groups: readonly GroupName[]
  /** Names that take the definite article: "the United Kingdom". */
  readonly definiteNames: ReadonlySet<string>
  /** Words that are written with a capital whatever the feed does, lower case. */
  readonly properNames: ReadonlySet<string>
  /** Attributes whose values are common words, which feeds like to capitalise. */
  readonly commonValues: ReadonlySet<string>
  /** Attributes left out when the title already says their value. */
  readonly titleAttributes: ReadonlySet<string>
  readonly sentencePlans: readonly SentencePlan[]
  readonly clausePlans: { readonly one: Patterns; readonly two: Patterns }
  readonly cautionPlans: Patterns
  readonly openings: OpeningWording
  /** Slots: {S} {count} {noun} {values}. "pair" words two choices at once: {first} {second} {firstNoun} {secondNoun}. */
  readonly optionPlans: {
    readonly one: Patterns
    readonly few: Patterns
    readonly many: Patterns
    readonly pair: Patterns
  }
  /** Head nouns of goods, lower case and singular (plural for what is sold in pairs): they name a product in its title. */
  readonly headNouns: ReadonlySet<string>
  /** Nouns without an indefinite article: tea, paper. */
  readonly massNouns: ReadonlySet<string>
  /** "colour" → "colours"; `standsAlone`: "comes in black", where "comes in 41" needs its noun. */
  readonly optionNouns: ReadonlyMap<
    string,
    { readonly one: string; readonly many: string; readonly standsAlone?: true }
  >
  readonly offer: OfferWording
}

/**
 * The shape of a language's grammar. All wording is data (`en/`, `de/`); the composer only arranges it, so a further
 * language is a further folder. docs/copy/writer.md explains how to add one.
 */
import type { Morphology, NounEntry, ValueEntry } from './morphology.ts'

export const groupNames = [
  'make',
  'size',
  'performance',
  'power',
  'fit',
  'use',
  'feature',
  'contents',
  'care',
  'origin',
  'assurance',
] as const
export type GroupName = (typeof groupNames)[number]

/**
 * A pattern may open with a mark that says whose it is: "second|You get {nps}." is for a voice that speaks to the
 * reader. Marks: second, third, plain, formal.
 */
export type Patterns = readonly [string, ...string[]]

/**
 * How one attribute is worded. Slots: `{v}` the value with its unit ("1.7 litres"), `{m}` the value before a noun
 * ("1.7-litre"), both with a determiner ("{a v}") or the ending of an adjective ("{m|en}"); `{v^}` the value after a preposition. Every `say` starts with a
 * verb in the third person singular; the composer adapts number.
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
  /** Lines of a list: "{m} cable". Left out: made from the verb phrases by the rules of the language. */
  readonly line?: readonly string[]
  /** The quality of a stated Yes as it stands before a noun: "cordless". Left out: taken from "is …" by rule. */
  readonly quality?: string
  /** Of a list only the first item is said; the rest is for the specification: "64 MP, f/1.7, 26 mm, PDAF". */
  readonly head?: true
  /** Values that need other words here ("all" → "all types of"), or null when they are better left unsaid. */
  readonly values?: Readonly<Record<string, string | null>>
}

/** Attributes that read better together: "measures 22 × 16 × 24 cm". Slots name them; `{width#}` is the bare number, `{width~}` the form before a noun. */
export interface Combination extends Omit<AttributeWording, 'yes' | 'no' | 'quality' | 'values' | 'head'> {
  readonly of: readonly string[]
  /** Attributes of it that are plain counts: they need no unit. */
  readonly counts?: readonly string[]
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
  /** After a preposition, where a language inflects units: "ab 6 Jahren". Left out: as `many`. */
  readonly oblique?: string
}

/** One way to build a sentence from verb phrases, noun phrases and an opening participle or adjective. */
export interface SentencePlan {
  readonly id: string
  /**
   * {s} the subject, {S} the same as first word, {vps} verb phrases ({verb} and {rest} where the subject stands between
   * them; {vp1} and {vp2} each of two alone), {nps} noun phrases, {Front} participles, {be} and {=has} verbs that agree, {it} the pronoun.
   */
  readonly text: string
  readonly verbPhrases: readonly [min: number, max: number]
  readonly nounPhrases: readonly [min: number, max: number]
  readonly front: boolean
  /** Only for facts of these groups; left out: for all. */
  readonly groups?: readonly GroupName[]
  /** Its noun phrases must be things that can be counted: "There is a hood". */
  readonly countable?: true
  /** It refers back, so it cannot be the first sentence of a text: "It also …". */
  readonly later?: true
  /** Its subject is the noun, never the pronoun: "The kettle, which has …". */
  readonly named?: true
  /** Only where the voice asks for it. */
  readonly voice?: 'second' | 'third' | 'plain' | 'formal'
}

/**
 * Slots: {name}, {the name}, {noun}, {adj noun} with any determiner, {brand}, {Fronts}, {after}, {vps}, {nps}; a plan is
 * used when all can be filled. A slot in capitals begins the sentence.
 */
export interface OpeningWording {
  readonly full: Patterns
  /** Without a verb: "Cordless kettle made of stainless steel, with a walnut handle." */
  readonly brief: Patterns
  /** Goods of which little but the name is known. Slots: {name}, {brand}, {noun}, {category}. */
  readonly bare: { readonly branded: Patterns; readonly categorised: Patterns; readonly plain: Patterns }
}

/**
 * Slots: {promo} its name, {name} the product, {end} and {start} its days, {price} {before} {saving} {percent} {choice}.
 * Every pattern but the conditions says until when.
 */
export interface PromotionWording {
  /** Every variant at one price; "some…": the price of one of them, which {choice} names. */
  readonly percent: Patterns
  readonly somePercent: Patterns
  readonly saving: Patterns
  readonly someSaving: Patterns
  /** Slots: {buy} {pay}. */
  readonly bundle: Patterns
  /** Slot: {gift}, with its article as the shop wrote it. */
  readonly gift: Patterns
  readonly shipping: Patterns
  /** An occasion with nothing but a price, or not even that. */
  readonly pricedCampaign: Patterns
  readonly campaign: Patterns
  /** Conditions, each a sentence of its own. Slots: {minimum}, {code}. */
  readonly minimumSpend: Patterns
  readonly code: Patterns
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
  /** The lowest of several prices, in running text: "from {price}". */
  readonly from: string
  readonly promotion: PromotionWording
}

/** A kind of goods: what shoppers of it ask first, and how its texts open. */
export interface Family {
  readonly id: string
  /** Category names in lower case that place a product here, where its noun does not. */
  readonly categories: ReadonlySet<string>
  /** Orders of the body; the middle may change places, so that neighbours read differently. */
  readonly orders: readonly [readonly GroupName[], ...(readonly GroupName[])[]]
  /** Added to the weight of attributes: what decides this purchase. */
  readonly decisive: Readonly<Record<string, number>>
  /** Opening patterns of this family, beside those of the language. */
  readonly openings: readonly string[]
}

/** Rules that word attributes from their names alone; `$1` is what the pattern caught. */
export interface GenericRule {
  readonly when: RegExp
  readonly kind: 'flag' | 'count' | 'measure'
  /** Null: such attributes stay unsaid. */
  readonly wording: AttributeWording | null
}

export interface OptionNoun {
  readonly one: string
  readonly many: string
  /** "comes in black", where "comes in 41" needs its noun. */
  readonly standsAlone?: true
}

export interface Grammar {
  readonly language: string
  readonly morphology: Morphology
  readonly attributes: ReadonlyMap<string, AttributeWording>
  readonly combinations: readonly Combination[]
  readonly generic: readonly GenericRule[]
  readonly units: ReadonlyMap<string, UnitWording>
  /** Values that are words of another language than this one, or need another form. */
  readonly values: ReadonlyMap<string, ValueEntry>
  /** Words that are written with a capital whatever the feed does, lower case. */
  readonly properNames: ReadonlySet<string>
  /** Attributes whose values are common words, which feeds like to capitalise. */
  readonly commonValues: ReadonlySet<string>
  /** Attributes left out when the title already says their value. */
  readonly titleAttributes: ReadonlySet<string>
  readonly sentencePlans: readonly SentencePlan[]
  /** "The lamp type is UHE": for attributes without words of their own; null where a language leaves them unsaid. */
  readonly clausePlans: { readonly one: Patterns; readonly two: Patterns } | null
  readonly cautionPlans: Patterns
  readonly openings: OpeningWording
  readonly families: readonly Family[]
  /** Slots: {S} {count} {noun} {values}. "pair" words two choices at once: {first} {second} {firstNoun} {secondNoun}. */
  readonly optionPlans: {
    readonly one: Patterns
    readonly few: Patterns
    readonly many: Patterns
    readonly pair: Patterns
  }
  /** Head nouns of goods by the words of a title, lower case: they name a product, and carry gender and number. */
  readonly nouns: ReadonlyMap<string, NounEntry>
  readonly optionNouns: ReadonlyMap<string, OptionNoun>
  /** Labels of identity in lists: brand → "Brand". */
  readonly identityLabels: Readonly<Record<string, string>>
  readonly offer: OfferWording
  /** Our words in another spelling, by locale: "en-US" → colour → color. */
  readonly spellings: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Short forms for voices that use them: "is not" → "isn't". */
  readonly contractions: Readonly<Record<string, string>>
}

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
  /** Values that need other words here ("all" → "all types of"), or null when they are better left unsaid. */
  readonly values?: Readonly<Record<string, string | null>>
}

/** Attributes that read better together: "measures 22 × 16 × 24 cm". Slots name them; `{width#}` is the bare number, `{width~}` the form before a noun. */
export interface Combination extends Omit<AttributeWording, 'yes' | 'no'> {
  readonly of: readonly string[]
  readonly say: readonly string[]
}

/** A family of goods and the openings its copy draws from. Slots: {title} {vps} {Front} {Place} {a noun} {a new noun}. */
export interface Family {
  readonly id: string
  /** Lower-case words of the category path that put a product here. */
  readonly match: readonly string[]
  /** Where such goods are used, said only when the category itself says so. */
  readonly place?: string
  readonly openings: readonly string[]
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

/** One way to build a sentence from verb phrases, noun phrases and an opening participle. */
export interface SentencePlan {
  readonly id: string
  readonly text: string
  readonly verbPhrases: readonly [min: number, max: number]
  readonly nounPhrases: readonly [min: number, max: number]
  readonly front: boolean
  /** Adds "also"; a text takes few of those. */
  readonly also: boolean
}

export interface OfferWording {
  readonly allReduced: readonly [string, ...string[]]
  readonly someReduced: readonly [string, ...string[]]
  readonly onePrice: readonly [string, ...string[]]
  readonly fromPrice: readonly [string, ...string[]]
  readonly outOfStock: readonly [string, ...string[]]
  readonly inStock: readonly [string, ...string[]]
  readonly noPrice: readonly [string, ...string[]]
}

export interface Grammar {
  readonly language: string
  readonly attributes: ReadonlyMap<string, AttributeWording>
  readonly combinations: readonly Combination[]
  readonly units: ReadonlyMap<string, UnitWording>
  readonly families: readonly Family[]
  readonly groups: readonly GroupName[]
  /** Names that take the definite article: "the United Kingdom". */
  readonly definiteNames: ReadonlySet<string>
  /** Attributes left out when the title already says their value. */
  readonly titleAttributes: ReadonlySet<string>
  readonly sentencePlans: readonly SentencePlan[]
  readonly clausePlans: {
    readonly one: readonly [string, ...string[]]
    readonly two: readonly [string, ...string[]]
  }
  readonly cautionPlans: readonly [string, ...string[]]
  readonly optionPlans: {
    readonly one: readonly [string, ...string[]]
    readonly few: readonly [string, ...string[]]
    readonly many: readonly [string, ...string[]]
  }
  /** "colour" → "colours". */
  readonly optionNouns: ReadonlyMap<string, { readonly one: string; readonly many: string }>
  readonly offer: OfferWording
  readonly bare: {
    readonly branded: readonly [string, ...string[]]
    readonly categorised: readonly [string, ...string[]]
    readonly plain: readonly [string, ...string[]]
  }
}

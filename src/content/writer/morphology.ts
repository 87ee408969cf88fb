/** What a language's grammar says about the forms of words: number, gender, determiners, agreement. Data only. */

export type Gender = 'm' | 'f' | 'n'

/** A noun for goods. */
export interface NounEntry {
  /** As it is said: "kettle", "Wasserkocher". */
  readonly text: string
  /** Null in languages without gender. */
  readonly gender: Gender | null
  /** Sold, and said, in the plural only: headphones. */
  readonly isPlural: boolean
  /** Without an indefinite article: tea, paper. */
  readonly isMass: boolean
  /** More than one of it: "kettles". */
  readonly plural: string
  /** Kind of goods it belongs to. */
  readonly family?: string
}

/** How a value is said. A value without an entry stays as it is in its own language, and unsaid in another. */
export interface ValueEntry {
  readonly text: string
  readonly gender?: Gender | 'plural'
  /** An adjective takes endings after this stem: "dunkelblau" + "e". Left out: it is no adjective. */
  readonly stem?: string
}

/** A word before a noun: by its number, by the sound of the next word, or by gender. A missing form cannot be said. */
export interface Determiner {
  readonly plural?: string
  readonly bySound?: readonly (readonly [next: RegExp, word: string])[]
  readonly byGender?: Readonly<Record<Gender, string>>
  /** The ending an adjective takes between this word and the noun. */
  readonly endings?: Readonly<Record<Gender | 'plural', string>>
  /** Not before goods that cannot be counted. */
  readonly indefinite?: true
}

export interface Morphology {
  /** Between the last two of a list. */
  readonly and: string
  readonly or: string
  readonly decimal: string
  /** Between thousands, and from how many digits on they are set apart. */
  readonly thousands: string
  readonly thousandsFrom: number
  /** Zero to twelve. */
  readonly numberWords: readonly string[]
  readonly percent: string
  /** "none" stands for no word at all and gives the endings of adjectives there. */
  readonly determiners: Readonly<Record<string, Determiner>>
  /** Between the words of a quality before a noun: "height-adjustable". */
  readonly compound: string
  /** Order of words that a plan cannot know: "also is" → "is also". Applied to our words as drawn. */
  readonly repairs: readonly (readonly [words: RegExp, instead: string])[]
  /** Of a product that was named: it, er, sie. "unknown" stands where the gender is. */
  readonly pronouns: Readonly<Record<Gender | 'plural' | 'unknown', string>>
  /** Plural of verbs in the third person: exact words first, then rules. */
  readonly pluralVerbs: ReadonlyMap<string, string>
  readonly pluralVerbRules: readonly (readonly [verb: RegExp, plural: string])[]
  /** Singular of a word in the plural: rules, first match counts. */
  readonly singularRules: readonly (readonly [plural: RegExp, singular: string])[]
  /** Words that are plural wherever they stand at the end of a name. */
  readonly pluralNames: RegExp
  /** A title without a known noun that ends so is taken for a plural: "Perforated Oxfords". */
  readonly pluralTitles: RegExp
  /** Verbs of which two in one sentence are said once: "has a lid and a handle". */
  readonly sharedVerbs: readonly string[]
  /** Predicates that cannot be shared although they begin so: "is a 2-season model". */
  readonly unshared: RegExp
  /** How verb phrases of having begin: beside "with" they would say it twice. */
  readonly havingVerbs: RegExp
  /** Beginnings of denials that can be shared: "has no lid or handle". */
  readonly denials: readonly string[]
  /** Denials that are good news and stand among the features: "needs no batteries". */
  readonly goodDenials: RegExp
  /** From "is cordless" to "cordless"; null where qualities are given by the wording alone. */
  readonly quality: RegExp | null
  /** From verb phrases to lines of a list: first match counts, others stay as they are. */
  readonly lineRules: readonly (readonly [phrase: RegExp, line: string])[]
  /** "is" and "are" as they stand in "{be}". */
  readonly be: { readonly one: string; readonly many: string }
  /** "its" and "their". */
  readonly possessive: { readonly one: string; readonly many: string }
  /** Attribute names that read badly as "The … is …". */
  readonly unspokenLabels: RegExp
  /** Attribute names that take "are". */
  readonly pluralLabels: RegExp
  /** A noun phrase of one thing: "a hood", "1 door". */
  readonly singularThing: RegExp
  /** A noun phrase of things that can be counted. */
  readonly countableThing: RegExp
  /** Names that take the definite article: "the United Kingdom". */
  readonly definiteNames: ReadonlySet<string>
  readonly definiteArticle: string
  /** "1 doors": a count of one takes the singular of the noun after its slot. Null where patterns avoid it. */
  readonly singularAfterCount: readonly [pattern: RegExp, singular: string] | null
}

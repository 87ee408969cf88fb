/**
 * What a shop says about one attribute of its catalogue: the unit its bare numbers are in, what people call it, whether
 * copy must or must not say it. Feeds rarely state these things, and no rule can guess them.
 */
import { z } from 'zod'
import { attributeNameSchema } from '../../../catalog/product.ts'

const localeTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag such as "en" or "de-DE"')
const word = z.string().trim().min(1).max(120)

export const dictionaryEntrySchema = z
  .strictObject({
    attribute: attributeNameSchema,
    /** Unit of the attribute's bare numbers: "mm", "kg", "GB". Numbers that come with a unit keep it. */
    unit: z.string().trim().min(1).max(40).nullable().default(null),
    /** What shoppers call it, by language tag: {"en": "cable length", "de": "Kabellänge"}. */
    labels: z.record(localeTag, word).default({}),
    /** True: a text without it gets F14; false: never demanded; null: the default rule decides. */
    mustSay: z.boolean().nullable().default(null),
    /** False: never worded; true: worded even where the default rule thinks it internal; null: the default rule decides. */
    sayable: z.boolean().nullable().default(null),
    /** 1–10: heavier attributes are said first and asked for first; null: the default rule decides. */
    weight: z.int().min(1).max(10).nullable().default(null),
    /** Values of the feed that mean a stated Yes or No, besides yes/no/true/false. */
    yesWords: z.array(word).max(50).default([]),
    noWords: z.array(word).max(50).default([]),
    /** The attribute this one is another name of ("gewicht" of "weight"), so that it is worded like it. */
    sameAs: attributeNameSchema.nullable().default(null),
  })
  .refine(({ attribute, sameAs }) => attribute !== sameAs, {
    path: ['sameAs'],
    error: 'must be another attribute than the entry itself',
  })
export type DictionaryEntry = z.output<typeof dictionaryEntrySchema>

/** By attribute name. */
export type Dictionary = ReadonlyMap<string, DictionaryEntry>

export const emptyDictionary: Dictionary = new Map()

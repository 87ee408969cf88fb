/** What a filter compares with, as a client may write it: numbers, words, statuses, category paths. */
import { z } from 'zod'
import { categoryPrefixes, facetTextChars } from './facets.ts'
import { productLimits } from './product.ts'

/** Bounds of a range; a value must meet all that are given. */
export interface NumberRange {
  readonly gte?: number
  readonly gt?: number
  readonly lte?: number
  readonly lt?: number
}

/** A filter that is larger costs more to run than an answer is worth. */
export const filterLimits = { depth: 8, conditions: 200, valuesPerCondition: 1_000 } as const

/** A number, or a decimal text such as "79.90". */
const decimal = z.union(
  [
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
      .transform(Number),
  ],
  {
    error: 'must be a number, or a text such as "79.90"',
  },
)

export const rangeSchema = z
  .strictObject({
    gte: decimal.optional(),
    gt: decimal.optional(),
    lte: decimal.optional(),
    lt: decimal.optional(),
  })
  .refine((range) => Object.keys(range).length > 0, 'must have gte, gt, lte or lt')
  .transform(({ gte, gt, lte, lt }): NumberRange => ({
    ...(gte === undefined ? {} : { gte }),
    ...(gt === undefined ? {} : { gt }),
    ...(lte === undefined ? {} : { lte }),
    ...(lt === undefined ? {} : { lt }),
  }))

/** What Postgres takes neither in a text nor in jsonb. */
const unstorable = /[\0\p{Surrogate}]/u
const unstorableMessage = 'must not hold U+0000 or half a surrogate pair'
const storable = z
  .string()
  .min(1)
  .max(facetTextChars)
  .refine((text) => !unstorable.test(text), unstorableMessage)

/** One value and {"eq": value} are read as {"in": [value]}; the shape is settled first, so that paths stay precise. */
function oneOrMany<T>(value: z.ZodType<T>) {
  return z.preprocess(
    (input) => {
      if (typeof input !== 'object' || input === null) return { in: [input] }
      return 'eq' in input && Object.keys(input).length === 1 ? { in: [input.eq] } : input
    },
    z.strictObject({ in: z.array(value).min(1).max(filterLimits.valuesPerCondition) }),
  )
}

export const wordsSchema = oneOrMany(storable)
export const statusSchema = oneOrMany(z.enum(['active', 'draft', 'archived']))
export const attributeValuesSchema = oneOrMany(
  z.union([storable, z.number(), z.boolean()], {
    error: 'must be a text of 1 to 500 characters, a number or a boolean',
  }),
)

const categoryPath = z.preprocess(
  (input) => (typeof input === 'string' ? [input] : input),
  z
    .array(
      z
        .string()
        .max(4_000)
        .refine((text) => !unstorable.test(text), unstorableMessage),
    )
    .max(productLimits.categoryDepth)
    .transform((segments) => categoryPrefixes(segments).at(-1)?.split(' > ') ?? [])
    .refine((segments) => segments.length > 0, 'must name a category'),
)
export const categorySchema = z.preprocess(
  (input) => (typeof input === 'string' || Array.isArray(input) ? { under: input } : input),
  z
    .strictObject({ under: categoryPath.optional(), is: categoryPath.optional() })
    .transform(({ under, is }, context) => {
      if (under !== undefined && is === undefined) return { under }
      if (is !== undefined && under === undefined) return { is }
      context.addIssue('must have either under or is')
      return z.NEVER
    }),
)

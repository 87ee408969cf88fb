/**
 * The mapping file: a declarative description of somebody else's JSON Lines in the words of our own. It names paths
 * and constants only; there is no code in it, so a mapping can be uploaded by a shop.
 */
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import { issueMessage, missing } from '../fields/issue-message.ts'

/** Steps of "specs.sizes[0].label": names, array positions, or '*' for every element. */
export type JsonPath = readonly (string | number)[]
export const everyElement = '*'

const pathSchema = z
  .string()
  .min(1)
  .max(500)
  .transform((text, context): JsonPath => {
    const steps = parsePath(text)
    if (steps !== undefined) return steps
    context.addIssue({
      code: 'custom',
      message: 'must be a path such as "name", "$.specs.weight", "ean[0]" or "images[*].url"',
    })
    return z.NEVER
  })

const scalar = z.union([z.string().max(10_000), z.number(), z.boolean()])
const sourceSchema = z.union([
  pathSchema.transform((path) => ({ paths: [path], values: undefined })),
  z
    .strictObject({ path: pathSchema, values: z.record(z.string(), scalar).optional() })
    .transform(({ path, values }) => ({ paths: [path], values })),
  z
    .strictObject({
      paths: z.array(pathSchema).min(1).max(20),
      values: z.record(z.string(), scalar).optional(),
    })
    .transform(({ paths, values }) => ({ paths, values })),
  z.strictObject({ constant: scalar }),
])
export type MappedSource = z.output<typeof sourceSchema>

const priceSchema = z.union([
  pathSchema.transform((path) => ({ path, unit: 'decimal' as const })),
  z.strictObject({ path: pathSchema, unit: z.enum(['minor', 'decimal']).default('decimal') }),
])
export type MappedPrice = z.output<typeof priceSchema>

const textField = sourceSchema.optional()

const mappingSchema = z.strictObject({
  version: z.literal(1),
  description: z.string().max(2_000).optional(),
  fields: z.strictObject({
    id: sourceSchema,
    title: sourceSchema,
    locale: textField,
    brand: textField,
    /** Several paths give the levels of the category, from the root. */
    category: textField,
    description: textField,
    shortDescription: textField,
    status: textField,
    url: textField,
    currency: textField,
    images: textField,
    tags: textField,
    sku: textField,
    stock: textField,
    gtin: textField,
    mpn: textField,
    price: priceSchema.optional(),
    compareAtPrice: priceSchema.optional(),
  }),
  attributes: z
    .strictObject({
      /** An object whose every entry becomes an attribute. */
      from: pathSchema.optional(),
      /** Further attributes by name; they win over those of `from`. */
      fields: z.record(z.string().min(1).max(120), sourceSchema).default({}),
    })
    .optional(),
  /** Top-level fields kept verbatim in `product.source`. */
  keep: z.array(z.string().min(1).max(300)).max(200).default([]),
})
export type Mapping = z.output<typeof mappingSchema>

/** Reads a mapping (parsed JSON). Errors: `catalog.mapping-invalid` with one complaint for each wrong place. */
export function parseMapping(json: unknown): Mapping {
  const checked = mappingSchema.safeParse(json, { error: issueMessage })
  if (checked.success) return checked.data
  const errors = checked.error.issues.flatMap((issue) => complaintsOf(issue))
  const [first] = errors
  throw new AppError(
    'catalog.mapping-invalid',
    `The mapping file is not valid: ${first?.path ?? ''} ${first?.message ?? ''}`.trim(),
    {
      errors,
    },
  )
}

/** A union complains about every form it allows; the form the writer meant is the one with the fewest complaints. */
function complaintsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = issue.path.map(String).join('.')
  if (issue.code !== 'invalid_union' || issue.message === missing) return [{ path, message: issue.message }]
  const meant = issue.errors.filter(
    (form) => !form.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  )
  const closest = meant.reduce(
    (best, form) => (best.length === 0 || form.length < best.length ? form : best),
    [],
  )
  if (closest.length === 0) return [{ path, message: 'must be a path, {"path"}, {"paths"} or {"constant"}' }]
  return closest.map((inner) => ({
    path: [...issue.path, ...inner.path].map(String).join('.'),
    message: inner.message,
  }))
}

function parsePath(text: string): JsonPath | undefined {
  const body = text.replace(/^\$\.?/, '')
  if (!/^[^.[\]]+(\.[^.[\]]+|\[\d{1,6}\]|\[\*\])*$/.test(body)) return undefined
  return [...body.matchAll(/\[(\d+)\]|\[(\*)\]|[^.[\]]+/g)].map((match) =>
    match[1] === undefined ? (match[2] ?? match[0]) : Number(match[1]),
  )
}

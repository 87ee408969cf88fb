/** A product described in the request itself, for texts about goods that no catalogue here holds. */
import { z } from 'zod'
import { attributeName, parseAttribute } from '../../../catalog/formats/fields/attribute-value.ts'
import {
  attributeSchema,
  productLimits,
  productSchema,
  type Attribute,
  type Product,
} from '../../../catalog/product.ts'

const valueSchema = z.union([
  z.string().max(productLimits.attributeValueChars),
  z.number(),
  z.boolean(),
  z.array(z.string().min(1).max(productLimits.attributeValueChars)).min(1).max(200),
  z.strictObject({ value: z.union([z.string().min(1), z.number()]), unit: z.string().min(1).max(40) }),
])

export const inlineFactsSchema = z.strictObject({
  title: z.string().trim().min(1).max(productLimits.titleChars),
  brand: z.string().trim().min(1).max(300).nullable().default(null),
  category: z.array(z.string().trim().min(1).max(300)).max(productLimits.categoryDepth).default([]),
  /** By label, as people write them: {"Display size": "6.5 inches", "NFC": "No"}. */
  attributes: z
    .record(z.string().min(1).max(300), valueSchema)
    .default({})
    .refine(
      (record) => Object.keys(record).length <= productLimits.attributesPerProduct,
      `at most ${String(productLimits.attributesPerProduct)} attributes`,
    ),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"')
    .default('EUR'),
})
export type InlineFacts = z.output<typeof inlineFactsSchema>

/** @param locale decides how "1,500 g" is read */
export function inlineProduct(facts: InlineFacts, locale: string): Product {
  const attributes: Record<string, Attribute> = {}
  for (const [label, value] of Object.entries(facts.attributes)) {
    const name = attributeName(label)
    const attribute = toAttribute(value, locale)
    // Two labels of one name ("Size", "size"): the first stands, as in an import.
    if (name !== undefined && attribute !== undefined) attributes[name] ??= attribute
  }
  return productSchema.parse({
    id: 'inline',
    locale,
    title: facts.title,
    brand: facts.brand,
    category: facts.category,
    currency: facts.currency,
    attributes,
    variants: [{ id: 'inline' }],
  })
}

function toAttribute(value: InlineFacts['attributes'][string], locale: string): Attribute | undefined {
  if (typeof value === 'string') return parseAttribute(value, locale)
  const isPlain = typeof value !== 'object' || Array.isArray(value)
  return attributeSchema.safeParse(isPlain ? { value } : value).data
}

/** A product as clients see it: what was imported, without our row ids. */
import { z } from 'zod'

const attributesSchema = z.record(
  z.string(),
  z.object({
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    unit: z.string().nullable(),
  }),
)

const variantSchema = z
  .object({
    id: z.string().describe('The shop’s own id or SKU'),
    title: z.string().nullable(),
    options: z.record(z.string(), z.string()),
    attributes: attributesSchema,
    priceMinor: z.int().nullable().describe('Minor units of the currency: 1999 is 19.99 EUR'),
    compareAtPriceMinor: z.int().nullable(),
    stockUnits: z.int().nullable().describe('Null: stock is not tracked, it can always be bought'),
    gtin: z.string().nullable(),
    mpn: z.string().nullable(),
  })
  .meta({ id: 'Variant' })

export const storedProductSchema = z
  .object({
    id: z.string().describe('The shop’s own id'),
    locale: z.string(),
    title: z.string(),
    brand: z.string().nullable(),
    category: z.array(z.string()).describe('Path from the root'),
    description: z.string().nullable(),
    shortDescription: z.string().nullable(),
    status: z.enum(['active', 'draft', 'archived']),
    url: z.string().nullable(),
    currency: z.string(),
    images: z.array(z.object({ url: z.string(), alt: z.string().nullable() })),
    tags: z.array(z.string()),
    attributes: attributesSchema,
    variants: z.array(variantSchema),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({
    id: 'Product',
    examples: [
      {
        id: 'k1',
        locale: 'en-GB',
        title: 'Steel kettle 1.7 l',
        brand: 'Corvane',
        category: ['Home', 'Kitchen', 'Kettles'],
        description: null,
        shortDescription: 'A fast kettle.',
        status: 'active',
        url: null,
        currency: 'EUR',
        images: [],
        tags: [],
        attributes: { capacity: { value: 1.7, unit: 'l' } },
        variants: [
          {
            id: 'k1-red',
            title: 'Red',
            options: { Colour: 'Red' },
            attributes: {},
            priceMinor: 3_999,
            compareAtPriceMinor: 4_999,
            stockUnits: 12,
            gtin: null,
            mpn: null,
          },
        ],
        createdAt: '2026-01-05T10:00:00.000Z',
        updatedAt: '2026-01-05T10:00:00.000Z',
      },
    ],
  })

/** Products for tests: the smallest valid one with changes, and arbitrary ones for property tests. */
import fc from 'fast-check'
import { productSchema, type Product } from '../../src/catalog/product.ts'

export function product(changes: Partial<Product> & { readonly id: string }): Product {
  const { id } = changes
  return productSchema.parse({
    title: `Product ${id}`,
    variants: [{ id: `${id}-1`, priceMinor: 1_000 }],
    ...changes,
  })
}

/** Small vocabularies, so that filters and products meet; odd values, so that both must cope. */
export const words = [
  'red',
  'Red ',
  'dark  blue',
  'Straße',
  'İ',
  '5',
  '5.0',
  '-3',
  '1e3',
  '"',
  "'; DROP",
  '\\',
  '$.a',
  'ǅ',
  '😀',
]
export const names = ['colour', 'größe', 'width', 'attr', 'ean', 'brand']
export const segments = ['Home', 'home', 'Kitchen', 'A > B', 'B', 'Größe']

const attribute = fc.record({
  value: fc.oneof(
    fc.constantFrom(...words),
    fc.integer({ min: -5, max: 10 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }),
  ),
  unit: fc.constantFrom(null, 'cm'),
})
const attributes = fc.dictionary(fc.constantFrom(...names), attribute, { maxKeys: 3 })

export const anyProduct = fc
  .record({
    id: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
    locale: fc.constantFrom('en', 'en-GB', 'de'),
    title: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    brand: fc.constantFrom(null, ...words),
    category: fc.array(fc.constantFrom(...segments), { maxLength: 3 }),
    status: fc.constantFrom('active', 'draft', 'archived'),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    tags: fc.array(fc.constantFrom(...words), { maxLength: 3 }),
    attributes,
    variants: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c'),
        options: fc.dictionary(fc.constantFrom('Colour', 'Shoe size (EU)'), fc.constantFrom(...words), {
          maxKeys: 2,
        }),
        attributes,
        priceMinor: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 2_000 })),
        stockUnits: fc.constantFrom(null, -1, 0, 3),
      }),
      { minLength: 1, maxLength: 3, selector: (variant) => variant.id },
    ),
  })
  .map((draft) => productSchema.safeParse(draft))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data)

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Product, productSchema } from '../../../src/catalog/product.ts'
import { catalogFormats } from '../../../src/catalog/formats/catalog-format.ts'
import { writeCatalog } from '../../../src/catalog/formats/write-catalog.ts'
import { collect, errorsOf, listed, productsOf, readFeed } from './read-feed.ts'

const formats = catalogFormats.map(({ name }) => name)

async function roundTrip(products: readonly Product[], format: (typeof formats)[number]): Promise<Product[]> {
  const bytes = Buffer.concat(await collect(writeCatalog(listed(products), format)))
  const rows = await readFeed(bytes, { format, chunkBytes: 97 })
  expect(errorsOf(rows)).toEqual([])
  return productsOf(rows)
}

/** Text that is hard on CSV, TSV, XML and spreadsheets. Leading and trailing spaces are a documented loss in XML. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 }),
    fc.constantFrom(
      '=1+1',
      '-x',
      '+49 1',
      '@sum',
      "'=x",
      "''-y",
      'a,b',
      'a "b" c',
      'a\nb',
      'a\r\nb',
      'a\tb',
      'a;b',
      '"q"',
      '<b>&amp;</b>',
    ),
  )
  .map((value) => value.trim())
  .filter((value) => value !== '' && !/[\\\0\uFFFE\uFFFF]/.test(value))
const listText = text.filter((value) => !/[,>]/.test(value))
const id = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9 _./-]{0,8}[A-Za-z0-9])?$/)
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null })

const attribute = fc.oneof(
  fc.record({
    value: fc.oneof(text, fc.constantFrom('2', '1.7 l', 'Yes', '[1]', '1,500 g', '007')),
    unit: fc.constant(null),
  }),
  fc.record({
    value: fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((number) => number + 0),
    unit: fc.constantFrom(null, 'cm', 'g', 'kg', '°C', 'odd unit'),
  }),
  fc.record({ value: fc.boolean(), unit: fc.constant(null) }),
  fc.record({ value: fc.array(text, { minLength: 1, maxLength: 3 }), unit: fc.constant(null) }),
)
const attributeName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/).filter((name) => !name.endsWith('_')),
  fc.constantFrom('color', 'size', 'weight', 'höhe'),
)
const attributes = fc.dictionary(attributeName, attribute, { maxKeys: 4, noNullPrototype: true })
const price = orNull(fc.integer({ min: 0, max: 10_000_000 }))

const variant = fc.record({
  id,
  title: orNull(text),
  options: fc.dictionary(fc.constantFrom('Colour', 'Shoe size', 'Größe', 'Finish'), text, {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  attributes,
  priceMinor: price,
  compareAtPriceMinor: price,
  stockUnits: orNull(fc.integer({ min: -5, max: 1_000 })),
  gtin: orNull(fc.stringMatching(/^\d{8,13}$/)),
  mpn: orNull(text),
})
const product: fc.Arbitrary<Product> = fc
  .record({
    id,
    locale: fc.constantFrom('en', 'de', 'fr-CH'),
    title: text,
    brand: orNull(text),
    category: fc.array(listText, { maxLength: 3 }),
    description: orNull(text),
    shortDescription: orNull(text),
    status: fc.constantFrom('active', 'draft', 'archived'),
    url: orNull(fc.constantFrom('https://shop.example/kettle?a=1&b=2', 'http://shop.example/x')),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    images: fc.array(
      fc.record({ url: fc.webUrl().map((url) => url.replaceAll(',', '')), alt: orNull(text) }),
      { maxLength: 3 },
    ),
    tags: fc.array(listText, { maxLength: 3 }),
    attributes,
    variants: fc.uniqueArray(variant, { minLength: 1, maxLength: 3, selector: (one) => one.id }),
    source: fc.constant({}),
  })
  .map((draft) => productSchema.parse(draft))
/** WooCommerce keeps products and variants in one space of SKUs: there an id names one thing. */
const products = fc
  .uniqueArray(product, { minLength: 1, maxLength: 4, selector: (one) => one.id })
  .filter((all) =>
    all.every((one) =>
      all.every((other) => other === one || !other.variants.some((variant) => variant.id === one.id)),
    ),
  )

/** What docs/catalog-formats.md says a Google feed cannot carry. */
function withoutGoogleLosses(one: Product): Product {
  return { ...one, images: one.images.map(({ url }) => ({ url, alt: null })) }
}

describe('a catalogue written and read again', () => {
  test.each(formats)('%s gives the same products up to its documented losses', async (format) => {
    const expected = format.startsWith('google') ? withoutGoogleLosses : (one: Product): Product => one
    await fc.assert(
      fc.asyncProperty(products, async (all) => {
        expect(await roundTrip(all, format)).toEqual(all.map(expected))
      }),
      { numRuns: 150 },
    )
  })

  test('cells past the first window of rows travel in the overflow column', async () => {
    const all = Array.from({ length: 2_500 }, (_none, index) =>
      productSchema.parse({
        id: `p${String(index)}`,
        title: 'Kettle',
        attributes: { [`attribute_${String(index)}`]: { value: index } },
        variants: [{ id: `p${String(index)}` }],
      }),
    )
    expect(await roundTrip(all, 'shopify-csv')).toEqual(all)
  })

  test('stopping early closes the source of products', async () => {
    let isClosed = false
    async function* source(): AsyncGenerator<Product> {
      try {
        for (let index = 0; ; index++) {
          yield productSchema.parse({ id: String(index), title: 'x', variants: [{ id: '1' }] })
        }
      } finally {
        isClosed = true
      }
    }
    for await (const chunk of writeCatalog(source(), 'jsonl')) if (chunk.length > 0) break
    expect(isClosed).toBe(true)
  })
})

const shopifyFolder = join(process.env['VITRINE_DATA_DIR'] ?? '../shared/data', 'catalog/shopify')

describe.skipIf(!existsSync(shopifyFolder))('the real Shopify exports (VITRINE_DATA_DIR)', () => {
  test('keep their meaning and their unmapped columns through an export', async () => {
    for (const file of readdirSync(shopifyFolder)) {
      const rows = await readFeed(readFileSync(join(shopifyFolder, file)))
      expect(errorsOf(rows)).toEqual([])
      const read = productsOf(rows)
      expect(read).toHaveLength(20)
      expect(await roundTrip(read, 'shopify-csv')).toEqual(read)
      expect(read.every((one) => one.source['Variant Fulfillment Service'] === 'manual')).toBe(true)
    }
  })
})

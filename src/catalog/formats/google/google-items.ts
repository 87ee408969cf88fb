/**
 * Products to the cells of a Google Merchant feed, one row a variant: the mirror of `readGoogleItems`.
 */
import { type Attribute, type Product, type Variant, isInStock } from '../../product.ts'
import { formatAttribute } from '../fields/attribute-value.ts'
import { restoreColumns } from '../fields/kept-columns.ts'
import { formatMoney } from '../fields/money.ts'
import type { Cells } from '../records/write-table.ts'
import {
  type ProductDetail,
  formatDetails,
  optionFields,
  productSection,
  simpleFields,
  variantSection,
} from './google-fields.ts'

export async function* googleItems(products: AsyncIterable<Product>): AsyncGenerator<Cells> {
  for await (const product of products) yield* productItems(product)
}

function productItems(product: Product): Cells[] {
  const places = product.variants.map(({ id }) => ({ id, isVariant: true }))
  const rows = restoreColumns(product.source, places, () => true)
  const isGrouped = product.variants.length > 1 || product.variants[0]?.id !== product.id
  return product.variants.map((variant, index) => {
    const cells = new Map([...(rows[index] ?? [])].filter(([name]) => isField(name)))
    if (isGrouped) cells.set('item_group_id', product.id)
    setTitles(cells, product, variant)
    setProduct(cells, product)
    setVariant(cells, variant, product)
    setFacts(cells, product, variant)
    return cells
  })
}

/** A product may carry columns of another format; only Google's own spelling goes into a Google feed. */
function isField(name: string): boolean {
  return /^(c:)?[a-z][a-z0-9_]*$/.test(name)
}

/** The title this item had in its own feed stays while it is still the variant's title. */
function setTitles(cells: Map<string, string>, product: Product, variant: Variant): void {
  if (variant.title !== null && cells.get('title') === variant.title && variant !== product.variants[0])
    return
  cells.set('title', product.title)
  if (variant.title !== null) cells.set('c:variant_title', variant.title)
}

function setProduct(cells: Map<string, string>, product: Product): void {
  const [image, ...moreImages] = product.images
  const fields = {
    description: product.description,
    link: product.url,
    image_link: image?.url,
    additional_image_link: moreImages.map(({ url }) => url.replaceAll(',', '%2C')).join(','),
    brand: product.brand,
    product_type: product.category.join(' > '),
    'c:locale': product.locale,
    'c:status': product.status === 'active' ? undefined : product.status,
    'c:tags': product.tags.join(', '),
    'c:short_description': product.shortDescription,
    'c:currency': product.variants.some(hasPrice) ? undefined : product.currency,
  }
  for (const [field, value] of Object.entries(fields)) {
    // What an item said differently from its siblings was kept, and stays.
    if (value !== null && value !== undefined && value !== '' && !cells.has(field)) cells.set(field, value)
  }
}

function hasPrice(variant: Variant): boolean {
  return variant.priceMinor !== null || variant.compareAtPriceMinor !== null
}

function setVariant(cells: Map<string, string>, variant: Variant, { currency }: Product): void {
  const { priceMinor, compareAtPriceMinor } = variant
  const price = (minor: number): string => `${formatMoney(minor, currency)} ${currency}`
  cells.set('id', variant.id)
  if (priceMinor === null && compareAtPriceMinor !== null)
    cells.set('c:compare_at_price', price(compareAtPriceMinor))
  if (priceMinor !== null) cells.set('price', price(compareAtPriceMinor ?? priceMinor))
  if (priceMinor !== null && compareAtPriceMinor !== null) cells.set('sale_price', price(priceMinor))
  if (variant.costMinor !== undefined) cells.set('cost_of_goods_sold', price(variant.costMinor))
  if (!cells.has('availability')) cells.set('availability', isInStock(variant) ? 'in_stock' : 'out_of_stock')
  if (variant.stockUnits !== null) cells.set('c:quantity', String(variant.stockUnits))
  if (variant.gtin !== null) cells.set('gtin', variant.gtin)
  if (variant.mpn !== null) cells.set('mpn', variant.mpn)
}

/** Options and attributes: Google's own field where it has one, product_detail for everything else. */
function setFacts(cells: Map<string, string>, product: Product, variant: Variant): void {
  const options = Object.entries(variant.options)
  const hasOptions = product.variants.some((sibling) => Object.keys(sibling.options).length > 0)
  if (hasOptions || product.variants.length > 1) cells.set('c:options', JSON.stringify(variant.options))
  for (const [name, value] of options) {
    const field = optionFields.find((known) => known === name.toLowerCase().replace('colour', 'color'))
    if (field !== undefined && !Object.hasOwn(product.attributes, field)) cells.set(field, value)
  }
  const optionValues = new Set(product.variants.flatMap((sibling) => Object.values(sibling.options)))
  const isSimple = ([name, attribute]: readonly [string, Attribute]): boolean =>
    simpleFields.some((field) => field === name) &&
    typeof attribute.value === 'string' &&
    attribute.unit === null &&
    !optionValues.has(attribute.value)
  const attributes = Object.entries(product.attributes)
  for (const [name, { value }] of attributes.filter(isSimple)) cells.set(name, String(value))
  const detail =
    (section: string) =>
    ([name, attribute]: readonly [string, Attribute]): ProductDetail => ({
      section,
      name,
      value: formatAttribute(attribute, product.locale),
    })
  const details = [
    ...attributes.filter((entry) => !isSimple(entry)).map(detail(productSection)),
    ...Object.entries(variant.attributes).map(detail(variantSection)),
  ]
  if (details.length > 0) cells.set('product_detail', formatDetails(details))
}

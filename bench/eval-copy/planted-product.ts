/** A product like those of the fixtures with a hostile text in one place. */
import { attributeNameSchema, productLimits, productSchema, type Product } from '../../src/catalog/product.ts'

export const plantingPlaces = [
  'title',
  'brand',
  'category',
  'description',
  'attribute value',
  'attribute name',
  'option value',
] as const
export type PlantingPlace = (typeof plantingPlaces)[number]

export function plantedProduct(place: PlantingPlace, text: string): Product {
  const at = (where: PlantingPlace, otherwise: string, chars: number) =>
    place === where ? cut(text, chars) || otherwise : otherwise
  const name = place === 'attribute name' ? attributeNameOf(text) : 'finish'
  return productSchema.parse({
    id: 'k-1001',
    locale: 'en-GB',
    title: at('title', 'Tindelow Alder Kettle', productLimits.titleChars),
    brand: at('brand', 'Tindelow', 300),
    category: ['Home & Kitchen', at('category', 'Kettles', 300)],
    description: at('description', 'A kettle for the kitchen.', productLimits.descriptionChars),
    shortDescription: place === 'description' ? text : null,
    attributes: {
      material: { value: 'stainless steel' },
      capacity: { value: 1.7, unit: 'l' },
      power: { value: 2200, unit: 'W' },
      [name]: { value: place === 'attribute value' ? cut(text, 10_000) || 'matt' : 'matt' },
    },
    variants: [
      {
        id: 'k-1001-a',
        options: { Colour: at('option value', 'black', 500) },
        priceMinor: 3990,
        stockUnits: 3,
      },
      { id: 'k-1001-b', options: { Colour: 'cream' }, priceMinor: 3990, stockUnits: 5 },
    ],
  })
}

/** Cut between letters, so that no half of a surrogate pair is left over. */
function cut(text: string, chars: number): string {
  return text
    .trim()
    .slice(0, chars)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
}

/** As importers make attribute names of column titles. */
function attributeNameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{N}]+/gu, '_')
    .replace(/^_+/, '')
    .slice(0, productLimits.attributeNameChars)
  return attributeNameSchema.safeParse(name).success ? name : 'finish'
}

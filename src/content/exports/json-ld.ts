/**
 * A published text as JSON-LD (schema.org Product). Text by a model is marked as such where machines look: on a
 * CreativeWork that the product is the subject of, by IPTC's digital source types, as schema.org names them. Text that
 * the embedded writer composed from facts is no output of a trained model and bears no mark (decision 16).
 */
import type { Product } from '../../catalog/product.ts'
import type { Json } from '../../database/schema.ts'
import type { Publication, PublishedField } from '../publish/publication.ts'
import { isByModel, isEdited } from './marking.ts'
import { liveText } from './published-product.ts'

export function jsonLdOf(
  publication: Pick<Publication, 'fields' | 'channels' | 'locale' | 'withdrawn' | 'publishedAt'>,
  product: Pick<Product, 'id' | 'title' | 'brand' | 'url' | 'images' | 'variants' | 'currency'>,
): { readonly [key: string]: Json } {
  const name = publication.fields['pdp.long'] === undefined ? 'pdp.short' : 'pdp.long'
  const [field, text] = [publication.fields[name], liveText(publication, name)]
  const [first] = product.variants
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    productID: product.id,
    name: product.title,
    ...(text === null ? {} : { description: text }),
    ...(product.brand === null ? {} : { brand: { '@type': 'Brand', name: product.brand } }),
    ...(product.url === null ? {} : { url: product.url }),
    ...(product.images.length === 0 ? {} : { image: product.images.map((image) => image.url) }),
    ...(first?.gtin === undefined || first.gtin === null ? {} : { gtin: first.gtin }),
    ...(field === undefined || text === null || !isByModel(field)
      ? {}
      : { subjectOf: creativeWork(field, text, publication) }),
  }
}

function creativeWork(
  field: PublishedField,
  text: string,
  { locale, publishedAt }: Pick<Publication, 'locale' | 'publishedAt'>,
): Json {
  return {
    '@type': 'CreativeWork',
    text,
    inLanguage: locale,
    datePublished: publishedAt.toISOString(),
    digitalSourceType: isEdited(field)
      ? 'https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource'
      : 'https://schema.org/TrainedAlgorithmicMediaDigitalSource',
  }
}

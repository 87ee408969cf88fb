/**
 * The XML form of a Google Merchant feed: RSS 2.0 or Atom with the g: namespace.
 */
import type { CatalogDefaults, CatalogRow } from '../catalog-format.ts'
import type { TextFeed } from '../decode/decode-text.ts'
import { scanXmlItems } from '../records/scan-xml-items.ts'
import { readGoogleItems } from './read-google-items.ts'

export function readGoogleXml(feed: TextFeed, defaults: CatalogDefaults): AsyncGenerator<CatalogRow> {
  return readGoogleItems(scanXmlItems(feed), defaults)
}

/** The evaluation catalogues as the importer reads them, with the mapping files of the fixtures. */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseMapping } from '../../../src/catalog/formats/jsonl/mapping.ts'
import { readCatalog } from '../../../src/catalog/formats/read-catalog.ts'
import type { Product } from '../../../src/catalog/product.ts'

export type CatalogueName = 'icecat' | 'aws-retail'

export interface Catalogue {
  readonly name: CatalogueName
  readonly products: readonly Product[]
  /** Rows the importer refuses. */
  readonly refused: number
}

/** @param every 1: all rows; 20: every twentieth */
export async function readCatalogue(data: string, name: CatalogueName, every: number): Promise<Catalogue> {
  const mappingPath = fileURLToPath(
    new URL(`../../../fixtures/mappings/${name}.mapping.json`, import.meta.url),
  )
  const mapping = parseMapping(JSON.parse(await readFile(mappingPath, 'utf8')))
  const products: Product[] = []
  let refused = 0
  let row = 0
  const rows = readCatalog(createReadStream(join(data, 'catalog', `${name}.jsonl`)), {
    format: 'jsonl',
    mapping,
    defaults: { locale: 'en-GB', currency: 'EUR' },
  })
  for await (const read of rows) {
    row += 1
    if (read.kind === 'error') refused += 1
    else if (row % every === 0) products.push(read.product)
  }
  return { name, products, refused }
}

/** The evaluation files as products; see the README of the data directory for their origin and licences. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { productSchema, type Product } from '../../src/catalog/product.ts'

/** Relevance grades 0 to 3 by product id; what is not in it was not judged. */
export interface JudgedQuery {
  readonly query: string
  readonly ratings: ReadonlyMap<string, number>
}

export interface StyledProduct {
  readonly product: Product
  /** The label that similar items should share; no part of the product's text. */
  readonly style: string
}

/** @returns undefined when the machine has no evaluation data */
export function evaluationDirectory(environment: NodeJS.ProcessEnv): string | undefined {
  const directory =
    environment['VITRINE_DATA_DIR'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data')
  return existsSync(join(directory, 'search', 'icecat-queries.jsonl')) ? directory : undefined
}

const icecatSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    short_description: z.string().nullish(),
    supplier: z.string().nullish(),
    price: z.number().nullish(),
    attrs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  })
  .transform((row) =>
    productSchema.parse({
      id: row.id,
      title: row.title,
      brand: row.supplier ?? null,
      shortDescription: row.short_description ?? null,
      attributes: Object.fromEntries(
        Object.entries(row.attrs ?? {}).map(([name, value]) => [attributeName(name), { value }]),
      ),
      variants: [{ id: row.id, priceMinor: row.price ?? null }],
    }),
  )

/** Electronics, without categories: 19,406 products. */
export function icecatProducts(directory: string): Promise<Product[]> {
  return readLines(join(directory, 'catalog', 'icecat.jsonl'), icecatSchema)
}

const retailSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.string(),
    style: z.string(),
    description: z.string().nullish(),
    price: z.number(),
  })
  .transform((row) => ({
    style: `${row.category}/${row.style}`,
    product: productSchema.parse({
      id: row.id,
      title: row.name,
      category: [row.category],
      description: row.description ?? null,
      variants: [{ id: row.id, priceMinor: Math.round(row.price * 100) }],
    }),
  }))

/** Fashion, homeware, groceries: 2,465 products. The style is the label, hence kept out of the category path. */
export function retailProducts(directory: string): Promise<StyledProduct[]> {
  return readLines(join(directory, 'catalog', 'aws-retail.jsonl'), retailSchema)
}

const querySchema = z
  .object({ query: z.string(), ratings: z.record(z.string(), z.int().min(0).max(3)) })
  .transform(({ query, ratings }) => ({ query, ratings: new Map(Object.entries(ratings)) }))

export function judgedQueries(directory: string): Promise<JudgedQuery[]> {
  return readLines(join(directory, 'search', 'icecat-queries.jsonl'), querySchema)
}

function attributeName(name: string): string {
  return name.replaceAll(/^_+|_+$/g, '') || 'unnamed'
}

/** Lines end at "\n" alone: `readline` of Node 24 also ends them at U+2028, which JSON strings may hold. */
async function readLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.map((line) => schema.parse(JSON.parse(line)))
}

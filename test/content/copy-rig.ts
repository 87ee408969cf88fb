/** A shop with the given products and the parts that write their copy; for tests of the content domain. */
import { productSchema, type Product } from '../../src/catalog/product.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import { fixedClock } from '../../src/clock.ts'
import { copyRequestSchema, type CopyRequest } from '../../src/content/jobs/copy-job.ts'
import { requestCopy } from '../../src/content/jobs/request-copy.ts'
import type { WriteCopyDeps } from '../../src/content/jobs/write-copy.ts'
import { loadCopyPrompts } from '../../src/content/prompts/prompt.ts'
import type { ChatApi } from '../../src/inference/answer-mode.ts'
import { createOpenAiChatModel } from '../../src/inference/chat-models/openai.ts'
import type { z } from 'zod'
import { testDatabase, type TestDatabase } from '../support/database.ts'

export const prices = { inputPerMTok: 0.25, outputPerMTok: 2 }

export interface CopyRig extends AsyncDisposable {
  readonly database: TestDatabase
  readonly deps: WriteCopyDeps
  request(request: Partial<z.input<typeof copyRequestSchema>>): Promise<string>
}

export async function copyRig(
  products: readonly Product[],
  options: {
    readonly endpoint?: string
    readonly dailyLimitMicros?: number
    readonly timeoutMs?: number
    /** The ladder of models, all at the endpoint. */
    readonly models?: readonly string[]
    readonly apis?: readonly ChatApi[]
    /** A database of the caller's. */
    readonly databaseUrl?: string
  } = {},
): Promise<CopyRig> {
  const database = await testDatabase(options.databaseUrl)
  await upsertProducts(database.db, database.shopId, products.map(productRow))
  const clock = fixedClock('2026-03-01T12:00:00Z')
  const { endpoint } = options
  const open = (model: string) =>
    createOpenAiChatModel(
      { clock },
      {
        baseUrl: endpoint,
        apiKey: 'test',
        model,
        timeoutMs: options.timeoutMs ?? 2_000,
        prices,
        apis: options.apis ?? ['chat'],
      },
    )
  const ladder = (options.models ?? ['fake-1']).map(open)
  const deps: WriteCopyDeps = {
    db: database.db,
    clock,
    defaultWriter: options.endpoint === undefined ? 'embedded' : 'openai',
    chatModels: endpoint === undefined ? {} : { openai: () => Promise.resolve(ladder) },
    prompts: await loadCopyPrompts(),
    dailyLimitMicros: options.dailyLimitMicros ?? 5_000_000,
    temperature: null,
  }
  return {
    database,
    deps,
    async request(request) {
      const full: CopyRequest = copyRequestSchema.parse({
        selection: { products: products.slice(0, 1).map((product) => product.id) },
        fields: ['pdp.long', 'promo'],
        locale: 'en-GB',
        ...request,
      })
      const job = await database.db
        .transaction()
        .execute((trx) => requestCopy(trx, clock, { ...full, shopId: database.shopId }))
      return job.id
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

/** A kettle with every kind of fact: texts, units, a stated No, two variants, one of them reduced. */
export function kettle(id: string, change: Partial<z.input<typeof productSchema>> = {}): Product {
  return productSchema.parse({
    id,
    locale: 'en-GB',
    title: 'Tindelow Alder Kettle',
    brand: 'Tindelow',
    category: ['Home & Kitchen', 'Kettles'],
    attributes: {
      material: { value: 'stainless steel' },
      capacity: { value: 1.7, unit: 'l' },
      power: { value: 2200, unit: 'W' },
      dishwasher_safe: { value: false },
      warranty: { value: 2, unit: 'years' },
      depth: { value: 850 },
    },
    variants: [
      {
        id: `${id}-black`,
        options: { Colour: 'black' },
        priceMinor: 3990,
        compareAtPriceMinor: 4990,
        stockUnits: 3,
      },
      {
        id: `${id}-cream`,
        options: { Colour: 'cream' },
        priceMinor: 3990,
        compareAtPriceMinor: 4990,
        stockUnits: 0,
      },
    ],
    ...change,
  })
}

/** A shop in an embedded database, a model writer at a fake endpoint, and what both say was paid; for section E. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { upsertProducts } from '../../src/catalog/imports/upsert-queries.ts'
import type { Product } from '../../src/catalog/product.ts'
import { productRow } from '../../src/catalog/stored-product.ts'
import { fixedClock } from '../../src/clock.ts'
import { copyRequestSchema, type CopyRequest } from '../../src/content/jobs/copy-job.ts'
import { requestCopy } from '../../src/content/jobs/request-copy.ts'
import type { WriteCopyDeps } from '../../src/content/jobs/write-copy.ts'
import { loadCopyPrompts } from '../../src/content/prompts/prompt.ts'
import { bookInvoice } from '../../src/content/spend/invoice.ts'
import { embed, type Database } from '../../src/database/connect.ts'
import { openInThread } from '../../src/database/pglite-engine.ts'
import { migrate, readMigrations } from '../../src/database/migrate.ts'
import type { Db } from '../../src/database/schema.ts'
import { createOpenAiChatModel } from '../../src/inference/chat-models/openai.ts'
import type { BillLine } from '../../test/support/fake-openai/fake-openai.ts'

export const prices = { inputPerMTok: 0.25, outputPerMTok: 2 }
export const clock = fixedClock('2026-03-01T12:00:00Z')
const SHOP = 'shop_faults'

export interface FaultsRig extends AsyncDisposable {
  readonly db: Db
  /** Directory of the database, for other processes. */
  readonly directory: string
  readonly shopId: string
  /** Lets go of the database and leaves its files; `remove` takes them away. */
  close(): Promise<void>
  remove(): void
}

/** @param products are put into a fresh shop */
export async function openFaultsRig(products: readonly Product[]): Promise<FaultsRig> {
  const parent = mkdtempSync(join(tmpdir(), 'vitrine-faults-'))
  const directory = join(parent, 'data')
  const remove = () => {
    rmSync(parent, { recursive: true, force: true })
  }
  const database = await openFaultsDatabase(directory)
  await migrate(database.db, await readMigrations('migrations'))
  await database.db
    .insertInto('shops')
    .values({ id: SHOP, name: 'Faults', locale: 'en-GB', currency: 'EUR' })
    .execute()
  await upsertProducts(database.db, SHOP, products.map(productRow))
  return {
    db: database.db,
    directory,
    shopId: SHOP,
    close: async () => {
      await database[Symbol.asyncDispose]()
    },
    remove,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      remove()
    },
  }
}

export async function openFaultsDatabase(directory: string): Promise<Database> {
  // In this thread: the separate one is compiled code, and a scorecard runs from the sources.
  mkdirSync(directory, { recursive: true })
  return await embed(await openInThread(directory), () => Promise.resolve())
}

/** Two models of one endpoint, so that the ladder has a second rung. */
export async function faultsDeps(db: Db, endpoint: string, timeoutMs: number): Promise<WriteCopyDeps> {
  const ladder = ['fake-1', 'fake-2'].map((model) =>
    createOpenAiChatModel(
      { clock },
      { baseUrl: endpoint, apiKey: 'test', model, timeoutMs, prices, apis: ['chat'] },
    ),
  )
  return {
    db,
    clock,
    defaultWriter: 'openai',
    chatModels: { openai: () => Promise.resolve(ladder) },
    prompts: await loadCopyPrompts(),
    dailyLimitMicros: 1_000_000_000,
    temperature: null,
  }
}

export async function requestFaulty(
  db: Db,
  productIds: readonly string[],
  change: Partial<CopyRequest> = {},
): Promise<string> {
  const request = copyRequestSchema.parse({
    selection: { products: productIds },
    fields: ['pdp.long', 'promo'],
    locale: 'en-GB',
    writer: 'openai',
    delivery: 'now',
    ...change,
  })
  const job = await db.transaction().execute((trx) => requestCopy(trx, clock, { ...request, shopId: SHOP }))
  return job.id
}

export interface Reconciled {
  readonly billMicros: number
  readonly ledgerMicros: number
  readonly heldMicros: number
  /** Bill lines the ledger does not know, and settled calls that were never billed. */
  readonly strangers: number
  /** Calls of one question of one job that were billed more than once, though no kill or cut fell between. */
  readonly doubles: number
  /** Uncertain calls whose bill was above what was held for them. */
  readonly aboveHold: number
}

/** Books the bill as the provider's invoice and compares to the micro-dollar. */
export async function reconcile(db: Db, bill: readonly BillLine[]): Promise<Reconciled> {
  const uncertain = await db
    .selectFrom('model_calls')
    .select(['id', 'reserved_micros'])
    .where('shop_id', '=', SHOP)
    .where('state', '=', 'uncertain')
    .execute()
  const billed = new Map(bill.map((line) => [line.requestId, line.costMicros]))
  const lines = uncertain.map(({ id }) => ({ callId: id, costMicros: billed.get(id) ?? 0 }))
  await bookInvoice(db, SHOP, lines)
  const calls = await db
    .selectFrom('model_calls')
    .select(['id', 'job_id', 'request_hash', 'state', 'cost_micros', 'received_at'])
    .where('shop_id', '=', SHOP)
    .execute()
  const settled = calls.filter((call) => call.state === 'settled')
  const known = new Set(settled.map((call) => call.id))
  const budgets = await db.selectFrom('budgets').select(['held_micros']).where('shop_id', '=', SHOP).execute()
  const answered = settled.filter((call) => call.received_at !== null)
  const questions = answered.map((call) => `${call.job_id} ${call.request_hash}`)
  return {
    billMicros: bill.reduce((sum, line) => sum + line.costMicros, 0),
    ledgerMicros: settled.reduce((sum, call) => sum + (call.cost_micros ?? 0), 0),
    heldMicros: budgets.reduce((sum, row) => sum + row.held_micros, 0),
    strangers:
      bill.filter((line) => !known.has(line.requestId)).length +
      settled.filter((call) => (call.cost_micros ?? 0) > 0 && !billed.has(call.id)).length,
    doubles: questions.length - new Set(questions).size,
    aboveHold: uncertain.filter(({ id, reserved_micros }) => (billed.get(id) ?? 0) > reserved_micros).length,
  }
}

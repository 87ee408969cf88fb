/**
 * The sample shop: our own fixture catalogue, imported, embedded and with copy for some of it, so that every flow can
 * be tried a minute after the installation. Each step looks first at what an earlier, interrupted start has left.
 */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { projectPath, type App } from '../../app.ts'
import { listReindexes } from '../../catalog/embedding/reindex/reindex.ts'
import { getImport, listImports } from '../../catalog/imports/read-imports.ts'
import { receiveImport } from '../../catalog/imports/receive-import.ts'
import { listProducts } from '../../catalog/read-products.ts'
import { listDrafts } from '../../content/drafts/read-drafts.ts'
import { getCopyJob, listCopyJobs } from '../../content/jobs/read-copy-jobs.ts'
import { requestCopy } from '../../content/jobs/request-copy.ts'
import { brandVoiceSchema } from '../../content/voice/brand-voice.ts'
import { listVoices, putVoice } from '../../content/voice/voices.ts'

export const sampleShop = { name: 'Maison Lumen (sample)', locale: 'en-GB', currency: 'EUR' }

const SAMPLE_FILE = 'vitrine-sample-catalog.jsonl'
/** Marks the copy job of the sample among those of the merchant. */
const SAMPLE_SEED = 1_712_000_001
const COPY_PRODUCTS = 24
const POLL_MS = 200

type Say = (line: string) => void

/** Does what is missing and says so; a complete shop is left as it is, in silence. */
export async function completeSampleShop(
  app: App,
  shopId: string,
  say: Say,
  signal: AbortSignal,
): Promise<void> {
  const { db } = app
  const importId = await openImport(app, shopId, say)
  if (importId !== undefined) {
    const { created, failed } = await until(
      signal,
      () => getImport(db, shopId, importId),
      ({ state }) => ended.has(state),
    )
    say(`  ${String(created)} products imported, ${String(failed)} refused`)
    await until(
      signal,
      () => openReindexes(app, shopId),
      (open) => open === 0,
    )
    say('  embedded for search and similar products')
  }
  signal.throwIfAborted()
  await addVoices(app, shopId)
  const copyJobId = await openCopyJob(app, shopId)
  if (copyJobId !== undefined) {
    const { counts } = await until(
      signal,
      () => getCopyJob(db, shopId, copyJobId),
      ({ state }) => ended.has(state),
    )
    say(`  copy written for ${String(counts.ready + counts.needsReview)} products`)
  }
}

const ended: ReadonlySet<string> = new Set(['done', 'failed', 'cancelled', 'dead'])

/** The import under way, or a new one for a shop without products; undefined when there is nothing to wait for. */
async function openImport(app: App, shopId: string, say: Say): Promise<string | undefined> {
  const { db, clock, config } = app
  const { items } = await listImports(db, shopId, { limit: 10 })
  // A file the merchant uploaded meanwhile is none of ours to wait for.
  const underWay = items.find(({ state, fileName }) => fileName === SAMPLE_FILE && !ended.has(state))
  if (underWay !== undefined) {
    say('The sample shop is incomplete: going on …')
    return underWay.id
  }
  const products = await listProducts(db, shopId, { limit: 1 })
  if (products.items.length > 0) return undefined
  say('The database is empty: loading the sample shop …')
  const received = await receiveImport(
    { db, clock, maxBytes: config.IMPORT_MAX_BYTES },
    {
      shopId,
      format: 'jsonl',
      fileName: SAMPLE_FILE,
      bytes: createReadStream(projectPath('fixtures/catalog.jsonl')),
    },
  )
  app.relay.poke()
  return received.id
}

/** The two voices of the sample, for a shop that has none. */
async function addVoices({ db, clock }: App, shopId: string): Promise<void> {
  const { items } = await listVoices(db, shopId, { limit: 1 })
  if (items.length > 0) return
  const voices = z
    .array(brandVoiceSchema)
    .parse(JSON.parse(await readFile(projectPath('fixtures/brand-voices.json'), 'utf8')))
  await db.transaction().execute(async (trx) => {
    for (const { id, ...voice } of voices) await putVoice(trx, clock, shopId, id, voice)
  })
}

/** The copy job under way, or a new one for a shop without drafts; undefined when there is nothing to wait for. */
async function openCopyJob({ db, clock, relay }: App, shopId: string): Promise<string | undefined> {
  const { items } = await listCopyJobs(db, shopId, { limit: 10 })
  const underWay = items.find(({ state, seed }) => seed === SAMPLE_SEED && !ended.has(state))
  if (underWay !== undefined) return underWay.id
  const drafts = await listDrafts(db, shopId, { limit: 1 })
  if (drafts.items.length > 0) return undefined
  const sample = await listProducts(db, shopId, {
    filter: { status: { in: ['active'] } },
    limit: COPY_PRODUCTS,
  })
  const copyJob = await db.transaction().execute((trx) =>
    requestCopy(trx, clock, {
      shopId,
      selection: { products: sample.items.map((product) => product.id) },
      fields: ['pdp.long', 'pdp.short', 'promo'],
      locale: 'en-GB',
      writer: 'embedded',
      seed: SAMPLE_SEED,
      voice: null,
      maxCostMicros: null,
    }),
  )
  relay.poke()
  return copyJob.id
}

async function openReindexes(app: App, shopId: string): Promise<number> {
  const { items } = await listReindexes(app.db, shopId, { limit: 10 })
  return items.filter(({ state }) => !ended.has(state)).length
}

/** @throws AbortError */
async function until<T>(
  signal: AbortSignal,
  read: () => Promise<T>,
  isEnd: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted()
    const value = await read()
    if (isEnd(value)) return value
    await setTimeout(POLL_MS, undefined, { signal })
  }
}

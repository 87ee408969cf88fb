/** Checks the catalogue of a shop, page by page; after a kill the next attempt begins anew, and nothing counts twice. */
import { productFilterSchema } from '../../../catalog/filter.ts'
import { streamProducts } from '../../../catalog/read-products.ts'
import { toProduct, type StoredProduct } from '../../../catalog/stored-product.ts'
import type { Clock } from '../../../clock.ts'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { done, type LeasedJob, type Processor } from '../../../queue/job.ts'
import { writeHeld } from '../../../queue/write-held.ts'
import { factSheetsOf } from '../../facts/load-fact-sheets.ts'
import { CatalogLint } from '../lint-catalog.ts'
import type { LintedProduct, LintSummary } from '../report/lint-report.ts'
import { lintRequestSchema } from './lint-run.ts'
import { clearLintProducts, findLintRunRow, insertLintProducts, storeLintSummary } from './lint-queries.ts'

export interface LintDeps {
  readonly db: Db
  readonly clock: Clock
}
type LintPayload = Readonly<Record<string, never>>

/** What the job itself keeps; the whole summary stands in the run. */
interface LintResult {
  readonly products: number
  readonly flagged: number
  readonly summary: string
  readonly [key: string]: number | string
}

/** Products between two commits: short transactions, and a cancellation that is soon obeyed. */
const PAGE = 100

export function lintCatalogProcessor(deps: LintDeps): Processor<LintPayload, LintResult> {
  return {
    async run(job) {
      const summary = await lintShop(deps, job)
      const { products, flagged } = summary
      return done({ products, flagged, summary: JSON.stringify(summary) })
    },
    async commit(trx, finished) {
      for (const { job, result } of finished) await storeLintSummary(trx, job.shopId, job.id, result.summary)
    },
  }
}

async function lintShop({ db, clock }: LintDeps, job: LeasedJob<LintPayload>): Promise<LintSummary> {
  const row = await findLintRunRow(db, job.shopId, job.id)
  if (row === undefined)
    throw new AppError('content.lint-not-found', 'The catalogue check of this job is gone.')
  const { profile, jurisdictions } = lintRequestSchema.parse({
    profile: row.profile,
    jurisdictions: row.jurisdictions,
  })
  const filter = row.filter === null ? undefined : productFilterSchema.parse(row.filter)
  const lint = new CatalogLint({ profile, jurisdictions, now: clock.now().toISOString() })
  await writeHeld(db, job, (trx) => clearLintProducts(trx, job.shopId, job.id))
  for await (const page of inPages(streamProducts(db, job.shopId, filter))) {
    job.signal.throwIfAborted()
    const sheets = await factSheetsOf(db, clock, job.shopId, page)
    const flagged = page
      .filter(({ status }) => status !== 'archived')
      .map((stored) => lint.add(toProduct(stored), sheets.get(stored.id)))
      .filter(({ findings }) => findings.length > 0)
    await writeHeld(db, job, (trx) => insertLintProducts(trx, job.shopId, job.id, flagged.map(toRow)))
    await job.report({ products: lint.products, flagged: lint.flagged })
  }
  return lint.summary()
}

async function* inPages(products: AsyncIterable<StoredProduct>): AsyncGenerator<StoredProduct[]> {
  let page: StoredProduct[] = []
  for await (const product of products) {
    page.push(product)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

function toRow(linted: LintedProduct) {
  return { ...linted, codes: [...new Set(linted.findings.map(({ code }) => code))] }
}

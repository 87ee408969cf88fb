/** Reading and cancelling catalogue checks, and their reports. */
import { z } from 'zod'
import type { Db } from '../../../database/schema.ts'
import { AppError } from '../../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../../page.ts'
import { cancelJobs } from '../../../queue/job-queries.ts'
import { runFailureOf, runStateOf } from '../../../queue/run-state.ts'
import { lintFindingSchema } from '../lint-finding.ts'
import { worstMax } from '../lint-catalog.ts'
import { lintSummarySchema, type LintReport } from '../report/lint-report.ts'
import { lintRequestSchema, type FindingFilter, type LintRun, type LintRunFinding } from './lint-run.ts'
import {
  findLintRunRow,
  selectLintProducts,
  selectLintRunRows,
  type LintProductRow,
  type LintRunRow,
} from './lint-queries.ts'

/** @throws AppError content.lint-not-found */
export async function getLintRun(db: Db, shopId: string, id: string): Promise<LintRun> {
  const row = await findLintRunRow(db, shopId, id)
  if (row === undefined)
    throw new AppError('content.lint-not-found', 'The shop has no catalogue check with this id.')
  return toLintRun(row)
}

/** A page, newest first. */
export async function listLintRuns(
  db: Db,
  shopId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<LintRun>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, z.tuple([z.iso.datetime(), z.string()]))
  const rows = await selectLintRunRows(
    db,
    shopId,
    after === null ? null : { createdAt: after[0], id: after[1] },
    limit + 1,
  )
  const page = pageOf(rows, limit, (row) => [row.created_at.toISOString(), row.id])
  return { items: page.items.map(toLintRun), next: page.next }
}

/** @throws AppError content.lint-not-found | jobs.not-cancellable */
export async function cancelLintRun(trx: Db, shopId: string, id: string): Promise<LintRun> {
  await getLintRun(trx, shopId, id)
  const { ended, asked } = await cancelJobs(trx, shopId, id)
  if (ended + asked === 0)
    throw new AppError('jobs.not-cancellable', 'This catalogue check has ended already.')
  return getLintRun(trx, shopId, id)
}

/** Findings of the worst products first; also of a run that goes on. */
export async function listLintFindings(
  db: Db,
  shopId: string,
  id: string,
  { cursor, limit, ...filter }: PageRequest & FindingFilter,
): Promise<Page<LintRunFinding>> {
  await getLintRun(db, shopId, id)
  const place =
    cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.int(), z.string(), z.int().min(0)]))
  const after = place === undefined ? null : { weight: place[0], product: place[1] }
  // A product has a finding at least, so this many products hold a page and the one that proves there is more.
  const rows = await selectLintProducts(db, shopId, id, filter, after, limit + 2)
  const findings = rows.flatMap((row) =>
    findingsOf(row).flatMap((finding, index) => {
      const isSeen = place !== undefined && row.product === place[1] && index <= place[2]
      const isWanted = filter.code === undefined || finding.code === filter.code
      return isWanted && !isSeen ? [{ row, index, finding }] : []
    }),
  )
  const page = pageOf(findings, limit, ({ row, index }) => [row.weight, row.product, index])
  return {
    items: page.items.map(({ row, finding }) => ({ ...finding, product: row.product, title: row.title })),
    next: page.next,
  }
}

/** @throws AppError content.lint-not-found | content.lint-not-done */
export async function getLintReport(db: Db, shopId: string, id: string): Promise<LintReport> {
  const run = await getLintRun(db, shopId, id)
  if (run.summary === null)
    throw new AppError(
      'content.lint-not-done',
      `The catalogue check is ${run.state}: there is no report of it yet.`,
    )
  const rows = await selectLintProducts(db, shopId, id, {}, null, worstMax)
  return {
    source: 'Catalogue of the shop',
    checkedAt: run.createdAt.toISOString(),
    profile: run.profile,
    jurisdictions: [...run.jurisdictions],
    summary: run.summary,
    worst: rows.map((row) => ({
      product: row.product,
      title: row.title,
      weight: row.weight,
      findings: findingsOf(row),
    })),
  }
}

function findingsOf({ findings }: LintProductRow) {
  return z.array(lintFindingSchema).parse(findings)
}

const progressSchema = z.object({ products: z.int(), flagged: z.int() }).catch({ products: 0, flagged: 0 })

function toLintRun(row: LintRunRow): LintRun {
  const state = runStateOf(row.state)
  const { profile, jurisdictions, filter } = lintRequestSchema.parse({
    profile: row.profile,
    jurisdictions: row.jurisdictions,
    filter: row.filter,
  })
  const summary = row.summary === null ? null : lintSummarySchema.parse(row.summary)
  return {
    id: row.id,
    state,
    profile,
    jurisdictions,
    filter: filter === null ? null : { ...filter },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    progress:
      summary === null
        ? progressSchema.parse(row.progress)
        : { products: summary.products, flagged: summary.flagged },
    summary,
    failure: runFailureOf(state, row.error),
  }
}

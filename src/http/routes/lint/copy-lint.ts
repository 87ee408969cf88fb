/** Checking the texts of the whole catalogue: asking for it, watching it, reading what it found. */
import { z } from 'zod'
import { htmlReport } from '../../../content/lint/report/html-report.ts'
import { lintReportSchema } from '../../../content/lint/report/lint-report.ts'
import {
  findingFilterSchema,
  lintRequestSchema,
  lintRunFindingSchema,
  lintRunSchema,
} from '../../../content/lint/runs/lint-run.ts'
import {
  cancelLintRun,
  getLintReport,
  getLintRun,
  listLintFindings,
  listLintRuns,
} from '../../../content/lint/runs/read-lints.ts'
import { requestLint } from '../../../content/lint/runs/request-lint.ts'
import { eventStreamSchema, runPhases, streamMsMax, type SendEvents } from '../../event-stream.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../../idempotency.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const runSchema = lintRunSchema.meta({ id: 'LintRun' })
const reportSchema = lintReportSchema.meta({ id: 'LintReport' })

export function addCopyLintRoutes(
  server: HttpServer,
  { db, clock }: ServerDeps,
  sendEvents: SendEvents,
): void {
  server.post(
    '/v1/copy/lint',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 20, idempotent: true, problems: [409, 413, 422] },
      schema: {
        operationId: 'requestLint',
        tags: ['Copy'],
        summary: 'Check the texts of the catalogue against its own data',
        description:
          'Nothing is written or generated: titles and descriptions as they are, product by product.',
        headers: idempotencyHeadersSchema,
        body: lintRequestSchema.meta({ id: 'LintRequest', examples: [{ profile: 'block' }] }),
        response: { 202: runSchema.describe('Accepted; watch it at Location') },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, runSchema, async (trx, shopId) => {
        const resource = await requestLint(trx, clock, { shopId, ...request.body })
        return { status: 202, location: `/v1/copy/lint/${resource.id}`, resource }
      }),
  )

  server.get(
    '/v1/copy/lint',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listLints',
        tags: ['Copy'],
        summary: 'Catalogue checks, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(runSchema) },
      },
    },
    async (request) => listLintRuns(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/lint/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getLint',
        tags: ['Copy'],
        summary: 'One catalogue check: progress, then its figures',
        params: idParamsSchema,
        response: { 200: runSchema },
      },
    },
    async (request) => getLintRun(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/copy/lint/:id/findings',
    {
      config: { scope: 'copy:read', cost: 3, problems: [404] },
      schema: {
        operationId: 'listLintFindings',
        tags: ['Copy'],
        summary: 'What a catalogue check found, the worst products first',
        params: idParamsSchema,
        querystring: pageQuerySchema.extend(findingFilterSchema.shape),
        response: { 200: pageSchema(lintRunFindingSchema.meta({ id: 'LintFinding' })) },
      },
    },
    async (request) => listLintFindings(db, shopIdOf(request), request.params.id, request.query),
  )

  server.get(
    '/v1/copy/lint/:id/report.json',
    {
      config: { scope: 'copy:read', cost: 10, problems: [404, 409] },
      schema: {
        operationId: 'getLintReport',
        tags: ['Copy'],
        summary: 'The report of a catalogue check: figures, and the worst products in full',
        params: idParamsSchema,
        response: { 200: reportSchema },
      },
    },
    async (request) => getLintReport(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/copy/lint/:id/report.html',
    {
      config: { scope: 'copy:read', cost: 10, problems: [404, 409] },
      schema: {
        operationId: 'getLintPage',
        tags: ['Copy'],
        summary: 'The same as one page for people: no script, nothing loaded',
        produces: ['text/html'],
        params: idParamsSchema,
        response: { 200: z.string().describe('The page') },
      },
    },
    async (request, reply) => {
      const report = await getLintReport(db, shopIdOf(request), request.params.id)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', 'inline; filename="catalogue-report.html"')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .serializer(String)
        .send(htmlReport(report))
    },
  )

  server.get(
    '/v1/copy/lint/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'copy:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchLint',
        tags: ['Copy'],
        summary: 'Progress of a catalogue check as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getLintRun(db, shopId, request.params.id)
        return { data: JSON.stringify(z.encode(runSchema, found)), phase: runPhases[found.state] }
      })
    },
  )

  server.post(
    '/v1/copy/lint/:id/cancel',
    {
      config: { scope: 'copy:write', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'cancelLint',
        tags: ['Copy'],
        summary: 'Stop a catalogue check',
        description: 'What was found so far stays readable; there is no report.',
        params: idParamsSchema,
        response: { 200: runSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => cancelLintRun(trx, shopIdOf(request), request.params.id)),
  )
}

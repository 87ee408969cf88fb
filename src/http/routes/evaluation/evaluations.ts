/** Evaluating the session model on the shop's own visits: asking for it, watching it, reading what it found. */
import { z } from 'zod'
import { htmlReport } from '../../../recommendations/evaluation/report/html-report.ts'
import {
  evaluationRequestSchema,
  evaluationRunSchema,
} from '../../../recommendations/evaluation/runs/evaluation-run.ts'
import {
  cancelEvaluation,
  getEvaluation,
  getEvaluationReport,
  listEvaluations,
} from '../../../recommendations/evaluation/runs/read-evaluations.ts'
import { requestEvaluation } from '../../../recommendations/evaluation/runs/request-evaluation.ts'
import { eventStreamSchema, runPhases, streamMsMax, type SendEvents } from '../../event-stream.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const runSchema = evaluationRunSchema.meta({ id: 'Evaluation' })

export function addEvaluationRoutes(
  server: HttpServer,
  { db, clock }: ServerDeps,
  sendEvents: SendEvents,
): void {
  server.post(
    '/v1/evaluations',
    {
      config: { scope: 'jobs:write', cost: 50, idempotent: true, problems: [409, 422] },
      schema: {
        operationId: 'requestEvaluation',
        tags: ['Recommendations'],
        summary: 'Measure the session model on the shop’s own visits',
        description:
          'Closed visits are split by time; settings are learnt on the tail of the older part and measured once on the newer, beside ' +
          'popularity, item-kNN and what is served now. They are promoted only if the 95 % interval of the gain over each lies above zero.',
        headers: idempotencyHeadersSchema,
        body: evaluationRequestSchema.meta({ id: 'EvaluationRequest', examples: [{ k: 20, seed: 1 }] }),
        response: { 202: runSchema.describe('Accepted; watch it at Location') },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, runSchema, async (trx, shopId) => {
        const resource = await requestEvaluation(trx, clock, { shopId, ...request.body })
        return { status: 202, location: `/v1/evaluations/${resource.id}`, resource }
      }),
  )

  server.get(
    '/v1/evaluations',
    {
      config: { scope: 'jobs:read', cost: 2 },
      schema: {
        operationId: 'listEvaluations',
        tags: ['Recommendations'],
        summary: 'Evaluations, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(runSchema) },
      },
    },
    async (request) => listEvaluations(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/evaluations/:id',
    {
      config: { scope: 'jobs:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getEvaluation',
        tags: ['Recommendations'],
        summary: 'One evaluation: progress, then its outcome and report',
        params: idParamsSchema,
        response: { 200: runSchema },
      },
    },
    async (request) => getEvaluation(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/evaluations/:id/report.html',
    {
      config: { scope: 'jobs:read', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'getEvaluationPage',
        tags: ['Recommendations'],
        summary: 'The report as one page for people: no script, nothing loaded',
        produces: ['text/html'],
        params: idParamsSchema,
        response: { 200: z.string().describe('The page') },
      },
    },
    async (request, reply) => {
      const report = await getEvaluationReport(db, shopIdOf(request), request.params.id)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', 'inline; filename="session-model-report.html"')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .serializer(String)
        .send(htmlReport(report))
    },
  )

  server.get(
    '/v1/evaluations/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'jobs:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchEvaluation',
        tags: ['Recommendations'],
        summary: 'Progress of an evaluation as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getEvaluation(db, shopId, request.params.id)
        return { data: JSON.stringify(z.encode(runSchema, found)), phase: runPhases[found.state] }
      })
    },
  )

  server.post(
    '/v1/evaluations/:id/cancel',
    {
      config: { scope: 'jobs:write', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'cancelEvaluation',
        tags: ['Recommendations'],
        summary: 'Stop an evaluation',
        description: 'What is served stays.',
        params: idParamsSchema,
        response: { 200: runSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => cancelEvaluation(trx, shopIdOf(request), request.params.id)),
  )
}

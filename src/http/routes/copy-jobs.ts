/** Asking for copy and watching it being written. */
import { z } from 'zod'
import { requireConfiguredWriter } from '../../content/jobs/configured-writer.ts'
import { copyRequestSchema, type CopyJobState } from '../../content/jobs/copy-job.ts'
import { getCopyJob, listCopyJobs } from '../../content/jobs/read-copy-jobs.ts'
import { requestCopy } from '../../content/jobs/request-copy.ts'
import { eventStreamSchema, streamMsMax, type SendEvents, type Snapshot } from '../event-stream.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { answerOnce, idempotencyHeadersSchema } from '../idempotency.ts'
import { limits } from '../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'
import { copyJobSchema } from './copy-job/copy-job-schema.ts'

export function addCopyJobRoutes(
  server: HttpServer,
  { db, clock, chatModels }: ServerDeps,
  sendEvents: SendEvents,
): void {
  server.post(
    '/v1/copy/jobs',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 20, idempotent: true, problems: [404, 409, 413, 422] },
      schema: {
        operationId: 'requestCopy',
        tags: ['Copy'],
        summary: 'Ask for copy of one product, a list, a filter, a CSV of ids or a collection',
        description:
          'Every sentence cites the facts it rests on. `writer: "auto"` is the configured writer; the embedded one costs nothing.',
        headers: idempotencyHeadersSchema,
        body: copyRequestSchema.meta({
          id: 'CopyRequest',
          examples: [
            { selection: { products: ['k1'] }, fields: ['pdp.short', 'promo'], locale: 'en-GB' },
            { selection: { filter: { brand: { in: ['Corvane'] } } }, fields: ['pdp.long'], locale: 'en-GB' },
            { selection: { csv: 'id\nk1\nk2\n' }, fields: ['pdp.long'], locale: 'en-GB' },
            { selection: { collection: 'Kettles' }, fields: ['promo'], locale: 'en-GB' },
          ],
        }),
        response: { 202: copyJobSchema.describe('Accepted; watch it at Location') },
      },
    },
    async (request, reply) =>
      answerOnce(db, request, reply, copyJobSchema, async (trx, shopId) => {
        if (chatModels !== undefined) requireConfiguredWriter(request.body.writer, chatModels)
        const resource = await requestCopy(trx, clock, { ...request.body, shopId })
        return { status: 202, location: `/v1/copy/jobs/${resource.id}`, resource }
      }),
  )

  server.get(
    '/v1/copy/jobs',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listCopyJobs',
        tags: ['Copy'],
        summary: 'Copy jobs, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(copyJobSchema) },
      },
    },
    async (request) => listCopyJobs(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/jobs/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getCopyJob',
        tags: ['Copy'],
        summary: 'One copy job: outcomes with reasons, and cost',
        params: idParamsSchema,
        response: { 200: copyJobSchema },
      },
    },
    async (request) => getCopyJob(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/copy/jobs/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'copy:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchCopyJob',
        tags: ['Copy'],
        summary: 'Progress of a copy job as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getCopyJob(db, shopId, request.params.id)
        return {
          data: JSON.stringify(z.encode(copyJobSchema, { ...found, selection: { ...found.selection } })),
          phase: phases[found.state],
        }
      })
    },
  )
}

const phases: Record<CopyJobState, Snapshot['phase']> = {
  queued: 'running',
  planning: 'running',
  running: 'running',
  paused: 'running',
  done: 'done',
  cancelled: 'done',
  failed: 'failed',
}

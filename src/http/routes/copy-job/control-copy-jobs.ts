/** Pausing, resuming, cancelling and retrying a copy job, and what failed in it. */
import {
  cancelCopyJob,
  pauseCopyJob,
  resumeCopyJob,
  retryCopyJob,
} from '../../../content/jobs/control/control-copy-job.ts'
import { copyFailureSchema, listCopyFailures } from '../../../content/jobs/control/list-failures.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { copyJobSchema } from './copy-job-schema.ts'

const controls = [
  {
    verb: 'pause',
    control: pauseCopyJob,
    summary: 'Pause a copy job',
    description: 'Products that wait are set aside; those in work are finished. A paused job stays paused.',
  },
  {
    verb: 'resume',
    control: resumeCopyJob,
    summary: 'Resume a paused copy job',
    description: 'What was set aside is queued again; nothing that is done is written twice.',
  },
  {
    verb: 'cancel',
    control: cancelCopyJob,
    summary: 'Stop a copy job',
    description: 'Products that wait are not written; drafts that are done stay.',
  },
  {
    verb: 'retry',
    control: retryCopyJob,
    summary: 'Write the failed products of a copy job again',
    description: 'Only those that failed, with all attempts before them.',
  },
] as const

export function addCopyControlRoutes(server: HttpServer, { db }: ServerDeps): void {
  for (const { verb, control, summary, description } of controls) {
    server.post(
      `/v1/copy/jobs/:id/${verb}`,
      {
        config: { scope: 'copy:write', cost: 5, problems: [404, 409] },
        schema: {
          operationId: `${verb}CopyJob`,
          tags: ['Copy'],
          summary,
          description,
          params: idParamsSchema,
          response: { 200: copyJobSchema },
        },
      },
      async (request) =>
        db.transaction().execute((trx) => control(trx, shopIdOf(request), request.params.id)),
    )
  }

  server.get(
    '/v1/copy/jobs/:id/failures',
    {
      config: { scope: 'copy:read', cost: 2, problems: [404] },
      schema: {
        operationId: 'listCopyFailures',
        tags: ['Copy'],
        summary: 'Products of a copy job that failed, each with its reason',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(copyFailureSchema.meta({ id: 'CopyFailure' })) },
      },
    },
    async (request) => listCopyFailures(db, shopIdOf(request), request.params.id, request.query),
  )
}

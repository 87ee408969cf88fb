/** Builds of what is learnt from behaviour: which there are, and one more now. */
import { z } from 'zod'
import { requestBuild } from '../../../recommendations/image/build/request-build.ts'
import { builtImageSchema, listImages } from '../../../recommendations/image/read-images.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import type { ServerDeps } from '../../server-deps.ts'

export function addImageRoutes(server: HttpServer, { db }: ServerDeps): void {
  server.get(
    '/v1/models',
    {
      config: { scope: 'jobs:read', cost: 1 },
      schema: {
        operationId: 'listModels',
        tags: ['Recommendations'],
        summary: 'Builds of the shop’s models, newest first',
        response: { 200: z.object({ data: z.array(builtImageSchema.meta({ id: 'BuiltModel' })) }) },
      },
    },
    async (request) => ({ data: await listImages(db, shopIdOf(request)) }),
  )

  server.post(
    '/v1/models',
    {
      config: { scope: 'jobs:write', cost: 50 },
      schema: {
        operationId: 'buildModels',
        tags: ['Recommendations'],
        summary: 'Build the shop’s models now',
        description:
          'They are built by themselves as the shop changes. A build that waits already is not doubled.',
        response: { 202: z.object({ job: z.string() }).describe('Accepted') },
      },
    },
    async (request, reply) => {
      const job = await db.transaction().execute((trx) => requestBuild(trx, shopIdOf(request)))
      return reply.code(202).send({ job })
    },
  )
}

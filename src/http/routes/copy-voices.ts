/** How the shop's brands speak. */
import { z } from 'zod'
import {
  getVoice,
  listVoices,
  newVoiceSchema,
  putVoice,
  setDefaultVoice,
  voiceRecordSchema,
} from '../../content/voice/voices.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'

const voiceSchema = voiceRecordSchema.meta({
  id: 'Voice',
  description: 'One version of a voice; versions never change, the latest speaks',
})

const voiceParamsSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be lower case letters, digits and hyphens'),
})

export function addCopyVoiceRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/voices',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listVoices',
        tags: ['Copy'],
        summary: 'Brand voices, each in its latest version',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(voiceSchema) },
      },
    },
    async (request) => listVoices(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/voices/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getVoice',
        tags: ['Copy'],
        summary: 'One brand voice',
        params: idParamsSchema,
        querystring: z.strictObject({
          version: z.coerce
            .number()
            .int()
            .min(1)
            .max(2_147_483_647)
            .optional()
            .describe('Left out: the latest'),
        }),
        response: { 200: voiceSchema },
      },
    },
    async (request) => getVoice(db, shopIdOf(request), request.params.id, request.query.version),
  )

  server.put(
    '/v1/copy/voices/:id',
    {
      config: { scope: 'copy:write', cost: 5 },
      schema: {
        operationId: 'putVoice',
        tags: ['Copy'],
        summary: 'Add a version of a brand voice',
        description:
          'The new version speaks in copy asked for from then on; what was written stays as it is. A voice equal to the ' +
          'latest version adds none.',
        params: voiceParamsSchema,
        body: newVoiceSchema.meta({
          id: 'NewVoice',
          examples: [
            {
              name: 'Hearth: plain and warm',
              person: 'second',
              contractions: true,
              banned: ['amazing', 'best'],
              preferred: { purchase: 'buy' },
            },
          ],
        }),
        response: { 200: voiceSchema },
      },
    },
    async (request) =>
      db
        .transaction()
        .execute((trx) => putVoice(trx, clock, shopIdOf(request), request.params.id, request.body)),
  )

  server.put(
    '/v1/copy/default-voice',
    {
      config: { scope: 'copy:write', cost: 5, problems: [404] },
      schema: {
        operationId: 'setDefaultVoice',
        tags: ['Copy'],
        summary: 'Choose the voice of requests that name none',
        body: z
          .strictObject({ voice: z.string().min(1).max(60).nullable() })
          .meta({ id: 'DefaultVoice', examples: [{ voice: 'hearth' }] }),
        response: {
          200: z.object({ voice: z.string().nullable().describe('Null: the neutral voice') }),
        },
      },
    },
    async (request) => {
      const { voice } = request.body
      await db.transaction().execute((trx) => setDefaultVoice(trx, shopIdOf(request), voice))
      return { voice }
    },
  )
}

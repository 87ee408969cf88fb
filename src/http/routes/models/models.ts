/** The models that write copy here, and how their endpoints are spoken to. */
import { z } from 'zod'
import { listModels, probeModels } from '../../../content/model/endpoint/configured-models.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import type { ServerDeps } from '../../server-deps.ts'

const modelsSchema = z.object({
  items: z
    .array(
      z
        .object({
          writer: z.enum(['openai', 'langchain']),
          model: z.string(),
          endpoint: z.string(),
          inputUsdPerMTok: z.number(),
          outputUsdPerMTok: z.number(),
          profile: z
            .object({
              api: z.string().describe('`responses` or `chat`'),
              mode: z.string().describe('`json_schema`, `json_object`, `tool` or `delimited`'),
              streams: z.boolean(),
              batches: z.boolean().nullable().describe('null: nobody has asked yet'),
              probedAt: z.date(),
              expiresAt: z.date(),
            })
            .nullable()
            .describe('null: the next call probes'),
          failure: z.string().nullable().describe('Why the probe told nothing'),
        })
        .meta({ id: 'CopyModel' }),
    )
    .readonly(),
})

/** A probe is up to eight short calls per model. */
const probeMsMax = 5 * 60_000

export function addCopyModelRoutes(server: HttpServer, { preview }: ServerDeps): void {
  server.get(
    '/v1/copy/models',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listCopyModels',
        tags: ['Copy'],
        summary: 'Models that write here, in the order they are tried',
        response: { 200: modelsSchema },
      },
    },
    async (request) => ({ items: preview === undefined ? [] : await listModels(preview, shopIdOf(request)) }),
  )

  server.post(
    '/v1/copy/models/probe',
    {
      handlerTimeout: probeMsMax,
      config: { scope: 'admin:shop', cost: 50 },
      schema: {
        operationId: 'probeCopyModels',
        tags: ['Copy'],
        summary: 'Find out anew how each model is spoken to',
        description: 'A few short calls per model, paid from the shop’s budget and booked as probes.',
        response: { 200: modelsSchema },
      },
    },
    async (request) => {
      const signal = AbortSignal.timeout(probeMsMax)
      return { items: preview === undefined ? [] : await probeModels(preview, shopIdOf(request), signal) }
    },
  )
}

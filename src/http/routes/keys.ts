/** API keys of the caller's shop. A key is shown once, in the answer that creates it. */
import { z } from 'zod'
import { keyKindSchema, scopeSchema, type KeyRecord } from '../../security/api-key.ts'
import { createKey, rotateKey, rotationOverlapMsMax } from '../../security/issue-key.ts'
import { listKeys, revokeKey } from '../../security/revoke-key.ts'
import { principalOf, shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import { noIdempotencyHeadersSchema } from '../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../page-query.ts'
import type { ServerDeps } from '../server-deps.ts'

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: keyKindSchema,
    prefix: z.string().describe('First characters of the key, to recognise it by'),
    scopes: z.array(scopeSchema).readonly(),
    createdAt: z.date(),
    expiresAt: z.date().nullable(),
    revokedAt: z.date().nullable(),
    lastUsedAt: z.date().nullable().describe('Exact to a minute'),
  })
  .meta({ id: 'Key' })

const issuedKeySchema = keySchema
  .extend({ key: z.string().describe('The key itself, shown this once') })
  .meta({ id: 'IssuedKey' })

const newKeySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200).describe('For people: where the key is used'),
    kind: keyKindSchema.describe(
      'publishable: for web pages, recommendations and search only; secret: everything; restricted: the named scopes',
    ),
    scopes: z.array(scopeSchema).max(20).optional().describe('None beyond those of your own key'),
    expiresAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'NewKey', examples: [{ name: 'feed upload', kind: 'restricted', scopes: ['catalog:write'] }] })

const rotationSchema = z
  .strictObject({
    overlapHours: z
      .number()
      .min(0)
      .max(rotationOverlapMsMax / 3_600_000)
      .default(24)
      .describe('How long the old key still works'),
  })
  .meta({ id: 'KeyRotation', examples: [{ overlapHours: 24 }] })

export function addKeyRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/keys',
    {
      config: { scope: 'admin:keys', cost: 1 },
      schema: {
        operationId: 'listKeys',
        tags: ['Shop'],
        summary: 'Keys, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(keySchema) },
      },
    },
    async (request) => listKeys(db, shopIdOf(request), request.query),
  )

  server.post(
    '/v1/keys',
    {
      config: { scope: 'admin:keys', cost: 10 },
      schema: {
        operationId: 'createKey',
        tags: ['Shop'],
        summary: 'Issue a key',
        headers: noIdempotencyHeadersSchema,
        body: newKeySchema,
        response: { 201: issuedKeySchema },
      },
    },
    async (request, reply) => {
      const { expiresAt, ...fields } = request.body
      const issued = await db.transaction().execute((trx) =>
        createKey(trx, clock, {
          ...fields,
          shopId: shopIdOf(request),
          expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
          grantedBy: principalOf(request).scopes,
        }),
      )
      return reply.code(201).header('cache-control', 'no-store').send(represent(issued))
    },
  )

  server.post(
    '/v1/keys/:id/rotate',
    {
      config: { scope: 'admin:keys', cost: 10, problems: [404] },
      schema: {
        operationId: 'rotateKey',
        tags: ['Shop'],
        summary: 'Replace a key without a failed call',
        description:
          'Answers a new key with the same name, kind, scopes and expiry; the old one works until the overlap ends.',
        headers: noIdempotencyHeadersSchema,
        params: idParamsSchema,
        body: rotationSchema,
        response: { 201: issuedKeySchema },
      },
    },
    async (request, reply) => {
      const issued = await db.transaction().execute((trx) =>
        rotateKey(trx, clock, {
          shopId: shopIdOf(request),
          keyId: request.params.id,
          overlapMs: request.body.overlapHours * 3_600_000,
          grantedBy: principalOf(request).scopes,
        }),
      )
      return reply.code(201).header('cache-control', 'no-store').send(represent(issued))
    },
  )

  server.delete(
    '/v1/keys/:id',
    {
      config: { scope: 'admin:keys', cost: 5, problems: [404] },
      schema: {
        operationId: 'revokeKey',
        tags: ['Shop'],
        summary: 'End a key',
        description: 'Every process refuses it within a second. Ending it twice is the same as once.',
        params: idParamsSchema,
        response: { 204: z.undefined().describe('The key has ended') },
      },
    },
    async (request, reply) => {
      await db.transaction().execute((trx) => revokeKey(trx, clock, shopIdOf(request), request.params.id))
      return reply.code(204).send()
    },
  )
}

function represent({ key, record }: { readonly key: string; readonly record: KeyRecord }) {
  return { ...record, key }
}

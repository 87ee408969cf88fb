/** Imports: watching them, their errors, and stopping them. Uploading is in import-upload.ts. */
import { z } from 'zod'
import { cancelImport } from '../../../catalog/imports/cancel-import.ts'
import type { ImportState } from '../../../catalog/imports/import.ts'
import { getImport, listImportErrors, listImports } from '../../../catalog/imports/read-imports.ts'
import { eventStreamSchema, streamMsMax, type SendEvents, type Snapshot } from '../../event-stream.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { importErrorSchema, importSchema } from './import-schema.ts'

export function addImportRoutes(server: HttpServer, deps: ServerDeps, sendEvents: SendEvents): void {
  const { db, clock } = deps

  server.get(
    '/v1/imports',
    {
      config: { scope: 'catalog:read', cost: 1 },
      schema: {
        operationId: 'listImports',
        tags: ['Catalogue'],
        summary: 'Imports, newest first',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(importSchema) },
      },
    },
    async (request) => listImports(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/imports/:id',
    {
      config: { scope: 'catalog:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getImport',
        tags: ['Catalogue'],
        summary: 'One import with its counts',
        params: idParamsSchema,
        response: { 200: importSchema },
      },
    },
    async (request) => getImport(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/imports/:id/errors',
    {
      config: { scope: 'catalog:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'listImportErrors',
        tags: ['Catalogue'],
        summary: 'What was wrong with which rows',
        description:
          'In the order of the file; the first 10,000 are kept, `failed` of the import counts all.',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(importErrorSchema) },
      },
    },
    async (request) => listImportErrors(db, shopIdOf(request), request.params.id, request.query),
  )

  server.get(
    '/v1/imports/:id/events',
    {
      exposeHeadRoute: false,
      handlerTimeout: streamMsMax,
      config: { scope: 'catalog:read', cost: 5, problems: [404] },
      schema: {
        operationId: 'watchImport',
        tags: ['Catalogue'],
        summary: 'Progress of an import as server-sent events',
        produces: ['text/event-stream'],
        params: idParamsSchema,
        response: { 200: eventStreamSchema },
      },
    },
    async (request, reply) => {
      const shopId = shopIdOf(request)
      return sendEvents(reply, async () => {
        const found = await getImport(db, shopId, request.params.id)
        return { data: JSON.stringify(z.encode(importSchema, found)), phase: phases[found.state] }
      })
    },
  )

  server.post(
    '/v1/imports/:id/cancel',
    {
      config: { scope: 'catalog:write', cost: 5, problems: [404, 409] },
      schema: {
        operationId: 'cancelImport',
        tags: ['Catalogue'],
        summary: 'Stop an import',
        description: 'What it has stored stays; the rest of the file is not read.',
        params: idParamsSchema,
        response: { 200: importSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => cancelImport(trx, clock, shopIdOf(request), request.params.id)),
  )
}

const phases: Record<ImportState, Snapshot['phase']> = {
  uploading: 'running',
  queued: 'running',
  running: 'running',
  done: 'done',
  cancelled: 'done',
  failed: 'failed',
}

/** The catalogue: reading it, and taking it out as a file. */
import { z } from 'zod'
import { catalogFormats, type CatalogFormat } from '../../../catalog/formats/catalog-format.ts'
import { exportCatalog } from '../../../catalog/export-catalog.ts'
import { getProduct, listProducts } from '../../../catalog/read-products.ts'
import { filterQuerySchema } from '../../filter-query.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import { sendBytes } from '../../send-stream.ts'
import type { ServerDeps } from '../../server-deps.ts'
import { storedProductSchema } from './product-schema.ts'

export function addProductRoutes(server: HttpServer, { db }: ServerDeps): void {
  server.get(
    '/v1/products',
    {
      config: { scope: 'catalog:read', cost: 2 },
      schema: {
        operationId: 'listProducts',
        tags: ['Catalogue'],
        summary: 'Products, the first imported first',
        querystring: pageQuerySchema.extend({ filter: filterQuerySchema }),
        response: { 200: pageSchema(storedProductSchema) },
      },
    },
    async (request) => listProducts(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/products/:id',
    {
      config: { scope: 'catalog:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getProduct',
        tags: ['Catalogue'],
        summary: 'One product, by the shop’s own id',
        params: idParamsSchema,
        response: { 200: storedProductSchema },
      },
    },
    async (request) => getProduct(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/exports',
    {
      exposeHeadRoute: false,
      handlerTimeout: limits.uploadMs,
      config: { scope: 'catalog:read', cost: 50 },
      schema: {
        operationId: 'exportCatalog',
        tags: ['Catalogue'],
        summary: 'The catalogue as a file',
        description: 'Streams every product the filter keeps, in any of the formats that can be imported.',
        querystring: z.strictObject({
          format: z.enum(catalogFormats.map((format) => format.name)),
          filter: filterQuerySchema,
        }),
        produces: [...new Set(catalogFormats.map((format) => format.mediaTypes[0]))],
        response: { 200: z.string().describe('The file') },
      },
    },
    async (request, reply) => {
      const { format, filter } = request.query
      const { mediaType, extension } = fileOf(format)
      reply.header('content-disposition', `attachment; filename="catalog.${extension}"`)
      return sendBytes(reply, mediaType, exportCatalog(db, shopIdOf(request), format, filter))
    },
  )
}

function fileOf(name: CatalogFormat): { readonly mediaType: string; readonly extension: string } {
  const format = catalogFormats.find((candidate) => candidate.name === name)
  return {
    mediaType: `${format?.mediaTypes[0] ?? 'application/octet-stream'}; charset=utf-8`,
    extension: format?.extensions[0] ?? 'bin',
  }
}

/** Certificates the shop holds: each unlocks a phrase for the products it covers, until it expires. */
import { z } from 'zod'
import { recordIdSchema } from '../../../content/facts/evidence/record-id.ts'
import { certificates } from '../../../content/facts/evidence/keep-records.ts'
import { certificateContentSchema } from '../../../content/facts/certificates/certificate.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const certificateSchema = z
  .object({
    ...certificateContentSchema.shape,
    id: z.string(),
    covers: z.looseObject({}).describe('Products it covers: `{"products": [ids]}` or `{"filter": …}`'),
    createdAt: z.date(),
    updatedAt: z.date(),
  })
  .meta({ id: 'Certificate' })

const contentSchema = certificateContentSchema.meta({
  id: 'CertificateContent',
  examples: [
    {
      covers: { filter: { 'attr.material': { in: ['organic cotton'] } } },
      phrase: 'organic cotton certified to GOTS',
      scheme: 'GOTS',
      issuer: 'Control Union',
      reference: 'CU 1000001',
      jurisdictions: ['eu', 'uk'],
      expiresAt: '2027-06-30T00:00:00Z',
    },
  ],
})

export function addCertificateRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/certificates',
    {
      config: { scope: 'copy:read', cost: 1 },
      schema: {
        operationId: 'listCertificates',
        tags: ['Evidence'],
        summary: 'Certificates, by id',
        querystring: pageQuerySchema,
        response: { 200: pageSchema(certificateSchema) },
      },
    },
    async (request) => certificates.list(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/certificates/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getCertificate',
        tags: ['Evidence'],
        summary: 'One certificate',
        params: idParamsSchema,
        response: { 200: certificateSchema },
      },
    },
    async (request) => certificates.get(db, shopIdOf(request), request.params.id),
  )

  server.put(
    '/v1/copy/certificates/:id',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'copy:write', cost: 5, problems: [413] },
      schema: {
        operationId: 'putCertificate',
        tags: ['Evidence'],
        summary: 'Keep a certificate under an id of your own',
        description:
          'From `validFrom` to `expiresAt` its phrase is a fact of the products it covers; after that it must not be said.',
        params: z.strictObject({ id: recordIdSchema }),
        body: contentSchema,
        response: { 200: certificateSchema },
      },
    },
    async (request) => certificates.put(db, clock, shopIdOf(request), request.params.id, request.body),
  )

  server.delete(
    '/v1/copy/certificates/:id',
    {
      config: { scope: 'copy:write', cost: 5, problems: [404] },
      schema: {
        operationId: 'removeCertificate',
        tags: ['Evidence'],
        summary: 'Remove a certificate',
        description: 'Texts that rest on it become stale.',
        params: idParamsSchema,
        response: { 204: z.undefined().describe('The certificate is gone') },
      },
    },
    async (request, reply) => {
      await certificates.remove(db, shopIdOf(request), request.params.id)
      return reply.code(204).send()
    },
  )
}

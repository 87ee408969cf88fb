/** The OpenAPI 3.1 document, made from the schemas that check every request; docs/openapi.json is its committed copy. */
import fastifySwagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { problemMediaType, problemSchema, statusOf } from '../problems/problem.ts'

const description = `Product copy a shop can trust and recommendations that sell.

**Keys.** Send \`Authorization: Bearer vt_…\`. A secret key (\`vt_sk_live_\`) belongs on servers; a publishable key
(\`vt_pk_live_\`) may stand in web pages of the shop's \`corsOrigins\` and only asks for recommendations and search.

**Problems.** Every failure is \`application/problem+json\` (RFC 9457); decide by \`code\`, and read \`errors\` for the
fields that were wrong.

**Repeats.** Where \`Idempotency-Key\` is listed, a repeat with the same key and body gets the first answer back, with
\`Idempotent-Replayed: true\`; another body under the same key is a 422.

**Pages.** Lists answer \`{"items": […], "next": "…"}\`; pass \`next\` as \`cursor\` until it is null.

**Limits.** \`RateLimit\` and \`RateLimit-Policy\` say what is left; a 429 or 503 says when to come back in
\`Retry-After\`.`

const tags = [
  { name: 'Catalogue', description: 'Products in and out' },
  { name: 'Recommendations', description: 'Similar products and search' },
  { name: 'Copy', description: 'Texts that say only what the facts say' },
  { name: 'Evidence', description: 'What texts may rest on beside the catalogue' },
  { name: 'Embeddings', description: 'Re-indexing to another model' },
  { name: 'Shop', description: 'Settings and keys' },
  { name: 'Operations', description: 'Probes, metrics and this document' },
]

/** Problems any route can answer; routes with a key add 401, 403 and 429, and each names its own on top. */
const problemsOfAll = [400, 500, 503]
const problemsOfKeyed = [401, 403, 429]

export async function describeApi(server: FastifyInstance, publicUrl: string | undefined): Promise<void> {
  await server.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Vitrine', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
      servers: [{ url: publicUrl ?? '/' }],
      tags,
      components: {
        securitySchemes: { apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the shop' } },
      },
    },
    transform(route) {
      const { config, method } = route.route
      const isDocumented = config?.undocumented !== true && method !== 'HEAD'
      const { schema, url } = jsonSchemaTransform(route)
      if (!isDocumented) return { schema: { ...schema, hide: true }, url }
      const statuses = [
        ...problemsOfAll,
        ...(config?.scope === undefined ? [] : problemsOfKeyed),
        ...(config?.problems ?? []),
      ]
      return {
        url,
        schema: {
          ...schema,
          ...(config?.scope === undefined ? {} : { security: [{ apiKey: [config.scope] }] }),
          response: { ...responsesOf(schema), ...problemResponses(statuses) },
        },
      }
    },
    transformObject: (document) => withoutUnusedSchemas(jsonSchemaTransformObject(document)),
  })
}

function responsesOf(schema: unknown): object {
  const hasResponse = typeof schema === 'object' && schema !== null && 'response' in schema
  return hasResponse && typeof schema.response === 'object' && schema.response !== null ? schema.response : {}
}

function problemResponses(statuses: readonly number[]): Record<string, object> {
  const reference = { $ref: `#/components/schemas/${problemSchema.meta()?.id ?? 'Problem'}` }
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [
      String(status),
      { description: kindsWith(status), content: { [problemMediaType]: { schema: reference } } },
    ]),
  )
}

function kindsWith(status: number): string {
  const kinds = Object.entries(statusOf).flatMap(([kind, value]) => (value === status ? kind : []))
  return `Problem: ${kinds.join(' or ')}`
}

const componentsSchema = z.looseObject({ schemas: z.record(z.string(), z.unknown()).default({}) })

/** The zod registry knows every named schema in two forms, as input and as output; most are used in one. */
function withoutUnusedSchemas<D extends object>(document: D): D {
  const components = componentsSchema.parse('components' in document ? document.components : {})
  const schemas = { ...components.schemas }
  for (;;) {
    const slim = { ...document, components: { ...components, schemas } }
    const text = JSON.stringify(slim)
    const unused = Object.keys(schemas).filter((name) => !text.includes(`"#/components/schemas/${name}"`))
    if (unused.length === 0) return slim
    for (const name of unused) Reflect.deleteProperty(schemas, name)
  }
}

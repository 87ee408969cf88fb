/**
 * Child of the bench: what the machine gives when nothing is recommended. `/schema` lets Fastify serialise the object of
 * the file ANSWER by a response schema made for its shape; `/string` sends the same bytes ready; `/sql` asks Postgres for
 * every request, by one prepared statement along an index. Prints its address.
 */
import { readFileSync } from 'node:fs'
import fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'

type Shape = Readonly<Record<string, unknown>>

const text = readFileSync(process.env['ANSWER'] ?? '', 'utf8')
const answer: unknown = JSON.parse(text)
const server = fastify()
server.post('/schema', { schema: { response: { 200: schemaOf(answer) } } }, () => answer)
server.post('/string', (_request, reply) =>
  reply.header('content-type', 'application/json; charset=utf-8').send(text),
)
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 })
const bodySchema = z.object({
  context: z.object({ item: z.string().optional() }).default({}),
  n: z.number(),
})
server.post('/sql', async (request) => {
  const { context, n } = bodySchema.parse(request.body)
  const { rows } = await pool.query<Shape>({
    name: 'slate',
    text: `WITH found AS (
        SELECT dst, kind, ab, a, b, score, lo, hi FROM relations
        WHERE shop_id = $1 AND epoch = (SELECT epoch FROM model_states WHERE shop_id = $1) AND src = $2
          AND kind IN ('substitute', 'viewed-after')
      ), related AS (
        SELECT p.external_id AS id, f.kind AS source, f.ab AS k, f.a AS n, f.score, f.lo, f.hi
        FROM found f JOIN products p ON p.shop_id = $1 AND p.external_id = f.dst
        WHERE p.status = 'active' AND p.in_stock ORDER BY f.score DESC, f.dst LIMIT $3
      )
      SELECT * FROM related
      UNION ALL
      (SELECT external_id, 'latest', 0, 0, 0, 0, 0 FROM products
       WHERE shop_id = $1 AND status = 'active' AND in_stock AND id > (SELECT max(id) - 200 FROM products WHERE shop_id = $1)
       ORDER BY id DESC LIMIT greatest(0, $3 - (SELECT count(*) FROM related)))`,
    values: [process.env['SHOP'], context.item ?? '', n],
  })
  return { slate: 'sql', items: rows.map((row, position) => ({ ...row, position })) }
})
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))

/** The tightest schema of one value, so that the serialiser is as quick as it gets; lists take it from all their items. */
function schemaOf(value: unknown): Shape {
  if (value === null) return { type: 'null' }
  if (Array.isArray(value))
    return { type: 'array', items: value.length === 0 ? {} : joined(value.map(schemaOf)) }
  if (typeof value === 'object') {
    const properties = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schemaOf(inner)]))
    return { type: 'object', properties }
  }
  return { type: typeof value }
}

/** Items of one list differ in optional fields only: the schema knows all of them. */
function joined(schemas: readonly Shape[]): Shape {
  const [first = {}, ...rest] = schemas
  return rest.reduce<Shape>((known, schema) => {
    if (known['type'] === 'object' && schema['type'] === 'object') {
      return { type: 'object', properties: joinedProperties(known['properties'], schema['properties']) }
    }
    return known['type'] === schema['type']
      ? known
      : { ...known, type: [known['type'], schema['type']].flat(), nullable: true }
  }, first)
}

function joinedProperties(known: unknown, more: unknown): Shape {
  const all = new Map<string, Shape>(Object.entries(propertiesOf(known)))
  for (const [name, schema] of Object.entries(propertiesOf(more))) {
    const before = all.get(name)
    all.set(name, before === undefined ? schema : joined([before, schema]))
  }
  return Object.fromEntries(all)
}

function propertiesOf(value: unknown): Readonly<Record<string, Shape>> {
  const isShapes = (given: unknown): given is Readonly<Record<string, Shape>> =>
    typeof given === 'object' && given !== null
  return isShapes(value) ? value : {}
}

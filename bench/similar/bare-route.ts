/** Child of the bench: a Fastify that answers every POST with the JSON in the file ANSWER. Prints its address. */
import { readFileSync } from 'node:fs'
import fastify from 'fastify'

const answer: unknown = JSON.parse(readFileSync(process.env['ANSWER'] ?? '', 'utf8'))
const server = fastify()
server.post('/v1/recommendations', () => answer)
console.log(await server.listen({ host: '127.0.0.1', port: 0 }))

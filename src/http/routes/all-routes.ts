/** The explicit list of routes. */
import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { SendEvents } from '../event-stream.ts'
import type { ServerDeps } from '../server-deps.ts'
import { addHealthRoutes } from './health.ts'
import { addKeyRoutes } from './keys.ts'
import { addShopRoutes } from './shop.ts'

export function addRoutes(instance: FastifyInstance, deps: ServerDeps, sendEvents: SendEvents): void {
  const server = instance.withTypeProvider<ZodTypeProvider>()
  addHealthRoutes(server, deps)
  addShopRoutes(server, deps)
  addKeyRoutes(server, deps)
}

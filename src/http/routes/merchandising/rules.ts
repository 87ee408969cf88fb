/** Merchandising rules of the caller's shop. A change is answered once no process shows slates by the rules of before. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  archiveRule,
  createRule,
  getRule,
  listRuleChanges,
  listRules,
  patchRule,
  replaceRule,
} from '../../../recommendations/merchandising/manage-rules.ts'
import { measurePrice, rulePriceSchema } from '../../../recommendations/merchandising/price/measure-price.ts'
import { ruleActions } from '../../../recommendations/merchandising/rule.ts'
import {
  newRuleSchema,
  patchedRuleSchema,
  replacedRuleSchema,
  ruleChangeSchema,
  ruleStates,
  storedRuleSchema,
  type StoredRule,
} from '../../../recommendations/merchandising/stored-rule.ts'
import { placements } from '../../../recommendations/recommendation.ts'
import type { Db } from '../../../database/schema.ts'
import { once } from '../../../security/idempotency.ts'
import { principalOf, shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import {
  fingerprintOf,
  idempotencyHeadersSchema,
  idempotencyKeyOf,
  sendOutcome,
  storable,
} from '../../idempotency.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const ruleSchema = storedRuleSchema.meta({ id: 'MerchandisingRule' })
const recallExample = {
  name: 'Recall: kettle with loose handle',
  action: 'hide' as const,
  filter: { id: { in: ['KET-007'] } },
  state: 'enabled' as const,
}

export function addMerchandisingRoutes(server: HttpServer, deps: ServerDeps): void {
  const { db } = deps
  addChangeRoutes(server, deps)

  server.get(
    '/v1/merchandising/rules',
    {
      config: { scope: 'catalog:read', cost: 2 },
      schema: {
        operationId: 'listMerchandisingRules',
        tags: ['Recommendations'],
        summary: 'Merchandising rules, newest first',
        querystring: pageQuerySchema.extend({
          state: z.enum(ruleStates).optional().describe('Left out: drafts and enabled ones'),
          action: z.enum(ruleActions).optional(),
          placement: z.enum(placements).optional().describe('Rules that hold there'),
        }),
        response: { 200: pageSchema(ruleSchema) },
      },
    },
    async (request) => listRules(db, shopIdOf(request), request.query),
  )

  server.get(
    '/v1/merchandising/rules/:id',
    {
      config: { scope: 'catalog:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'One merchandising rule',
        params: idParamsSchema,
        response: { 200: ruleSchema },
      },
    },
    async (request) => getRule(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/merchandising/rules/:id/changes',
    {
      config: { scope: 'catalog:read', cost: 2, problems: [404] },
      schema: {
        operationId: 'listMerchandisingRuleChanges',
        tags: ['Recommendations'],
        summary: 'Who changed the rule, from what to what, newest first',
        params: idParamsSchema,
        querystring: pageQuerySchema,
        response: { 200: pageSchema(ruleChangeSchema.meta({ id: 'MerchandisingRuleChange' })) },
      },
    },
    async (request) => listRuleChanges(db, shopIdOf(request), request.params.id, request.query),
  )

  server.get(
    '/v1/merchandising/rules/:id/price',
    {
      config: { scope: 'catalog:read', cost: 50, problems: [404] },
      schema: {
        operationId: 'measureMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'What the rule costs or brings, measured',
        description:
          'Compares visitors under the rule with the 5 % from whom it is withheld: clicks, revenue and margin per 1,000 slates seen, with ' +
          '95 % intervals clustered by visitor. Counts since the rule last changed what it does. See docs/recommendations/merchandising.md.',
        params: idParamsSchema,
        response: { 200: rulePriceSchema.meta({ id: 'MerchandisingRulePrice' }) },
      },
    },
    async (request) => measurePrice(db, shopIdOf(request), request.params.id),
  )
}

function addChangeRoutes(server: HttpServer, { db, clock, rules }: ServerDeps): void {
  const ruleDeps = { clock, announce: rules.announce }
  /** Runs a change at most once per Idempotency-Key; answers when it is in force everywhere. */
  const changed = async (
    request: FastifyRequest,
    reply: FastifyReply,
    status: 200 | 201,
    change: (trx: Db) => Promise<StoredRule>,
  ) => {
    const shopId = shopIdOf(request)
    const keyed = { shopId, key: idempotencyKeyOf(request), fingerprint: fingerprintOf(request) }
    const outcome = await once(db, keyed, async (trx) => {
      const resource = await change(trx)
      const location = status === 201 ? `/v1/merchandising/rules/${resource.id}` : null
      return storable(ruleSchema, { status, location, resource })
    })
    await rules.takeIn(shopId)
    return sendOutcome(reply, outcome)
  }
  const actorOf = (request: FastifyRequest) => {
    const { shopId, keyId } = principalOf(request)
    return { shopId, by: keyId }
  }

  server.post(
    '/v1/merchandising/rules',
    {
      config: { scope: 'catalog:write', cost: 5, idempotent: true, problems: [409, 422] },
      schema: {
        operationId: 'createMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'Add a merchandising rule',
        description:
          'Hide goes before pin, pin before bury, bury before boost. The answer comes when the rule is in force in every process.',
        headers: idempotencyHeadersSchema,
        body: newRuleSchema.meta({ id: 'NewMerchandisingRule', examples: [recallExample] }),
        response: { 201: ruleSchema },
      },
    },
    async (request, reply) =>
      changed(request, reply, 201, (trx) =>
        createRule(trx, ruleDeps, { ...actorOf(request), rule: request.body }),
      ),
  )

  server.put(
    '/v1/merchandising/rules/:id',
    {
      config: { scope: 'catalog:write', cost: 5, idempotent: true, problems: [404, 409, 422] },
      schema: {
        operationId: 'replaceMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'Replace a merchandising rule',
        description: 'Names the version it was made from. Saying the same again changes nothing.',
        params: idParamsSchema,
        headers: idempotencyHeadersSchema,
        body: replacedRuleSchema.meta({
          id: 'ReplacedMerchandisingRule',
          examples: [{ ...recallExample, version: 1 }],
        }),
        response: { 200: ruleSchema },
      },
    },
    async (request, reply) =>
      changed(request, reply, 200, (trx) =>
        replaceRule(trx, ruleDeps, {
          ...actorOf(request),
          id: request.params.id,
          replacement: request.body,
        }),
      ),
  )

  server.patch(
    '/v1/merchandising/rules/:id',
    {
      config: { scope: 'catalog:write', cost: 5, idempotent: true, problems: [404, 409, 422] },
      schema: {
        operationId: 'patchMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'Change parts of a merchandising rule',
        description:
          'What is left out stays; null takes position and factor away. With `version` it is refused when somebody was quicker.',
        params: idParamsSchema,
        headers: idempotencyHeadersSchema,
        body: patchedRuleSchema.meta({
          id: 'PatchedMerchandisingRule',
          examples: [{ state: 'draft' as const, version: 3 }],
        }),
        response: { 200: ruleSchema },
      },
    },
    async (request, reply) =>
      changed(request, reply, 200, (trx) =>
        patchRule(trx, ruleDeps, { ...actorOf(request), id: request.params.id, patch: request.body }),
      ),
  )

  server.delete(
    '/v1/merchandising/rules/:id',
    {
      config: { scope: 'catalog:write', cost: 5, problems: [404] },
      schema: {
        operationId: 'archiveMerchandisingRule',
        tags: ['Recommendations'],
        summary: 'End a merchandising rule',
        description: 'It is archived: no longer in force, and readable with its changes and its price.',
        params: idParamsSchema,
        response: { 200: ruleSchema },
      },
    },
    async (request, reply) =>
      changed(request, reply, 200, (trx) =>
        archiveRule(trx, ruleDeps, { ...actorOf(request), id: request.params.id }),
      ),
  )
}

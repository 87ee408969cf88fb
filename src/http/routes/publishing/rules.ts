/** Rules of wording, learnt from what people edited. */
import { z } from 'zod'
import { decideOnRule, getRule, learnRules, listRules } from '../../../content/rules/learn-rules.ts'
import { copyRuleSchema, ruleStateSchema } from '../../../content/rules/rule.ts'
import { ruleTrialSchema, tryRule } from '../../../content/rules/try-rule.ts'
import { principalOf, shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParamsSchema, pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}$/, 'must be a language such as "en"')
  .describe('Language of the texts')
const ruleSchema = copyRuleSchema.meta({ id: 'CopyRule' })

export function addCopyRuleRoutes(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/rules',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listCopyRules',
        tags: ['Copy'],
        summary: 'Rules of wording, newest first',
        querystring: pageQuerySchema.extend({
          state: ruleStateSchema.optional(),
          language: languageSchema.optional(),
        }),
        response: { 200: pageSchema(ruleSchema) },
      },
    },
    async (request) => listRules(db, shopIdOf(request), request.query),
  )

  server.post(
    '/v1/copy/rules/learn',
    {
      config: { scope: 'copy:write', cost: 50 },
      schema: {
        operationId: 'learnCopyRules',
        tags: ['Copy'],
        summary: 'Look for changes that people keep making',
        description:
          'A change that was made in the same way on at least three products becomes a proposed rule with its support. Nothing is applied until a person enables it. Asking again refreshes the support and keeps what was decided.',
        body: z.strictObject({ language: languageSchema.default('en') }).meta({ id: 'RuleLearning' }),
        response: {
          200: z
            .object({
              edits: z.int().describe('Edited fields looked at, the latest 5,000 drafts'),
              supported: z.int().describe('Rules with enough support'),
              proposed: z.int().describe('Of those, new ones'),
            })
            .meta({ id: 'RulesLearnt' }),
        },
      },
    },
    async (request) =>
      db.transaction().execute((trx) => learnRules(trx, { clock }, shopIdOf(request), request.body.language)),
  )

  server.get(
    '/v1/copy/rules/:id',
    {
      config: { scope: 'copy:read', cost: 1, problems: [404] },
      schema: {
        operationId: 'getCopyRule',
        tags: ['Copy'],
        summary: 'One rule',
        params: idParamsSchema,
        response: { 200: ruleSchema },
      },
    },
    async (request) => getRule(db, shopIdOf(request), request.params.id),
  )

  server.get(
    '/v1/copy/rules/:id/trial',
    {
      config: { scope: 'copy:read', cost: 20, problems: [404] },
      schema: {
        operationId: 'tryCopyRule',
        tags: ['Copy'],
        summary: 'What the rule would do to the texts of today',
        description: 'Changes nothing. Texts by people are left out: a rule never touches them.',
        params: idParamsSchema,
        response: { 200: ruleTrialSchema.meta({ id: 'RuleTrial' }) },
      },
    },
    async (request) => tryRule(db, { clock }, shopIdOf(request), request.params.id),
  )

  server.patch(
    '/v1/copy/rules/:id',
    {
      config: { scope: 'copy:write', cost: 5, problems: [404] },
      schema: {
        operationId: 'decideCopyRule',
        tags: ['Copy'],
        summary: 'Enable or dismiss a rule',
        description: 'An enabled rule belongs to the shop’s voice: it holds for texts written from then on.',
        params: idParamsSchema,
        body: z
          .strictObject({ state: ruleStateSchema })
          .meta({ id: 'RuleDecision', examples: [{ state: 'enabled' }] }),
        response: { 200: ruleSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) =>
        decideOnRule(
          trx,
          { clock },
          {
            shopId: shopIdOf(request),
            id: request.params.id,
            state: request.body.state,
            by: principalOf(request).keyId,
          },
        ),
      ),
  )
}

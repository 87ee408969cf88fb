/** What copy has cost, what it may cost, and the provider's invoice. */
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { callPurposes, callStates } from '../../../content/spend/call-state.ts'
import { bookInvoice, listCalls } from '../../../content/spend/invoice.ts'
import {
  getSpend,
  setLimit,
  spendDimensions,
  type SpendDimension,
  type SpendGroup,
} from '../../../content/spend/spend.ts'
import { shopIdOf } from '../../guards/authenticate.ts'
import type { HttpServer } from '../../http-server.ts'
import { limits } from '../../limits.ts'
import { pageQuerySchema, pageSchema } from '../../page-query.ts'
import type { ServerDeps } from '../../server-deps.ts'

const sumsSchema = {
  settledMicros: z.int().describe('Micro-dollars'),
  heldMicros: z.int().describe('Calls whose outcome is unknown, at their worst case'),
  inputTokens: z.int(),
  outputTokens: z.int(),
  calls: z.int(),
}

const budgetSchema = z
  .object({
    day: z.string(),
    limitMicros: z.int().describe('Hard cap of the UTC day'),
    isOwnLimit: z.boolean().describe('The shop has a cap of its own'),
    spentMicros: z.int(),
    heldMicros: z.int(),
    isWarning: z.boolean().describe('Four fifths of the cap are used'),
  })
  .meta({ id: 'CopyBudget' })

const spendSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    ...sumsSchema,
    draftsWritten: z.int(),
    draftsReady: z.int(),
    microsPerReadyDraft: z.int().nullable(),
    draftsAccepted: z.int().describe('Approved by a person'),
    microsPerAcceptedDraft: z.int().nullable(),
    days: z.array(z.object({ day: z.string(), model: z.string(), ...sumsSchema })).readonly(),
    groupBy: z.enum(spendDimensions),
    groups: z
      .array(z.object({ key: z.string(), ...sumsSchema }))
      .readonly()
      .describe('At most 1,000, the dearest first; days in their order'),
    budget: budgetSchema.describe('Of today'),
  })
  .meta({ id: 'Spend' })

const callSchema = z
  .object({
    id: z.string().describe('Sent to the provider as `X-Client-Request-Id`'),
    day: z.string(),
    model: z.string(),
    purpose: z.enum(callPurposes),
    state: z.enum(callStates),
    copyJobId: z.string(),
    reservedMicros: z.int(),
    costMicros: z.int().nullable(),
    inputTokens: z.int().nullable(),
    outputTokens: z.int().nullable(),
    failure: z.string().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: 'ModelCall' })

const invoiceSchema = z.strictObject({
  lines: z
    .array(z.strictObject({ callId: z.string().min(1).max(200), costMicros: z.int().min(0).max(1e12) }))
    .min(1)
    .max(10_000),
})

const invoiceOutcomeSchema = z
  .object({
    settled: z.int().describe('Uncertain calls booked at what was billed'),
    matched: z.int().describe('Calls the ledger had at the same amount'),
    differing: z
      .array(z.object({ callId: z.string(), bookedMicros: z.int(), invoicedMicros: z.int() }))
      .readonly()
      .describe('Calls the ledger has at another amount; nothing is changed, check the configured prices'),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).readonly(),
  })
  .meta({ id: 'InvoiceOutcome' })

const dayMs = 86_400_000
const spendDaysMax = 366

const spendQuerySchema = z
  .strictObject({
    from: z.iso.date().optional().describe('First UTC day; default: 29 days before `to`'),
    to: z.iso.date().optional().describe('Last UTC day; default: today'),
    groupBy: z.enum(spendDimensions).default('day'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    error: 'must not be after "to"',
  })

export function addCopySpendRoutes(server: HttpServer, { db, clock, config }: ServerDeps): void {
  const dailyLimitMicros = Math.round(config.COPY_DAILY_BUDGET_USD * 1_000_000)
  const report = async (shopId: string, query: z.output<typeof spendQuerySchema>) => {
    const now = clock.now()
    const options = { groupBy: query.groupBy, today: dayOf(now.getTime()), dailyLimitMicros }
    return await getSpend(db, shopId, periodOf(query, now), options)
  }

  server.get(
    '/v1/copy/spend',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'getSpend',
        tags: ['Copy'],
        summary: 'What copy has cost, per day, model, writer, job or purpose',
        description: 'At most 366 days. Every attempt counts: repairs, fallbacks, probes and previews too.',
        querystring: spendQuerySchema,
        response: { 200: spendSchema },
      },
    },
    async (request) => report(shopIdOf(request), request.query),
  )

  server.get(
    '/v1/copy/spend.csv',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'getSpendAsCsv',
        tags: ['Copy'],
        summary: 'The same sums as CSV',
        produces: ['text/csv'],
        querystring: spendQuerySchema,
        response: { 200: z.string().describe('Header and one line per group, amounts in micro-dollars') },
      },
    },
    async (request, reply) => {
      const spend = await report(shopIdOf(request), request.query)
      return reply
        .type('text/csv; charset=utf-8')
        .serializer(String)
        .send(csvOf(request.query.groupBy, spend.groups))
    },
  )

  server.get(
    '/v1/copy/spend/calls',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'listModelCalls',
        tags: ['Copy'],
        summary: 'Calls to models, newest first',
        description: '`state=uncertain` lists those that wait for the provider’s invoice.',
        querystring: pageQuerySchema.extend({ state: z.enum(callStates).optional() }),
        response: { 200: pageSchema(callSchema) },
      },
    },
    async (request) => listCalls(db, shopIdOf(request), request.query),
  )

  server.post(
    '/v1/copy/spend/invoice',
    {
      bodyLimit: limits.selectionBytes,
      config: { scope: 'admin:shop', cost: 20 },
      schema: {
        operationId: 'bookInvoice',
        tags: ['Copy'],
        summary: 'Book what the provider billed',
        description:
          'Settles calls of unknown outcome by their id and names lines that differ from the ledger or fit no call. Sending the same invoice again changes nothing.',
        body: invoiceSchema,
        response: { 200: invoiceOutcomeSchema },
      },
    },
    async (request) => bookInvoice(db, shopIdOf(request), request.body.lines),
  )

  server.patch(
    '/v1/copy/spend/limit',
    {
      config: { scope: 'admin:shop', cost: 5 },
      schema: {
        operationId: 'setSpendLimit',
        tags: ['Copy'],
        summary: 'Set the shop’s own daily cap',
        description: 'It holds from the next call on, in place of the operator’s `COPY_DAILY_BUDGET_USD`.',
        body: z.strictObject({
          dailyLimitMicros: z
            .int()
            .min(0)
            .max(1_000_000_000_000)
            .nullable()
            .describe('Micro-dollars; null: the operator’s cap again'),
        }),
        response: { 200: budgetSchema },
      },
    },
    async (request) =>
      db.transaction().execute((trx) =>
        setLimit(trx, shopIdOf(request), request.body.dailyLimitMicros, {
          now: clock.now(),
          dailyLimitMicros,
        }),
      ),
  )
}

/** Fills in what was left out and keeps the period within a year. */
function periodOf(
  { from, to }: Pick<z.output<typeof spendQuerySchema>, 'from' | 'to'>,
  now: Date,
): { from: string; to: string } {
  const last = to ?? dayOf(now.getTime())
  const lastMs = Date.parse(last)
  const firstMs = from === undefined ? lastMs - 29 * dayMs : Date.parse(from)
  return { from: dayOf(Math.max(firstMs, lastMs - (spendDaysMax - 1) * dayMs)), to: last }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

function csvOf(groupBy: SpendDimension, groups: readonly SpendGroup[]): string {
  const columns = ['settledMicros', 'heldMicros', 'calls', 'inputTokens', 'outputTokens']
  // A model's or job's name is the shop's own data; a leading sign would be a formula in a spreadsheet.
  return stringify([...groups], {
    header: true,
    columns: [{ key: 'key', header: groupBy }, ...columns.map((key) => ({ key, header: key }))],
    escape_formulas: true,
  })
}

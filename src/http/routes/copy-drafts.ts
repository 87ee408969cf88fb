/** What copy has cost. */
import { z } from 'zod'
import { getSpend } from '../../content/spend/spend.ts'
import { shopIdOf } from '../guards/authenticate.ts'
import type { HttpServer } from '../http-server.ts'
import type { ServerDeps } from '../server-deps.ts'

const tokensSchema = { inputTokens: z.int(), outputTokens: z.int(), calls: z.int() }

const spendSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    settledMicros: z.int().describe('Micro-dollars'),
    heldMicros: z.int().describe('Calls whose outcome is unknown, at their worst case'),
    ...tokensSchema,
    draftsWritten: z.int(),
    draftsReady: z.int(),
    microsPerReadyDraft: z.int().nullable(),
    days: z
      .array(
        z.object({
          day: z.string(),
          model: z.string(),
          settledMicros: z.int(),
          heldMicros: z.int(),
          ...tokensSchema,
        }),
      )
      .readonly(),
  })
  .meta({ id: 'Spend' })

const dayMs = 86_400_000
const spendDaysMax = 366

const spendQuerySchema = z
  .strictObject({
    from: z.iso.date().optional().describe('First UTC day; default: 29 days before `to`'),
    to: z.iso.date().optional().describe('Last UTC day; default: today'),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['from'],
    error: 'must not be after "to"',
  })

export function addCopySpendRoute(server: HttpServer, { db, clock }: ServerDeps): void {
  server.get(
    '/v1/copy/spend',
    {
      config: { scope: 'copy:read', cost: 2 },
      schema: {
        operationId: 'getSpend',
        tags: ['Copy'],
        summary: 'What copy has cost, by day and model',
        description: 'At most 366 days.',
        querystring: spendQuerySchema,
        response: { 200: spendSchema },
      },
    },
    async (request) => getSpend(db, shopIdOf(request), periodOf(request.query, clock.now())),
  )
}

/** Fills in what was left out and keeps the period within a year. */
function periodOf({ from, to }: z.output<typeof spendQuerySchema>, now: Date): { from: string; to: string } {
  const last = to ?? dayOf(now.getTime())
  const lastMs = Date.parse(last)
  const firstMs = from === undefined ? lastMs - 29 * dayMs : Date.parse(from)
  return { from: dayOf(Math.max(firstMs, lastMs - (spendDaysMax - 1) * dayMs)), to: last }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

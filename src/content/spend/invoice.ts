/** Reconciling the ledger with what a provider billed: uncertain calls are booked, differences and mistakes are named. */
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import type { FieldError } from '../../errors.ts'
import { decodeCursor, pageOf, type Page, type PageRequest } from '../../page.ts'
import type { CallPurpose, CallState } from './call-state.ts'
import { selectCallPage, selectCalls, settleInvoiced, type InvoiceLine } from './invoice-queries.ts'

export type { InvoiceLine } from './invoice-queries.ts'

export interface InvoiceOutcome {
  /** Uncertain calls that were booked by this invoice. */
  readonly settled: number
  /** Calls that the ledger had at the same amount. */
  readonly matched: number
  /** Calls the ledger has at another amount: the configured prices are not the provider's. Nothing is changed. */
  readonly differing: readonly {
    readonly callId: string
    readonly bookedMicros: number
    readonly invoicedMicros: number
  }[]
  /** Lines that name no call of the shop, or a call twice. */
  readonly errors: readonly FieldError[]
}

/** Booking the same invoice again changes nothing. */
export async function bookInvoice(
  db: Db,
  shopId: string,
  lines: readonly InvoiceLine[],
): Promise<InvoiceOutcome> {
  const seen = new Map<string, number>()
  const errors: FieldError[] = []
  const unique = lines.filter(({ callId }, index) => {
    const first = seen.get(callId)
    if (first === undefined) seen.set(callId, index)
    else
      errors.push({
        path: `lines.${String(index)}`,
        message: `names ${callId} again, as line ${String(first)} does`,
      })
    return first === undefined
  })
  const settled = new Set(await settleInvoiced(db, shopId, unique))
  const known = new Map((await selectCalls(db, shopId, [...seen.keys()])).map((call) => [call.id, call]))
  const differing: InvoiceOutcome['differing'][number][] = []
  let matched = 0
  for (const { callId, costMicros } of unique) {
    const call = known.get(callId)
    const path = `lines.${String(seen.get(callId) ?? 0)}`
    if (call === undefined) errors.push({ path, message: `the shop has no call ${callId}` })
    else if (settled.has(callId)) continue
    else if (call.state !== 'settled' && costMicros > 0)
      errors.push({ path, message: `${callId} is ${call.state}: it cannot have been billed yet` })
    else if ((call.cost_micros ?? 0) === costMicros) matched += 1
    else differing.push({ callId, bookedMicros: call.cost_micros ?? 0, invoicedMicros: costMicros })
  }
  return { settled: settled.size, matched, differing, errors }
}

export interface Call {
  readonly id: string
  readonly day: string
  readonly model: string
  readonly purpose: CallPurpose
  readonly state: CallState
  readonly copyJobId: string
  readonly reservedMicros: number
  readonly costMicros: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
  readonly failure: string | null
  readonly createdAt: Date
}

/** A page of calls, newest first. @throws AppError request.invalid when the cursor is none of ours */
export async function listCalls(
  db: Db,
  shopId: string,
  request: PageRequest & { readonly state?: CallState | undefined },
): Promise<Page<Call>> {
  const after = request.cursor === undefined ? null : decodeCursor(request.cursor, z.tuple([z.string()]))[0]
  const rows = await selectCallPage(db, shopId, { state: request.state, after, limit: request.limit + 1 })
  const page = pageOf(rows, request.limit, (row) => [row.id])
  return {
    next: page.next,
    items: page.items.map((row) => ({
      id: row.id,
      day: row.day,
      model: row.model,
      purpose: row.purpose,
      state: row.state,
      copyJobId: row.copy_job_id,
      reservedMicros: row.reserved_micros,
      costMicros: row.cost_micros,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      failure: row.failure,
      createdAt: row.created_at,
    })),
  }
}

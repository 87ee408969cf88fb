/** What copy has cost: per day and model, and per draft that came out ready. */
import type { Db } from '../../database/schema.ts'
import {
  countPaidDrafts,
  selectSpend,
  settleInvoiced,
  type InvoiceLine,
  type SpendRow,
} from './ledger-queries.ts'

export interface Spend {
  /** UTC days, inclusive: "2026-03-01". */
  readonly from: string
  readonly to: string
  readonly settledMicros: number
  /** Calls whose outcome is unknown, at their worst case, and calls under way. */
  readonly heldMicros: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly calls: number
  readonly draftsWritten: number
  readonly draftsReady: number
  /** Settled cost per ready draft, micro-dollars; null when there is none. */
  readonly microsPerReadyDraft: number | null
  readonly days: readonly DaySpend[]
}

export interface DaySpend {
  readonly day: string
  readonly model: string
  readonly settledMicros: number
  readonly heldMicros: number
  readonly calls: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** @param period UTC days, inclusive */
export async function getSpend(
  db: Db,
  shopId: string,
  period: { readonly from: string; readonly to: string },
): Promise<Spend> {
  const rows = await selectSpend(db, shopId, period.from, period.to)
  const drafts = await countPaidDrafts(db, shopId, period.from, period.to)
  const keys = [...new Set(rows.map((row) => JSON.stringify([row.day, row.model])))]
  const days = keys.flatMap((key) =>
    daySpend(rows.filter((row) => JSON.stringify([row.day, row.model]) === key)),
  )
  const total = (of: (day: DaySpend) => number) => days.reduce((sum, day) => sum + of(day), 0)
  const settledMicros = total((day) => day.settledMicros)
  return {
    ...period,
    settledMicros,
    heldMicros: total((day) => day.heldMicros),
    inputTokens: total((day) => day.inputTokens),
    outputTokens: total((day) => day.outputTokens),
    calls: total((day) => day.calls),
    draftsWritten: drafts.drafts,
    draftsReady: drafts.ready,
    microsPerReadyDraft: drafts.ready === 0 ? null : Math.round(settledMicros / drafts.ready),
    days,
  }
}

/** Replaces worst cases by what the provider's invoice says; returns how many uncertain calls it settled. */
export async function bookInvoice(db: Db, shopId: string, lines: readonly InvoiceLine[]): Promise<number> {
  return await settleInvoiced(db, shopId, lines)
}

function daySpend(rows: readonly SpendRow[]): DaySpend[] {
  const [first] = rows
  if (first === undefined) return []
  const billed = rows.filter((row) => row.state !== 'released')
  const sum = (of: (row: SpendRow) => number) => billed.reduce((total, row) => total + of(row), 0)
  return [
    {
      day: first.day,
      model: first.model,
      settledMicros: sum((row) => (row.state === 'settled' ? row.micros : 0)),
      heldMicros: sum((row) => (row.state === 'settled' ? 0 : row.micros)),
      calls: sum((row) => row.calls),
      inputTokens: sum((row) => row.input_tokens),
      outputTokens: sum((row) => row.output_tokens),
    },
  ]
}

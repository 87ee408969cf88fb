/** What copy has cost: by day and model, by one dimension of choice, and per draft that was ready or accepted. */
import type { Db } from '../../database/schema.ts'
import {
  countPaidDrafts,
  putLimit,
  selectBudget,
  selectSpendBy,
  selectSpendByDay,
  type Period,
  type SpendDimension,
  type SpendRow,
} from './spend-queries.ts'

export { spendDimensions, type SpendDimension } from './spend-queries.ts'

/** Four fifths of the cap: time to look, before the embedded writer takes over. */
const WARNING_SHARE = 0.8

export interface SpendSums {
  readonly settledMicros: number
  /** Calls whose outcome is unknown, at their worst case, and calls under way. */
  readonly heldMicros: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly calls: number
}

export interface Spend extends SpendSums, Period {
  readonly draftsWritten: number
  readonly draftsReady: number
  /** Settled cost per ready draft, micro-dollars; null when there is none. */
  readonly microsPerReadyDraft: number | null
  readonly draftsAccepted: number
  /** Settled cost per draft that a person approved; null when there is none. */
  readonly microsPerAcceptedDraft: number | null
  readonly days: readonly (SpendSums & { readonly day: string; readonly model: string })[]
  readonly groupBy: SpendDimension
  readonly groups: readonly SpendGroup[]
  readonly budget: Budget
}

export interface SpendGroup extends SpendSums {
  /** A day, a model, a writer, the id of a copy job, or a purpose. */
  readonly key: string
}

/** The cap of one UTC day and what is left of it. */
export interface Budget {
  readonly day: string
  readonly limitMicros: number
  /** True when the shop has a cap of its own. */
  readonly isOwnLimit: boolean
  readonly spentMicros: number
  readonly heldMicros: number
  /** Four fifths of the cap are spent or held. */
  readonly isWarning: boolean
}

/** @param period UTC days, inclusive */
export async function getSpend(
  db: Db,
  shopId: string,
  period: Period,
  options: {
    readonly groupBy?: SpendDimension
    readonly today?: string
    readonly dailyLimitMicros?: number
  } = {},
): Promise<Spend> {
  const { groupBy = 'day', today = period.to, dailyLimitMicros = 0 } = options
  const rows = await selectSpendByDay(db, shopId, period)
  const groups = await selectSpendBy(db, shopId, period, groupBy)
  const drafts = await countPaidDrafts(db, shopId, period)
  const days = rows.map((row) => ({ day: row.key, model: row.model, ...sumsOf(row) }))
  const total = (of: (sums: SpendSums) => number) => days.reduce((sum, day) => sum + of(day), 0)
  const settledMicros = total((day) => day.settledMicros)
  const per = (count: number) => (count === 0 ? null : Math.round(settledMicros / count))
  return {
    from: period.from,
    to: period.to,
    settledMicros,
    heldMicros: total((day) => day.heldMicros),
    inputTokens: total((day) => day.inputTokens),
    outputTokens: total((day) => day.outputTokens),
    calls: total((day) => day.calls),
    draftsWritten: drafts.drafts,
    draftsReady: drafts.ready,
    microsPerReadyDraft: per(drafts.ready),
    draftsAccepted: drafts.accepted,
    microsPerAcceptedDraft: per(drafts.accepted),
    days,
    groupBy,
    groups: groups.map((row) => ({ key: row.key, ...sumsOf(row) })),
    budget: await getBudget(db, shopId, today, dailyLimitMicros),
  }
}

export async function getBudget(
  db: Db,
  shopId: string,
  day: string,
  dailyLimitMicros: number,
): Promise<Budget> {
  const row = await selectBudget(db, shopId, day)
  const limitMicros = row.own_limit ?? dailyLimitMicros
  const used = row.spent + row.held
  return {
    day,
    limitMicros,
    isOwnLimit: row.own_limit !== null,
    spentMicros: row.spent,
    heldMicros: row.held,
    isWarning: row.warned_at !== null || (limitMicros > 0 && used >= limitMicros * WARNING_SHARE),
  }
}

/** Sets or removes the shop's own cap; it holds from the next call on. */
export async function setLimit(
  trx: Db,
  shopId: string,
  micros: number | null,
  today: { readonly now: Date; readonly dailyLimitMicros: number },
): Promise<Budget> {
  await putLimit(trx, shopId, micros, today.now)
  return await getBudget(trx, shopId, today.now.toISOString().slice(0, 10), today.dailyLimitMicros)
}

function sumsOf(row: Omit<SpendRow, 'key' | 'model'>): SpendSums {
  return {
    settledMicros: row.settled,
    heldMicros: row.held,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    calls: row.calls,
  }
}
